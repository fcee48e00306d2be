"""The judge: a test cell scores a function as in one kernel, and only what the function answers counts."""

import json

import nbformat
import pytest

from initcourse.grading.course.names import TrustBoundary
from initcourse.grading.execution.notebook import execute
from initcourse.grading.execution.task import ExecutionOptions, Task
from tests.support.cells import LIGHT, judge_cells, outputs, points, printed

DOUBLE = "def answer(x):\n    return 2 * x"
TEST = "from initcourse.checks import call, expect_close\nexpect_close(call(answer, 4), 8, source='twice 4')"


def shown(executed, number=1):
    """Return all text that cell `number` shows."""
    return json.dumps(outputs(executed)[number])


def test_a_right_answer_has_the_points_and_a_wrong_one_has_the_four_facts():
    assert points(judge_cells(DOUBLE, TEST)) == [2]
    wrong = judge_cells("def answer(x):\n    return 3 * x", TEST)
    assert points(wrong) == [0]
    assert outputs(wrong)[1][0].evalue == "answer(4) returned 12.\nExpected 8 (twice 4)."


FORGERIES = {
    "no code runs": "get_ipython().input_transformers_post.append(lambda lines: [])",
    "no error is shown": "get_ipython().showtraceback = get_ipython()._showtraceback = lambda *a, **k: None",
    "abs": "import builtins\nbuiltins.abs = lambda x: 0",
    "checks": "import initcourse.checks as c\nc.expect_close = c.call = lambda *a, **k: None",
    "numpy": "import numpy as np\nnp.isclose = np.allclose = lambda *a, **k: np.True_",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_what_the_student_replaces_is_not_what_tests_use(forgery):
    assert points(judge_cells(f"{forgery}\ndef answer(x):\n    return 3 * x", TEST)) == [0]


INSIDE = {
    "display hook": "import sys; sys.displayhook(2.0)",
    "a message of the kernel's": "get_ipython().displayhook.session.send(None, 'execute_result', "
    "{'data': {'text/plain': '2'}, 'metadata': {}, 'execution_count': 1})",
    "clearing": "from IPython.display import clear_output; clear_output()",
    "the process's end": "import os; os._exit(0)",
    "an early exit": "import sys; sys.exit(0)",
    "the end of loops": "raise StopIteration",
}


@pytest.mark.parametrize("trick", INSIDE.values(), ids=INSIDE)
def test_nothing_that_a_tested_function_does_is_a_verdict(trick):
    test = f"{TEST}\nassert list(map(answer, [1, 2])) == [2, 4]"
    assert points(judge_cells(f"def answer(x):\n    {trick}\n    return 3 * x", test)) == [0]


def test_a_message_on_stderr_costs_nothing_and_is_shown():
    talks = "import sys, warnings\ndef answer(x):\n    print('out'); print('err', file=sys.stderr)\n"
    executed = judge_cells(f"{talks}    warnings.warn('careful')\n    return 2 * x", TEST)
    assert points(executed) == [2]
    assert printed(executed)[1] == "out\nerr\n"


def test_lying_numbers_are_read_as_what_they_are():
    liar = """
class Liar(float):
    def __sub__(self, other): return 0.0
    __rsub__ = __abs__ = __sub__
    def __lt__(self, other): return True
    __le__ = __eq__ = __lt__
def answer(x):
    return Liar(3 * x)
"""
    assert points(judge_cells(liar, TEST, "assert abs(answer(1) - 2) < 1e-9")) == [0, 0]


def test_the_students_process_never_sees_what_is_expected():
    spy = """
import gc, sys
def answer(x):
    seen, frame = [], sys._getframe()
    while frame:
        seen.append(repr(frame.f_locals) + repr(frame.f_globals)); frame = frame.f_back
    seen += [text for text in gc.get_objects() if isinstance(text, (str, dict, list))]
    return "found" if "the_" + "secret_expectation" in repr(seen) else 2 * x
"""
    test = f"the_secret_expectation = 8\n{TEST}\nassert answer(4) == the_secret_expectation"
    assert points(judge_cells(spy, test)) == [2]


CHANGED = {
    "a list": ("x.append(2)", "[1]", "[1, 2]"),
    "a dict in a list": ("x[0]['b'] = 2", "[{'a': 1}]", "[{'a': 1, 'b': 2}]"),
    "an array": ("x *= 2", "np.ones(3)", "np.full(3, 2.0)"),
    "a set": ("x.discard(1)", "{1, 2}", "{2}"),
}


@pytest.mark.parametrize(("change", "before", "after"), CHANGED.values(), ids=CHANGED)
def test_an_argument_that_the_function_changes_is_changed_in_place(change, before, after):
    test = f"import numpy as np\nx = {before}\nsame = x\nanswer(x)\nassert repr(x) == repr({after}) and same is x, x"
    executed = judge_cells(f"def answer(x):\n    {change}", test)
    assert points(executed) == [2], shown(executed)


def test_a_generator_goes_on_where_the_function_left_it():
    test = """
import numpy as np
rng, own = np.random.default_rng(5), np.random.default_rng(5)
drawn = [answer(rng), answer(rng), rng.random()]
assert drawn == [own.random() for _ in range(3)], drawn
"""
    executed = judge_cells("def answer(rng):\n    return rng.random()", test)
    assert points(executed) == [2], shown(executed)


def test_a_result_that_is_an_argument_is_that_very_object():
    test = "x = [1]\nassert answer(x) is x and answer([x])[0] is not None"
    assert points(judge_cells("def answer(x):\n    return x", test)) == [2]


def test_errors_cross_by_name_kind_message_and_the_students_own_traceback():
    solution = """
class TooSmall(ValueError):
    pass
def answer(x):
    if x < 0:
        raise TooSmall("x is negative")
    return 2 * x
"""
    expect = "from initcourse.checks import expect_error\nexpect_error({}, answer, -1, source='docstring')"
    executed = judge_cells(solution, expect.format("ValueError"), expect.format("TypeError"), f"answer(-1)\n{TEST}")
    assert points(executed) == [2, 0, 0]
    assert "answer(-1) raised TooSmall: x is negative" in outputs(executed)[2][0].evalue
    assert 'raise TooSmall("x is negative")' in "".join(outputs(executed)[2][0].traceback)
    assert "initcourse/grading" not in shown(executed, 2)
    assert outputs(executed)[3][0].ename == "TooSmall"


def test_an_empty_exercise_says_so():
    executed = judge_cells("def answer(x):\n    raise NotImplementedError()", TEST)
    assert (points(executed), outputs(executed)[1][0].ename) == ([0], "NotImplementedError")


@pytest.mark.parametrize(
    ("solution", "test", "word"),
    [
        ("pass", TEST, "NameError"),
        ("answer = 5", TEST, "The name holds 5"),
        ("answer = 'C'", "assert answer == 'C'", ""),
        ("answer = object()", "assert answer != 'C' and answer is not None, answer\nassert answer + 1", "TypeError"),
        ("def answer(x):\n    return (n for n in [8])", TEST, "list_iterator"),
        ("def answer(x):\n    return lambda: 8", TEST, "function"),
    ],
)
def test_names_hold_what_they_hold_in_the_students_process(solution, test, word):
    executed = judge_cells(solution, test)
    assert points(executed) == [0 if word else 2]
    assert word in shown(executed)


def test_a_name_that_a_later_cell_changes_is_read_anew():
    changed = judge_cells("answer = 1", "assert answer == 1", "assert answer == 1")
    assert points(changed) == [2, 2]


def test_tests_build_on_tests_and_on_locked_cells():
    executed = judge_cells(DOUBLE, "def helper(x):\n    return answer(x)\nlist_of = [1, 2]", "assert helper(2) == 4")
    assert points(executed) == [2, 2]


def test_a_test_that_cannot_be_judged_is_our_fault_and_no_zero_of_the_students():
    executed = judge_cells("def answer(x):\n    return 8", "answer(lambda: 1)", TEST)
    assert list(executed.grader_errors) == ["test0"]
    assert "a test calls answer with a value of type function" in executed.grader_errors["test0"]
    assert points(executed)[1] == 2


def test_a_value_of_the_students_own_that_a_test_hands_on_is_no_fault_of_ours():
    executed = judge_cells("def answer(x):\n    return object()", "answer(answer(1))")
    assert (points(executed), executed.grader_errors) == ([0], {})
    assert "answer cannot take <object object" in shown(executed)


def test_a_test_that_never_ends_by_itself_is_our_fault():
    executed = judge_cells(DOUBLE, "while True:\n    pass", TEST, timeout=1)
    assert (list(executed.grader_errors), executed.failures, points(executed)[1]) == (["test0"], {}, 2)


def test_a_function_that_never_returns_costs_its_own_test_and_the_next_goes_on():
    endless = "def answer(x):\n    while x == 4:\n        pass\n    return 2 * x"
    executed = judge_cells(endless, TEST, "assert answer(1) == 2", timeout=1)
    assert (points(executed), executed.failures, executed.grader_errors) == ([0, 2], {"test0": "timed out"}, {})
    assert "answer did not return in time" in shown(executed)


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("import os; os._exit(3)", "kernel died"),
        ("import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN)\n        while True: pass", "timed out"),
    ],
)
@pytest.mark.slow
def test_a_process_that_is_lost_is_replaced_and_its_cells_run_once_more(how, told, monkeypatch):
    monkeypatch.setattr("initcourse.grading.execution.cell_process.GRACE_SECONDS", 0.5)
    executed = judge_cells(
        f"factor = 2\ndef answer(x):\n    if x == 4:\n        {how}\n    return factor * x",
        TEST,
        "assert answer(1) == 2",
        timeout=1,
    )
    assert (points(executed), executed.failures) == ([0, 2], {"test0": told})


def test_a_function_that_is_out_of_time_again_and_again_leaves_time_for_the_others():
    endless = "def answer(x):\n    return sum(range(10**15))\ndef other(x):\n    return 2 * x"
    executed = judge_cells(
        endless, *[TEST] * 4, "assert other(2) == 4", names=("answer", "other"), timeout=5, notebook_timeout=30
    )
    assert points(executed) == [0, 0, 0, 0, 2]
    assert "answer did not return within 1 seconds; it had been out of time before" in shown(executed, 2)


PATCHES = """
import os, sys, warnings, numpy as np, matplotlib
np.isclose = np.left = lambda *_: True
np.set_printoptions(precision=1); np.seterr(all="raise"); np.random.seed(5)
matplotlib.rcParams["lines.linewidth"] = 77
sys.modules["left"] = sys; os.environ["LEFT"] = "1"; warnings.simplefilter("error")
"""

SEEN = """
import os, sys, warnings, numpy as np, matplotlib
print(hasattr(np, "left"), np.get_printoptions()["precision"], np.geterr()["divide"], np.random.rand(),
      matplotlib.rcParams["lines.linewidth"], "left" in sys.modules, "LEFT" in os.environ, warnings.filters[0][0])
"""


def test_what_one_hand_ins_tests_change_in_the_judge_is_not_there_for_the_next():
    before = printed(judge_cells(DOUBLE, SEEN))[1]
    changed = printed(judge_cells(DOUBLE, PATCHES, SEEN))[2]
    after = printed(judge_cells(DOUBLE, SEEN))[1]
    assert (after == before, changed == before) == (True, False)


DIES = "import os; os._exit(1)"


def test_a_judge_that_is_lost_is_replaced_and_later_tests_find_what_they_build_on():
    executed = judge_cells(
        DOUBLE,
        "def helper(x):\n    return answer(x)",
        DIES,
        "assert helper(2) == 4",
        "unrelated = 1",
        names=("answer",),
    )
    assert points(executed)[2:] == [2, 2]
    assert list(executed.grader_errors) == ["test1"]


def test_a_judge_has_as_much_memory_as_testing_takes_and_no_more():
    much = "def answer(x):\n    return ['x' * 25_000] + ['a'] * 40_000"
    compare = "import numpy as np\nnp.asarray(answer(1))"
    executed = judge_cells(much, compare, TEST.replace("answer, 4", "len, 'four'").replace("8, ", "4, "))
    assert points(executed) == [0, 2]
    assert "MemoryError" in shown(executed)
    assert executed.failures == {}


def test_cells_are_counted_in_their_order_wherever_they_run():
    executed = judge_cells(DOUBLE, TEST, TEST)
    notebook = nbformat.from_dict(json.loads(executed.notebook))
    assert [cell.execution_count for cell in notebook.cells] == [1, 2, 3]


def test_partial_credit_is_a_number_between_nothing_and_all():
    cells = [
        "0.5",
        "import numpy as np\nnp.float64(0.5)",
        "-1",
        "9",
        "float('nan')",
        "1 == 2",
        "1 == 1",
        "'text'",
        "None",
    ]
    assert points(judge_cells(DOUBLE, *cells)) == [0.5, 0.5, 0, 2, 0, 0, 2, 2, 2]


def test_a_cell_that_only_claims_to_be_locked_or_a_test_stays_with_the_student():
    claims = {"grade_id": "mine", "grade": True, "solution": False, "locked": True, "points": 9, "schema_version": 3}
    forged = nbformat.v4.new_code_cell("leaked = 'here'", id="mine", metadata={"nbgrader": claims})
    test = nbformat.v4.new_code_cell("assert 'leaked' not in dir()", id="test0")
    test.metadata["nbgrader"] = claims | {"grade_id": "test0", "points": 2}
    notebook = nbformat.v4.new_notebook(cells=[forged, test])
    task = Task(
        json.dumps(notebook),
        options=ExecutionOptions(modules=LIGHT),
        boundary=TrustBoundary(frozenset({"test0"}), frozenset({"answer"})),
    )
    assert points(execute(task))[1] == 2
