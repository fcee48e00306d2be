"""The last cell of a notebook: asked by a person it checks the saved file, anywhere else it prints one line."""

import time
from types import SimpleNamespace

import pytest

from initcourse import ready as module
from initcourse.ready import NOT_ASKED, RUNNING, find_notebook, ready, unsaved
from tests.support.small_release import DONE, small_cells, small_table, write_notebook


@pytest.fixture(autouse=True)
def _small_course_alone(monkeypatch):
    monkeypatch.setattr("initcourse.student.cell_table.packaged_tables", lambda: (small_table(),))


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write_notebook(tmp_path / "small.ipynb", small_cells(DONE))


@pytest.fixture
def kernel(monkeypatch):
    """Return a shell as a front end's kernel has it; `parent` is the message that asked for the cell."""
    shell = SimpleNamespace(
        user_ns={}, history_manager=SimpleNamespace(input_hist_raw=[""]), parent={"metadata": {"cellId": "a"}}
    )
    shell.get_parent = lambda: shell.parent
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    return shell


@pytest.fixture
def checked(monkeypatch):
    """Return the files that were given to the check, none of which is run."""
    paths = []
    monkeypatch.setattr(module, "_check", paths.append)
    return paths


def test_a_person_s_cell_checks_the_saved_file_and_says_when_it_was_saved(notebook, kernel, checked, capsys):
    assert ready() is None
    saved = time.strftime("%H:%M:%S", time.localtime(notebook.stat().st_mtime))
    assert f"Looking at small.ipynb as it was saved at {saved}, from the top" in capsys.readouterr().out
    assert [path.name for path in checked] == ["small.ipynb"]


@pytest.mark.parametrize("why", ["run by a check", "run by a grader", "no kernel"])
def test_where_nobody_asks_it_is_one_line(notebook, kernel, checked, capsys, monkeypatch, why):
    if why == "run by a check":
        monkeypatch.setenv(RUNNING, "1")
    elif why == "run by a grader":
        kernel.parent = {"metadata": {}}
    else:
        monkeypatch.setattr("IPython.get_ipython", lambda: None)
    assert ready() is None
    assert tuple(capsys.readouterr()) == (f"{NOT_ASKED}\n", "")
    assert not checked


def test_a_file_that_cannot_be_found_is_told_with_the_command(tmp_path, kernel, checked, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ready()
    assert "initcourse check NOTEBOOK.ipynb" in capsys.readouterr().out
    assert not checked


def test_what_ran_but_is_not_saved_is_told(notebook, kernel, checked, capsys):
    kernel.history_manager.input_hist_raw += [DONE["halve"], DONE["double"], DONE["double"] + " + 0", "double(3)"]
    ready()
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "double: what you ran last is not in the saved file.",
        "Save small.ipynb (Ctrl+S), and run this cell again.",
    ]
    assert checked == []


def test_a_damaged_file_is_left_to_the_check(tmp_path):
    (tmp_path / "small.ipynb").write_text("{")
    assert unsaved(tmp_path / "small.ipynb", [DONE["double"]]) == []


def test_the_file_is_the_one_that_the_front_end_tells(notebook, tmp_path):
    other = write_notebook(tmp_path / "mine.ipynb", [])
    assert find_notebook({"__vsc_ipynb_file__": str(other)}, {}, tmp_path) == other
    for told in (str(other), "mine.ipynb", f"{other}-jvsc-12ab"):
        assert find_notebook({}, {"JPY_SESSION_NAME": told}, tmp_path) == other


@pytest.mark.parametrize("told", ["", "gone.ipynb", "/else/where.ipynb", "console-1", "\0.ipynb"])
def test_without_a_word_of_the_front_end_it_is_the_one_of_an_assignment_s_name(notebook, tmp_path, told):
    write_notebook(tmp_path / "mine.ipynb", [])
    assert find_notebook({}, {"JPY_SESSION_NAME": told}, tmp_path) == notebook


def test_of_two_assignments_in_a_folder_none_is_taken(notebook, tmp_path, monkeypatch):
    other = SimpleNamespace(assignment="mine")
    monkeypatch.setattr("initcourse.student.cell_table.packaged_tables", lambda: (small_table(), other))
    write_notebook(tmp_path / "mine.ipynb", [])
    assert find_notebook({}, {}, tmp_path) is None


@pytest.mark.slow
def test_the_check_runs_in_a_process_of_its_own_and_its_lines_are_printed(notebook, kernel, capsys):
    notebook.write_text("{")
    ready()
    out, err = capsys.readouterr()
    assert out.splitlines()[-1].endswith("this is not a notebook, or a damaged one; open and save it in Jupyter")
    assert err == ""
