"""The commands as a person calls them: what they print, and the exit code."""

import os
import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from initcourse.cli import app
from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import hand_in
from tests.support.small_course import DOUBLE, HALVE, SMALL_CONFIG, write_submission


def run(*args):
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    return result.exit_code, result.output


def test_release_names_what_it_built(small_course):
    assert run("release", "--unproven", "--course", small_course) == (0, "release/small is new\n")


def test_release_asks_for_a_proof(small_course):
    code, text = run("release", "--course", small_course)
    assert (code, text.count("\n")) == (1, 1)
    assert "run `initcourse verify small`" in text


@pytest.mark.slow
def test_verify_without_a_bank_proves_nothing_of_the_tests(small_course):
    code, text = run("verify", "--course", small_course)
    assert code == 1
    assert f"no bank of answers in {small_course / 'tests/bank'}" in text


@pytest.mark.slow
def test_verify_tries_another_bank_and_says_what_survives(small_course):
    (small_course / "nbgrader_config.py").write_text(SMALL_CONFIG)
    write_release(small_course, ["small"])
    for exercise, test in (("double", "double-small"), ("halve", "halve-values")):
        path = small_course / "tests/bank/small" / exercise / "generic.toml"
        path.parent.mkdir(parents=True)
        reason = f'"{test}" = "The cell calls the function once."\n'
        path.write_text(f"[first_result]\n{reason}[constant_by_shape]\n{reason}")
    exercise = small_course / "mine/small/double"
    for kind in ("right", "wrong"):
        (exercise / kind).mkdir(parents=True)
    (exercise / "right/sum.py").write_text('"""Add."""\ndef double(x):\n    return x + x\n')
    wrong = (
        '"""Triple.\n\nLoses: double-small, double-large\nTells: Expected 6\n"""\ndef double(x):\n    return 3 * x\n'
    )
    (exercise / "wrong/triple.py").write_text(wrong)
    code, text = run("verify", "--bank", small_course / "mine", "--course", small_course)
    assert "proven  small, double: 2 right answers pass; 1 of 1 wrong ones are refused" in text
    assert "proven  small, halve: 1 right answers pass; 0 of 0 wrong ones" in text
    assert text.count("8 generic wrong answers score nothing but at 2 tests, with a reason") == 2
    assert code == 0
    assert not (small_course / "docs").exists()


@pytest.mark.slow
def test_verify_says_what_is_proven_and_what_failed(small_course):
    code, text = run("verify", "--course", small_course)
    assert code == 1
    assert "proven  small: the official solution scores full marks" in text
    assert "FAILED  release/ equals a fresh build" in text


def test_grade_prints_progress_and_the_table_and_asks_for_a_person(small_course):
    (small_course / "nbgrader_config.py").write_text(SMALL_CONFIG)
    write_release(small_course, ["small"])
    right = hand_in(small_course / "release/small/small.ipynb", {"double": DOUBLE, "halve": HALVE})
    write_submission(small_course, "ada", right)
    assert run("grade", "small", "--course", small_course)[0] == 0
    write_submission(small_course, "ben", "{")
    code, text = run("grade", "--course", small_course)
    assert code == 1
    assert "[1/2] ada, small: graded before\n[2/2] ben, small: unreadable: small.ipynb is not JSON" in text
    assert re.search(r"│ ada +│ +12 │ +5 │ +\? │ +17 │ graded +│", text)


@pytest.mark.parametrize("command", ["release", "verify", "grade"])
def test_an_unknown_assignment_is_exit_code_two_and_one_line(small_course, command):
    assert run(command, "big", "--course", small_course) == (2, "no assignment called big: there is small\n")


def test_an_empty_folder_says_where_to_run(tmp_path):
    code, text = run("release", "--course", tmp_path)
    assert code == 2
    assert "run this in the course's folder" in text


def test_grading_without_hand_ins_is_one_line(small_course):
    code, text = run("grade", "--course", small_course)
    assert code == 1
    assert text.startswith(f"no folder {small_course / 'submitted'}: collect the hand-ins there")
    assert text.count("\n") == 1


def test_a_broken_configuration_is_one_line(small_course):
    (small_course / "nbgrader_config.py").write_text("c = get_config(\n")
    code, text = run("release", "--unproven", "--course", small_course)
    assert (code, text.count("\n")) == (1, 1)
    assert "restore it with git" in text


def test_the_demo_outside_a_clone_says_what_is_missing(small_course):
    code, text = run("demo", "--course", small_course)
    assert (code, text.count("\n")) == (1, 1)
    assert "no bank of answers" in text


def test_without_the_staff_install_a_command_says_how_to_get_it(small_course, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert run("release", "--course", small_course) == (
        1,
        "this command is for staff: pip install 'initcourse[staff]'\n",
    )


def test_a_release_folder_that_cannot_be_written_is_named(small_course):
    (small_course / "release").write_text("a file")
    code, text = run("release", "--unproven", "--course", small_course)
    assert (code, text.count("\n")) == (1, 1)
    assert str(small_course / "release") in text
    assert os.path.isfile(small_course / "release")


def test_help_and_what_grade_needs_to_start_its_processes_import_no_nbgrader():
    code = (
        "import sys\n"
        "import initcourse.cli\n"
        "assert 'initcourse.grading' not in sys.modules\n"
        "import initcourse.grading.course.folder, initcourse.grading.sandbox.bubblewrap\n"
        "import initcourse.grading.execution.executors, initcourse.grading.execution.preload\n"
        "print({'nbgrader', 'tensorflow', 'numpy', 'nbformat', 'rich'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
