"""A mistake costs once: what fails for an earlier answer's sake is credited, and the official solution stays unseen."""

import json
from dataclasses import replace

import nbformat
import pytest

from initcourse.grading.course.names import CellText, TrustBoundary, builds_on, solution_names
from initcourse.grading.execution.notebook import execute
from initcourse.grading.execution.task import ExecutionOptions, Task
from tests.support.cells import LIGHT, points

SECRET = "the_official_way"

OFFICIAL = {
    "first": f"def first(x):\n    {SECRET} = 2 * x\n    return {SECRET}",
    "second": "def second(x):\n    return first(x) + 1",
    "third": "def third(x):\n    return second(x) * 10",
}

TESTS = {
    "first-a": "assert first(3) == 6",
    "second-a": "assert second(3) == 7",
    "second-b": "assert isinstance(second(1), int)",
    "third-a": "assert third(3) == 70",
}

WRONG_FIRST = "def first(x):\n    return 3 * x"


def hand_in(answers=None, *, between="", tests=TESTS, apart=True, **options):
    """Execute a hand-in with these answers, the official ones elsewhere, and a cell of the student's on top."""
    codes = OFFICIAL | (answers or {})
    cells = [nbformat.v4.new_code_cell(between, id="between")]
    for name, code in codes.items():
        cells.append(_cell(name, code, solution=True))
        cells += [_cell(test, text, grade=True, points=2) for test, text in tests.items() if test.startswith(name)]
    texts = [CellText(between), *(CellText(code, name) for name, code in codes.items())]
    task = Task(
        json.dumps(nbformat.v4.new_notebook(cells=cells)),
        boundary=TrustBoundary(frozenset(tests), frozenset(OFFICIAL)) if apart else None,
        options=ExecutionOptions.from_traits({"modules": LIGHT, "timeout": 20, "follow_through": True, **options}),
        solutions=OFFICIAL,
        builds_on=builds_on(texts, {name: solution_names(code) for name, code in OFFICIAL.items()}),
    )
    return execute(task)


def _cell(name, code, **meta):
    told = {"grade_id": name, "grade": False, "solution": False, "locked": False, "schema_version": 3} | meta
    return nbformat.v4.new_code_cell(code, id=name, metadata={"nbgrader": told})


def credited(executed):
    return {cell: (credit.points, credit.instead_of) for cell, credit in executed.credits.items()}


@pytest.mark.parametrize("apart", [True, False], ids=["apart", "together"])
def test_what_fails_for_an_earlier_answer_is_credited(apart):
    executed = hand_in({"first": WRONG_FIRST}, apart=apart)
    assert points(executed) == [0, 0, 2, 0]
    assert credited(executed) == {"second-a": (2, ("first",)), "third-a": (2, ("first", "second"))}


@pytest.mark.parametrize(
    "first",
    [
        "raise NotImplementedError",
        "def first(x):\n    raise NotImplementedError",
        "def first(x):\n    return 3 *",
        "",
        "def fist(x):\n    return 2 * x",
        "%%time\ndef first(x):\n    return 3 * x",
        "import os\ndef first(x):\n    os._exit(0)",
        "def first(x):\n    while True:\n        pass",
    ],
)
def test_whatever_is_wrong_with_the_earlier_answer(first):
    executed = hand_in({"first": first}, timeout=2)
    assert credited(executed)["second-a"] == (2, ("first",))
    assert "first-a" not in executed.credits


def test_a_mistake_of_its_own_costs():
    executed = hand_in({"first": WRONG_FIRST, "second": "def second(x):\n    return first(x) + 2"})
    assert credited(executed) == {"third-a": (2, ("first", "second"))}


def test_an_answer_that_does_not_build_on_the_failing_one_is_not_tried_again():
    executed = hand_in({"first": WRONG_FIRST, "second": "def second(x):\n    return 5"}, tests={**TESTS, "third-a": ""})
    assert credited(executed) == {}


def test_what_an_answer_builds_on_by_a_cell_of_the_students_counts():
    executed = hand_in(
        {"first": WRONG_FIRST, "second": "def second(x):\n    return helper(x) + 1"},
        between="def helper(x):\n    return first(x)",
    )
    assert credited(executed)["second-a"] == (2, ("first",))


def test_a_helper_that_the_student_defined_beside_the_wrong_answer_stays():
    executed = hand_in(
        {
            "first": f"def plus(x):\n    return x + 1\n{WRONG_FIRST}",
            "second": "def second(x):\n    return plus(first(x))",
        }
    )
    assert credited(executed)["second-a"] == (2, ("first",))


def test_a_right_notebook_is_not_run_again_and_without_the_switch_none_is():
    assert credited(hand_in()) == {}
    executed = hand_in({"first": WRONG_FIRST}, follow_through=False)
    assert (points(executed), credited(executed)) == ([0, 0, 2, 0], {})


def test_what_later_tests_bind_again_is_for_an_earlier_one_as_it_was_before_it():
    tests = {
        "first-a": "wanted = 7\nassert first(3) == 6",
        "second-a": "assert second(3) == wanted",
        "third-a": "wanted = 70\nassert third(3) == wanted",
    }
    executed = hand_in({"first": WRONG_FIRST}, tests=tests)
    assert credited(executed) == {"second-a": (2, ("first",)), "third-a": (2, ("first", "second"))}


def test_a_judge_that_has_ended_is_replaced_for_the_further_run():
    executed = hand_in({"first": WRONG_FIRST}, tests=TESTS | {"third-a": "third(3)\nimport os\nos._exit(1)"})
    assert set(executed.grader_errors) == {"third-a"}
    assert credited(executed) == {"second-a": (2, ("first",))}


def test_what_follow_through_takes_is_told_apart():
    with_it, without = hand_in({"first": WRONG_FIRST}), hand_in({"first": WRONG_FIRST}, follow_through=False)
    assert with_it.follow_through_seconds > without.follow_through_seconds


def test_partial_credit_is_carried_forward_as_far_as_it_goes():
    tests = TESTS | {"second-a": "1.5 if second(3) == 7 else 0.5"}
    assert credited(hand_in({"first": WRONG_FIRST}, tests=tests))["second-a"] == (1.5, ("first",))


SPIES = {
    "prints it": "import inspect\nprint(inspect.getsource(first), In)",
    "shows it": "from IPython.display import display\ndisplay({'text/plain': repr(In)}, raw=True)",
    "raises it": "raise RuntimeError(repr(In))",
    "writes it": "open('kept.txt', 'w').write(repr(In))",
    "returns it": "return repr(In)",
    "ends with it": "import sys\nsys.exit(repr(In))",
    "keeps it": "import builtins\nbuiltins.kept = repr(In)",
}


@pytest.mark.parametrize("apart", [True, False], ids=["apart", "together"])
@pytest.mark.parametrize("spy", SPIES.values(), ids=SPIES)
def test_the_official_solution_is_not_read_through_it(spy, apart):
    body = spy.replace("\n", "\n    ")
    second = f"def second(x):\n    {body}\n    return first(x) + 1\n{spy if 'return' not in spy else ''}"
    executed = hand_in({"first": WRONG_FIRST, "second": second}, apart=apart)
    assert SECRET not in repr(replace(executed, credits={}))
    assert SECRET not in repr(executed.credits)


def test_the_first_run_never_holds_the_official_solution():
    look = f"""
import gc
def look():
    word = "".join([{SECRET[:8]!r}, {SECRET[8:]!r}])
    return sum(word in repr(held) for held in gc.get_objects() if isinstance(held, (str, bytes, dict, list)))
print("found", look())
"""
    executed = hand_in({"first": f"{look}\n{WRONG_FIRST}"})
    assert '"text": "found 0' in executed.notebook


def test_which_answers_use_which_is_read_from_their_names():
    names = {name: solution_names(code) for name, code in OFFICIAL.items()}
    texts = [CellText(code, name) for name, code in OFFICIAL.items()]
    assert builds_on(texts, names) == {"first": [], "second": ["first"], "third": ["first", "second"]}
    assert builds_on([CellText("def second(x:", "second")], names) == {"second": []}
    assert builds_on([CellText("g = first", ""), CellText("second = g", "second")], names) == {"second": ["first"]}
