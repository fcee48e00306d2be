"""A test that fails for want of something that has not crossed is no zero in silence: it is tried in one process."""

import json

import pytest

from initcourse.grading.execution.second_opinion import DIFFERS, NO_END, PASSES
from tests.support.cells import judge_cells, outputs, points

CANNOT_CROSS = {
    "an object of an own class": (
        "class Point:\n    x = 4\ndef answer():\n    return Point()",
        "assert answer().x == 4",
        "a value of type Point stays in the student's process",
    ),
    "a named tuple": (
        "import collections\nPoint = collections.namedtuple('Point', 'x')\ndef answer():\n    return Point(4)",
        "assert answer().x == 4",
        "a value of type Point arrives as one of Python's own",
    ),
    "an own list": (
        "class Own(list):\n    def total(self):\n        return sum(self)\ndef answer():\n    return Own([1, 3])",
        "assert answer().total() == 4",
        "a value of type Own arrives as one of Python's own",
    ),
    "a function": ("def answer():\n    return lambda: 4", "assert answer()() == 4", "stays in the student's process"),
    "a generator that is asked what it is": (
        "def answer():\n    yield 4",
        "import inspect\nassert inspect.isgenerator(answer())",
        "a value of type generator arrives as one of Python's own",
    ),
    "one without end": (
        "import itertools\ndef answer():\n    return itertools.count(4)",
        "assert next(answer()) == 4",
        "a value of type count stays in the student's process",
    ),
    "an error of an own class": (
        "class Own(Exception):\n    code = 4\ndef answer():\n    raise Own",
        "try:\n    answer()\nexcept Exception as error:\n    assert error.code == 4",
        "answer raises Own, which arrives as an error of Python's own",
    ),
    "the end of a loop": (
        "def answer():\n    raise StopIteration",
        "try:\n    answer()\nexcept StopIteration:\n    pass",
        "answer raises StopIteration",
    ),
    "a docstring": ('def answer():\n    """Four."""', "assert answer.__doc__ == 'Four.'", "the test asks for __doc__"),
    "an attribute": ("def answer():\n    pass\nanswer.x = 4", "assert answer.x == 4", "the test asks for x of answer"),
    "a signature": (
        "def answer(number, base=10):\n    pass",
        "import inspect\nassert 'base' in inspect.signature(answer).parameters",
        "of answer, which the student's process alone knows",
    ),
    "what kind of thing it is": (
        "def answer():\n    pass",
        "import types\nassert isinstance(answer, types.FunctionType)",
        "the test asks for __class__ of answer",
    ),
    "a file that the answer writes": (
        "def answer():\n    open('made.txt', 'w').write('4')",
        "answer()\nassert open('made.txt').read() == '4'",
        "FileNotFoundError",
    ),
    "a module beside the notebook": (
        "open('helper.py', 'w').write('FOUR = 4')\ndef answer():\n    return 4",
        "import helper\nassert answer() == helper.FOUR",
        "ModuleNotFoundError: No module named 'helper'",
    ),
    "a value that is too large": (
        "answer = 'x' * (33 << 20)",
        "assert len(answer) == 33 << 20",
        "the value of answer is too large to be sent",
    ),
    "an argument that cannot cross": (
        "def answer(function):\n    return function(2)",
        "assert answer(lambda x: 2 * x) == 4",
        "a test calls answer with a value of type function",
    ),
}


@pytest.mark.parametrize(("solution", "test", "why"), CANNOT_CROSS.values(), ids=CANNOT_CROSS)
def test_what_passes_in_one_process_waits_for_a_person(solution, test, why):
    executed = judge_cells(solution, test)
    told = {**executed.doubts, **executed.grader_errors}
    assert list(told) == ["test0"]
    assert why in told["test0"]
    assert points(executed) == [0]
    if executed.doubts:
        assert told["test0"].endswith(PASSES.format(why=""))


@pytest.mark.parametrize(("solution", "test", "why"), CANNOT_CROSS.values(), ids=CANNOT_CROSS)
def test_what_fails_there_too_is_wrong(solution, test, why):
    executed = judge_cells(solution, f"{test}\nassert False, 'wrong all the same'")
    assert (executed.doubts, executed.grader_errors, points(executed)) == ({}, {}, [0])


def test_a_cell_that_could_not_be_tested_shows_what_it_shows_in_one_process():
    executed = judge_cells("def answer(function):\n    return function(3)", "assert answer(lambda x: x) == 4, 'not 4'")
    assert (executed.doubts, executed.grader_errors) == ({}, {})
    assert [output.evalue for output in outputs(executed)[1]] == ["not 4"]


def test_a_cell_that_passes_in_the_judge_needs_no_second_opinion():
    executed = judge_cells("class Point:\n    x = 4\ndef answer():\n    return Point()", "answer()")
    assert (executed.doubts, points(executed)) == ({}, [2])


@pytest.mark.parametrize(
    "answer", ["return 3", "return [4]", "raise ValueError", "return None", "raise NameError('x')"]
)
def test_plain_data_is_in_no_doubt(answer):
    executed = judge_cells(f"def answer():\n    {answer}", "assert answer() == 4")
    assert (executed.doubts, points(executed)) == ({}, [0])


def test_code_that_writes_its_score_in_one_process_gains_a_person_and_no_points():
    forger = "class Equal:\n    __eq__ = lambda *a: True\ndef answer():\n    return Equal()"
    executed = judge_cells(forger, "assert answer() == 5")
    assert points(executed) == [0]
    assert list(executed.doubts) == ["test0"]


def test_a_hand_in_that_ends_its_own_process_there_waits():
    ends = """
import os
class Point:
    def __getattr__(self, name):
        if name == "x":
            os._exit(0)  # nobody asks it where it is no more than a text
        raise AttributeError(name)
def answer():
    return Point()
"""
    executed = judge_cells(ends, "assert answer().x == 4")
    assert points(executed) == [0]
    assert executed.doubts["test0"].endswith(NO_END.format(why=""))


def test_nothing_of_the_second_run_is_shown_but_its_verdict():
    executed = judge_cells(
        "class Point:\n    pass\nprint('seen')\ndef answer():\n    return Point()", "assert answer().x == 4"
    )
    assert json.dumps(outputs(executed)).count("seen") == 1


PASSES_APART = {
    "a view of its argument": (
        "def answer(array):\n    return array[:2]",
        "import numpy as np\narray = np.arange(4)\nassert not np.shares_memory(answer(array), array)",
    ),
    "a function of another name": (
        "def other():\n    return 4\nanswer = other",
        "assert answer() == 4 and answer.__name__ == 'answer'",
    ),
    "what it has changed besides": (
        "import os\ndef answer():\n    os.chdir('..')\n    return 4",
        "import os\nbefore = os.getcwd()\nassert answer() == 4 and os.getcwd() == before",
    ),
    "what it has left behind": (
        "def answer():\n    open('left', 'w').close()\n    return 4",
        "import os\nassert answer() == 4 and not os.path.exists('left')",
    ),
    "numbers drawn from the global generator": (
        "import numpy as np\ndef answer():\n    return np.random.random()",
        "import numpy as np\nbefore = np.random.get_state()[2]\nanswer()\nassert np.random.get_state()[2] == before",
    ),
}

FAILS_APART = {
    "the same object every time": (
        "rows = [4]\ndef answer():\n    return rows",
        "assert answer() is answer()",
    ),
    "an array that is written into": (
        "import numpy as np\nkept = np.zeros(3)\ndef answer():\n    return kept",
        "answer()[0] = 4\nassert answer()[0] == 4",
    ),
    "what it has changed in the process": (
        "import sys\ndef answer():\n    sys.setswitchinterval(0.5)",
        "import sys\nanswer()\nassert sys.getswitchinterval() == 0.5",
    ),
}


@pytest.mark.parametrize(("solution", "test"), PASSES_APART.values(), ids=PASSES_APART)
def test_what_passes_apart_alone_waits_where_the_two_are_compared(solution, test):
    executed = judge_cells(solution, test, compare=True)
    assert points(executed) == [2]
    assert executed.doubts == {"test0": DIFFERS.format(apart=2, there="0")}


@pytest.mark.parametrize(("solution", "test"), FAILS_APART.values(), ids=FAILS_APART)
def test_what_fails_apart_alone_waits_where_the_two_are_compared(solution, test):
    executed = judge_cells(solution, test, compare=True)
    assert points(executed) == [0]
    assert executed.doubts == {"test0": DIFFERS.format(apart=0, there="2")}


@pytest.mark.parametrize(("solution", "test"), (PASSES_APART | FAILS_APART).values(), ids=PASSES_APART | FAILS_APART)
def test_nothing_is_compared_where_the_course_does_not_ask_for_it(solution, test):
    assert judge_cells(solution, test).doubts == {}


@pytest.mark.parametrize(("answer", "given"), [("4", 2), ("5", 0), ("1 / 0", 0)])
def test_what_is_the_same_in_both_is_settled(answer, given):
    executed = judge_cells(f"def answer():\n    return {answer}", "assert answer() == 4", compare=True)
    assert (points(executed), executed.doubts, executed.grader_errors) == ([given], {}, {})


def test_credit_in_parts_is_compared_too():
    test = "found = 1 if answer() is answer() else 0\n2 * found or 1"
    executed = judge_cells("rows = [4]\ndef answer():\n    return rows", test, compare=True)
    assert points(executed) == [1]
    assert executed.doubts == {"test0": DIFFERS.format(apart=1, there="2")}


def test_a_test_that_has_no_end_in_the_students_process_waits_where_it_passed_apart():
    ends = "def answer():\n    open('left', 'w').close()\n    return 4"
    test = "import os\nassert answer() == 4 and (not os.path.exists('left') or os._exit(1))"
    executed = judge_cells(ends, test, compare=True)
    assert executed.doubts == {"test0": DIFFERS.format(apart=2, there="and does not come to an end")}


def test_a_hand_in_that_writes_its_score_where_the_two_are_compared_gains_a_person_and_no_points():
    forger = "import builtins\nbuiltins.abs = lambda x: 0\ndef answer():\n    return 50"
    executed = judge_cells(forger, "assert abs(answer() - 4) < 1", compare=True)
    assert points(executed) == [0]
    assert executed.doubts == {"test0": DIFFERS.format(apart=0, there="2")}
