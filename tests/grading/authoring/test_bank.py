import pytest

from initcourse.grading.authoring import trial
from initcourse.grading.authoring.bank import read_bank, try_answers
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.names import free_names
from initcourse.grading.errors import CourseError
from tests.support.small_course import ROOT


def write_answer(root, kind, name, text, exercise="double"):
    path = root / "bank/small" / exercise / kind / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def verdicts(small_executor):
    def verdicts(root):
        assignment = read_assignment(root, "small")
        found = try_answers(assignment, read_bank(root / "bank", assignment), small_executor)
        return {verdict.answer.name: verdict for verdict in found}

    return verdicts


def test_a_test_that_calls_an_earlier_exercise_too_is_the_later_ones_alone():
    assignment = read_assignment(ROOT, "03_gradient_flow")
    (measured,) = [cell for cell in assignment.of_kind("test") if cell.grade_id == "fool_the_score-fools"]
    assert "signal_ratio" in free_names(measured.code)
    assert {cell.exercise for cell in trial.tests_of(assignment, "signal_ratio")} == {"signal_ratio"}
    assert measured in trial.tests_of(assignment, "fool_the_score")


@pytest.mark.slow
def test_answers_lose_exactly_the_test_cells_that_refuse_them(small_course, verdicts):
    write_answer(small_course, "right", "sum", '"""Add it to itself."""\ndef double(x):\n    return x + x\n')
    code = "def double(x):\n    return 3 * x - 3\n"
    write_answer(small_course, "wrong", "line", f'"""Another line.\n\nLoses: double-large\n"""\n{code}')
    write_answer(small_course, "wrong", "overrated", f'"""Another line.\n\nLoses: double-small\n"""\n{code}')
    found = verdicts(small_course)
    assert {name: v.as_predicted for name, v in found.items()} == {"sum": True, "line": True, "overrated": False}
    assert set(found["line"].lost) == {"double-large"}
    assert "double(1) returned 0" in found["line"].lost["double-large"]


def test_an_answer_that_writes_to_stderr_loses_nothing(small_course, verdicts):
    code = "import sys\ndef double(x):\n    print('oh', file=sys.stderr)\n    return 2 * x\n"
    write_answer(small_course, "right", "noisy", f'"""Writes."""\n{code}')
    assert verdicts(small_course)["noisy"].as_predicted


def test_one_answer_leaves_nothing_to_the_next(small_course, verdicts):
    breaking = "import builtins\nbuiltins.twice = lambda x: x + x\ndef double(x):\n    return twice(x)\n"
    using, loses = "def double(x):\n    return twice(x)\n", "Loses: double-small, double-large"
    write_answer(small_course, "right", "a_patch", f'"""Adds a function to Python."""\n{breaking}')
    write_answer(small_course, "wrong", "b_use", f'"""Hopes for it.\n\n{loses}\n"""\n{using}')
    assert all(v.as_predicted for v in verdicts(small_course).values())


def test_visible_parts_are_told_apart_from_whole_test_cells(small_course, verdicts):
    code = "def double(x):\n    return 6 if x == 3 else x\n"
    hidden = "def double(x):\n    return {1: 2, 3: 6}.get(x, 7)\n"
    write_answer(small_course, "wrong", "shown", f'"""Shown.\n\nLoses: double-large\nTells: Expected 2\n"""\n{code}')
    write_answer(
        small_course, "wrong", "hidden", f'"""Hidden.\n\nLoses: double-large\nTells: returned 8\n"""\n{hidden}'
    )
    found = verdicts(small_course)
    assert {name: sorted(v.seen) for name, v in found.items()} == {"shown": ["double-large"], "hidden": []}
    assert {name: v.explained for name, v in found.items()} == {"shown": True, "hidden": False}


def test_an_answer_that_ends_the_process_loses(small_course, verdicts):
    code = "import os\ndef double(x):\n    os._exit(0)\n"
    write_answer(small_course, "wrong", "exit", f'"""Exit.\n\nLoses: double-small, double-large\n"""\n{code}')
    assert verdicts(small_course)["exit"].as_predicted


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("wrong", '"""Wrong.\n\nLoses: double-huge\n"""', "no test cell double-huge"),
        ("wrong", '"""Wrong, but how?"""', "a wrong answer ends its docstring with"),
        ("right", '"""Right.\n\nLoses: double-small\n"""', "a right one does not"),
    ],
)
def test_a_file_that_predicts_nothing_sensible_is_refused(small_course, kind, text, told):
    write_answer(small_course, kind, "odd", text)
    with pytest.raises(CourseError, match=told):
        read_bank(small_course / "bank", read_assignment(small_course, "small"))


def test_a_folder_for_no_exercise_is_refused(small_course):
    write_answer(small_course, "right", "odd", '"""Odd."""', exercise="quarter")
    with pytest.raises(CourseError, match="no exercise 'quarter'"):
        read_bank(small_course / "bank", read_assignment(small_course, "small"))
