import copy
import json
import warnings
from collections import deque

import numpy as np
import pytest

from initcourse.checks import (
    FINDING,
    Call,
    CheckFailed,
    call,
    expect_close,
    expect_equal,
    expect_error,
    expect_letter,
    expect_that,
    expect_unchanged,
    expect_varied,
    findings_shown,
)
from initcourse.describe import as_text


def half(x):
    return x / 2


def message(check, *args, **kwargs):
    with pytest.raises(CheckFailed) as failure:
        check(*args, **kwargs)
    return str(failure.value)


def test_a_right_number_passes_in_every_numeric_type():
    for value in (0.5, np.float32(0.5), np.array(0.5), 0.5 + 4e-6):
        expect_close(Call("f()", value), 0.5, source="table 1")


def test_a_rounded_number_is_refused():
    message(expect_close, Call("f()", 0.001543), 0.00154321, source="table 1")


def test_a_message_says_call_result_expectation_and_source():
    text = message(expect_close, call(half, 3), 2.5, source="table 1")
    assert text == "half(3) returned 1.5.\nExpected 2.5 (table 1)."


def test_a_known_mistake_adds_its_hint(hints):
    hints(("half(3)", 1.0, "this is the third"), ("half(3)", 1.5, "this is the half; return the double"))
    text = message(expect_close, call(half, 3), 6, source="table 1")
    assert text.endswith("\nHint, if it fits: this is the half; return the double.")
    assert "Hint" not in message(expect_close, call(half, 4), 6, source="table 1")


def test_an_expected_nan_is_met_only_where_the_check_asks_for_nan():
    nan = float("nan")
    text = message(expect_close, Call("f()", nan), nan, source="the model's own weights")
    assert text == "f() returned nan.\nExpected a number, which NaN is not (the model's own weights)."
    message(expect_equal, Call("f()", [1, nan]), [1, nan], source="s")
    expect_close(Call("f()", nan), nan, equal_nan=True, source="NaN in, NaN out")
    message(expect_close, Call("f()", 1.0), nan, equal_nan=True, source="NaN in, NaN out")


def test_a_mistake_that_gives_nan_is_recognised(hints):
    hints(("f()", "nan", "0 by 0"))
    assert "Hint, if it fits: 0 by 0." in message(expect_close, Call("f()", float("nan")), 9.0, source="s")
    assert "Hint" not in message(expect_close, Call("f()", float("inf")), 9.0, source="s")


def test_weights_that_are_there_finite_and_different_are_returned():
    kernels = [np.eye(2), np.array([[1.0], [2.0]])]
    found = expect_varied(Call("the kernels", kernels), count=2, source="s")
    assert [kernel.shape for kernel in found] == [(2, 2), (2, 1)]


@pytest.mark.parametrize(
    ("kernels", "told"),
    [
        ([], "The kernels of f() are nothing.\nExpected 2 or more arrays of weights (s)."),
        ([np.eye(2)], "The kernels of f() are 1 array.\nExpected 2 or more arrays of weights (s)."),
        ([np.eye(2), np.array([1.0, np.nan])], "Array 2 of the kernels of f() holds NaN or infinity."),
        ([np.array([1.0, np.inf]), np.eye(2)], "Array 1 of the kernels of f() holds NaN or infinity."),
        ([np.eye(2), np.zeros((2, 2))], "Array 2 of the kernels of f() holds one number alone."),
        ([np.empty((0, 4)), np.eye(2)], "Array 1 of the kernels of f() is empty."),
    ],
)
def test_weights_that_are_missing_nan_or_all_the_same_are_refused(kernels, told):
    call = Call("the kernels of f()", kernels, verb="are")
    assert told in message(expect_varied, call, count=2, source="s")


def test_printing_instead_of_returning_is_recognised():
    text = message(expect_close, call(lambda x: None, 3), 6, source="s")
    assert "returned None" in text
    assert "`print` shows a value but does not return it" in text


def test_an_empty_exercise_says_so_by_itself():
    def empty():
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        call(empty)
    with pytest.raises(NotImplementedError):
        expect_error(ValueError, empty, source="docstring")


def test_an_error_in_the_students_code_is_told_with_the_call_and_its_own_traceback():
    with pytest.raises(CheckFailed) as failure:
        call(half, "three")
    assert str(failure.value).startswith("half('three') raised TypeError: unsupported operand")
    shown = "\n".join(failure.value._render_traceback_())
    assert "return x / 2" in shown
    assert shown.endswith(str(failure.value))


def test_a_failed_comparison_shows_no_traceback_of_the_checks():
    with pytest.raises(CheckFailed) as failure:
        expect_close(call(half, 3), 2.5, source="table 1")
    assert failure.value._render_traceback_() == [str(failure.value)]


def test_a_name_that_is_no_function_is_told():
    assert "The name holds 3" in message(call, 3, 4)


def test_expect_equal_refuses_what_is_only_close():
    expect_equal(Call("f()", ["a", "b"]), ["a", "b"], source="s")
    message(expect_equal, Call("f()", 0.5 + 1e-9), 0.5, source="s")


def test_expect_error_wants_the_error_and_tells_what_came_instead():
    expect_error(ZeroDivisionError, lambda: 1 / 0, source="docstring")
    assert "half(2) returned 1.\nExpected a ValueError" in message(expect_error, ValueError, half, 2, source="d")
    assert "raised TypeError" in message(expect_error, ValueError, half, "x", source="d")
    returned = message(expect_error, ValueError, lambda: ValueError("no"), source="d")
    assert "Hint: an error stops the function" in returned


def test_expect_that_speaks_its_four_facts(hints):
    hints(("y (z)", "x came", "look"), ("y (z)", 3, "count"))
    expect_that(True, happened="x", expected="y", source="z")
    text = message(expect_that, False, happened="x came", expected="y", source="z")
    assert text == "x came.\nExpected y (z).\nHint, if it fits: look."
    assert "Hint, if it fits: count" in message(
        expect_that, False, happened="13 came", expected="y", source="z", value=3
    )


def test_a_letter_is_one_of_those_to_choose_from_and_the_right_one(hints):
    hints(("the letter in flaw", "A", "A is about something else"))
    expect_letter("flaw", "C", source="exercise 2.5", right="C")
    told = "flaw holds {}.\nExpected one of the letters A, B, C, D, in quotation marks (s)."
    assert message(expect_letter, "flaw", "", source="s") == told.format("''")
    assert message(expect_letter, "flaw", "c", source="s").endswith("Hint: write the capital letter.")
    text = message(expect_letter, "flaw", "A", source="s", right="C")
    assert text == "flaw holds 'A'.\nExpected another letter (s).\nHint: A is about something else."


def test_findings_of_all_failed_checks_are_shown_where_they_are_collected():
    def checks():
        expect_close(call(half, 3), 2, source="s")
        expect_equal(call(half, 4), 3, source="s")
        call(half, "x")

    for collect, questions in [(False, ["half(3)"]), (True, ["half(3)", "half(4)", "half('x')"])]:
        with pytest.raises(CheckFailed) as failed, findings_shown(collect=collect):
            checks()
        assert [finding.question for finding in failed.value.findings] == questions
        assert failed.value.happened == "half(3) returned 1.5"
        lines = [line for line in failed.value._render_traceback_() if line.startswith(FINDING)]
        assert [json.loads(line.removeprefix(FINDING))["question"] for line in lines] == questions


def test_a_message_can_be_sent_whatever_came_back():
    text = message(expect_equal, Call("f()", "a\ud800"), "b", source="s")
    assert "ud800" in text
    text.encode()


def test_what_is_right_shows_no_finding_and_another_error_stays_one():
    with findings_shown(collect=True):
        expect_close(call(half, 3), 1.5, source="s")
    with pytest.raises(KeyError), findings_shown(collect=True):
        {}["x"]


def test_then_derives_a_value_or_fails_kindly():
    result = call(half, 3).then("twice", lambda x: 2 * x)
    assert (result.text, result.value) == ("twice of half(3)", 3.0)
    assert "half(3) returned 1.5" in message(call(half, 3).then, "the length", len)


def test_a_warning_in_the_students_code_stays_quiet(recwarn):
    def warns(x):
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        return x

    expect_close(call(warns, 1).then("itself", warns), 1, source="s")
    assert len(recwarn) == 0


class Weighted:
    """What a check takes for a model: it has layers, and weights to look at."""

    layers = ()

    def __init__(self):
        self.weights = [np.ones((2, 3)), np.zeros(3)]

    def get_weights(self):
        return self.weights

    def set_weights(self, weights):
        self.weights = weights


CHANGES = [
    (np.arange(6.0), lambda x: x.fill(0)),
    (np.arange(6.0)[::-1], lambda x: x.sort()),
    (np.arange(6.0).reshape(2, 3), lambda x: setattr(x, "shape", (3, 2))),
    (np.array([np.nan, 1.0]), lambda x: np.nan_to_num(x, copy=False)),
    ([3, 1, 2], lambda x: x.sort()),
    ([3, 1, 2], lambda x: x.clear()),
    ([{"score": 1.0}], lambda x: x[0].update(score=2.0)),
    (deque([1.0, 2.0]), lambda x: x.rotate()),
    ([1, True], lambda x: x.__setitem__(1, 1)),
    ({"mean": 1.0}, lambda x: x.pop("mean")),
    ({"mean": np.ones(2)}, lambda x: x["mean"].fill(0)),
    (([1.0], [2.0]), lambda x: x[1].append(3.0)),
    (np.array([[1], [2, 3]], dtype=object), lambda x: x[1].pop()),
    (Weighted(), lambda x: x.weights[0].fill(0)),
]


def contents(value):
    """Return what can be compared of an argument of these tests."""
    if isinstance(value, Weighted):
        return contents(value.weights)
    if isinstance(value, np.ndarray) and not value.dtype.hasobject:
        return value.dtype, value.shape, value.tobytes()
    if isinstance(value, dict):
        return [(key, contents(item)) for key, item in value.items()]
    return list(map(contents, value)) if isinstance(value, list | tuple | deque | np.ndarray) else repr(value)


@pytest.mark.parametrize(("argument", "change"), CHANGES)
def test_what_a_function_makes_of_its_arguments_is_undone_and_can_be_asked_for(argument, change):
    def improve(x):
        change(x)
        return 1

    before, given = contents(argument), copy.deepcopy(argument)
    for result in (call(improve, given), call(improve, x=given)):
        assert contents(given) == before
        words = message(expect_unchanged, result, source="docstring")
        assert words.startswith(f"{result.text} changed {as_text(given)}.\nExpected arguments as they were (docstring)")
        assert "Hint: work on a copy" in words
    result = call(improve, given, changes=given)
    expect_unchanged(result, source="docstring")
    assert contents(given) != before


@pytest.mark.parametrize(("argument", "change"), CHANGES)
def test_an_error_undoes_as_much(argument, change):
    def fail(x):
        change(x)
        raise ValueError

    before, given = contents(argument), copy.deepcopy(argument)
    expect_error(ValueError, fail, given, source="s")
    assert contents(given) == before


def test_a_part_of_an_argument_is_brought_back_where_it_was():
    part, whole = [1.0], np.arange(6.0)
    given = {"part": part, "view": whole[::2]}

    def improve(x):
        part = x.pop("part")
        part.append(2.0)
        x["view"] *= 2

    assert call(improve, given).changed == ("{'part': [1], 'view': [0, 2, 4]}",)
    assert given["part"] is part == [1.0]
    assert whole.tolist() == [0, 1, 2, 3, 4, 5]


def test_equal_values_in_the_place_of_others_are_no_change():
    def renew(x):
        x[:] = copy.deepcopy([1e9, (2e9, "a" * 99), None, range(3), np.float32(1)])

    given = [1e9, (2e9, "a" * 99), None, range(3), np.float32(1)]
    assert call(renew, given).changed == ()
    for other in (
        [1e9, (2e9, "b"), None, range(3), 1.0],
        [1.0, (1e9,), (2e9,), 3, 4],
        [1, (2, 3), 4, 5, np.float64(1)],
    ):
        assert call(lambda x, other=other: x.__setitem__(slice(None), other), given).changed != ()
        assert given[:3] == [1e9, (2e9, "a" * 99), None]


def test_a_changed_argument_that_comes_back_is_what_came_back():
    def halved(x):
        x["y"] /= 2
        x["z"].append(x["y"])
        return [x["y"], x]

    given = {"y": np.ones(2), "z": deque()}
    result = call(halved, given)
    expect_close(result.then("the array", lambda value: value[0]), [0.5, 0.5], source="s")
    assert result.value[1].keys() == given.keys()
    assert result.value[1]["z"][0].tolist() == [0.5, 0.5]
    assert given["y"].tolist() == [1, 1]
    assert not given["z"]


def test_what_cannot_be_undone_is_told():
    class Stubborn(list):
        def clear(self):
            raise TypeError("not this one")

    assert "cannot be undone" in message(call, lambda x: x.append(1), Stubborn())


def test_several_changed_arguments_are_named():
    def improve(x, rng, y):
        x.sort()
        y.clear()
        return rng.random()

    result = call(improve, [2, 1], np.random.default_rng(0), {"a": 1})
    assert "changed [2, 1] and {'a': 1}." in message(expect_unchanged, result, source="s")
    expect_unchanged(call(sorted, [2, 1]), source="s")


def test_a_generator_is_there_to_be_drawn_from():
    assert call(lambda rng: rng.random(), np.random.default_rng(0)).value == np.random.default_rng(0).random()
