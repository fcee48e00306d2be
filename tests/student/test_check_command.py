"""`initcourse check`: a notebook runs from the top in a fresh kernel, and what is left to do is told."""

import hashlib
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from initcourse.cli import app
from initcourse.student.fresh_run import run_fresh
from tests.support.small_release import DONE, small_cells, small_table, write_notebook


@pytest.fixture(autouse=True)
def _small_course_alone(monkeypatch):
    monkeypatch.setattr("initcourse.student.cell_table.packaged_tables", lambda: (small_table(),))
    monkeypatch.setenv("COLUMNS", "100")


def check(path, *options):
    result = CliRunner().invoke(app, ["check", str(path), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def code_cell(text):
    return {"cell_type": "code", "source": text, "metadata": {}}


def test_what_is_no_notebook_is_exit_code_two_and_one_line(tmp_path):
    (tmp_path / "a.ipynb").write_text("{")
    for path in (tmp_path, tmp_path / "a.ipynb", tmp_path / "missing.ipynb"):
        code, text = check(path)
        assert (code, text.count("\n")) == (2, 1)
        assert text.startswith(f"{path}: ")


def test_another_course_s_notebook_is_not_run(tmp_path):
    path = write_notebook(tmp_path / "other.ipynb", [code_cell("open('ran', 'w')")])
    code, text = check(path)
    assert (code, text.count("\n")) == (2, 1)
    assert "no notebook of the course; its notebooks are small.ipynb" in text


@pytest.mark.slow
def test_a_notebook_in_which_all_is_done_is_exit_code_zero_and_stays_as_it_was(tmp_path):
    path = write_notebook(tmp_path / "small.ipynb", small_cells(DONE))
    (tmp_path / "beside.py").write_text("x = 1")
    path = write_notebook(path, [*small_cells(DONE), code_cell("import beside; assert beside.x == 1")])
    before = hashlib.sha256(path.read_bytes()).digest()
    code, text = check(path)
    assert (code, text.splitlines()[-1]) == (0, "Hidden tests with other inputs follow when it is graded.")
    assert "17 of 17 points" in text
    assert hashlib.sha256(path.read_bytes()).digest() == before
    assert {file.name for file in tmp_path.iterdir()} == {"beside.py", "small.ipynb"}


@pytest.mark.slow
def test_what_fails_is_told_with_the_check_s_message_and_the_last_cell_asks_for_no_second_check(tmp_path):
    last = code_cell("from initcourse.ready import RUNNING, ready\nimport os\nready()\nassert os.environ[RUNNING]")
    wrong = {"double": "def double(x):\n    return 3 * x", "halve": small_cells()[4]["source"]}
    path = write_notebook(tmp_path / "small.ipynb", [*small_cells(DONE | wrong), last])
    code, text = check(path)
    assert code == 1
    assert "      small: double(3) returned 9.\n      Expected 6 (twice 3)." in text
    assert "not written" in text
    assert "All other cells ran from the top" in text


@pytest.mark.slow
def test_a_cell_without_end_is_stopped_and_the_cells_after_it_run(tmp_path):
    cells = [code_cell("while True:\n    pass"), *small_cells(DONE)]
    code, text = check(write_notebook(tmp_path / "small.ipynb", cells), "--timeout", "2")
    assert code == 1
    assert "cell [1] `while True:`: This ran longer than 2 s and was stopped" in text
    assert "17 of 17 points" in text


@pytest.mark.slow
def test_a_kernel_that_ends_is_told_and_nothing_after_it_counts(tmp_path):
    cells = [code_cell("import os\nos._exit(3)"), *small_cells(DONE)]
    code, text = check(write_notebook(tmp_path / "small.ipynb", cells))
    assert code == 1
    assert "cell [1] `import os`: Python ended while this ran" in text
    assert "0 of 17 points" in text
    assert "small: This did not run: Python ended, or did not stop, in cell [1]" in text


@pytest.mark.slow
def test_an_error_whose_text_cannot_be_sent_is_told(tmp_path):
    unsendable = code_cell("raise ValueError(chr(0xD800))")
    code, text = check(write_notebook(tmp_path / "small.ipynb", [*small_cells(DONE), unsendable]))
    assert code == 1
    assert "cell [7] `raise ValueError(chr(0xD800))`: UnicodeEncodeError" in text


@pytest.mark.slow
def test_the_kernel_is_waited_for_in_a_loop_that_windows_has_too(tmp_path, monkeypatch):
    monkeypatch.setattr("asyncio.events.new_event_loop", lambda: pytest.fail("the usual loop was asked for"))
    assert run_fresh([], tmp_path, seconds=60, on_cell=print) == {}


@pytest.mark.slow
def test_letters_that_a_pipe_does_not_have_are_shown_as_codes(tmp_path):
    command = [sys.executable, "-m", "initcourse", "check", f"{tmp_path}/→.ipynb"]
    done = subprocess.run(command, env=os.environ | {"PYTHONIOENCODING": "cp1252"}, capture_output=True, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"\\u2192.ipynb: there is no such file" in done.stderr


@pytest.mark.slow
def test_huge_and_odd_outputs_are_passed_over(tmp_path):
    loud = "import sys\nprint('x' * 10**7)\nsys.stderr.write('e' * 10**6)\ninput()"
    path = write_notebook(tmp_path / "small.ipynb", [*small_cells(DONE), code_cell(loud)])
    code, text = check(path)
    assert code == 1
    assert "StdinNotImplementedError" in text
    assert len(text) < 3000
