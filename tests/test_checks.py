import warnings

import numpy as np
import pytest

from initcourse.checks import (
    Call,
    CheckFailed,
    call,
    expect_close,
    expect_equal,
    expect_error,
    expect_that,
    expect_varied,
)


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


def test_a_recognised_mistake_adds_its_hint():
    mistakes = {"this is the third": 1.0, "this is the half; return the double": 1.5}
    text = message(expect_close, call(half, 3), 6, source="table 1", mistakes=mistakes)
    assert text.endswith("\nHint: this is the half; return the double.")


def test_a_mistake_that_equals_the_expected_value_is_no_hint():
    text = message(expect_close, call(half, 3), 6, source="s", mistakes={"nonsense": 6.0})
    assert "Hint" not in text


def test_an_expected_nan_is_met_only_where_the_check_asks_for_nan():
    nan = float("nan")
    text = message(expect_close, Call("f()", nan), nan, source="the model's own weights")
    assert text == "f() returned nan.\nExpected a number, which NaN is not (the model's own weights)."
    message(expect_equal, Call("f()", [1, nan]), [1, nan], source="s")
    expect_close(Call("f()", nan), nan, equal_nan=True, source="NaN in, NaN out")
    message(expect_close, Call("f()", 1.0), nan, equal_nan=True, source="NaN in, NaN out")


def test_a_mistake_that_gives_nan_is_recognised():
    options = {"source": "s", "mistakes": {"0 by 0": float("nan")}}
    assert "Hint: 0 by 0." in message(expect_close, Call("f()", float("nan")), 9.0, equal_nan=True, **options)
    assert "Hint" not in message(expect_close, Call("f()", float("nan")), 9.0, **options)


def test_weights_that_are_there_finite_and_different_are_returned():
    kernels = [np.eye(2), np.array([[1.0], [2.0]])]
    found = expect_varied(Call("the kernels", kernels), count=2, source="s")
    assert [kernel.shape for kernel in found] == [(2, 2), (2, 1)]


@pytest.mark.parametrize(
    ("kernels", "told"),
    [
        ([], "The kernels of f() are nothing.\nExpected 2 or more arrays of weights (s).\nHint: begin with Input."),
        ([np.eye(2)], "The kernels of f() are 1 arrays.\nExpected 2 or more arrays of weights (s)."),
        ([np.eye(2), np.array([1.0, np.nan])], "Array 2 of the kernels of f() holds NaN or infinity."),
        ([np.array([1.0, np.inf]), np.eye(2)], "Array 1 of the kernels of f() holds NaN or infinity."),
        ([np.eye(2), np.zeros((2, 2))], "Array 2 of the kernels of f() holds one number alone."),
        ([np.empty((0, 4)), np.eye(2)], "Array 1 of the kernels of f() is empty."),
    ],
)
def test_weights_that_are_missing_nan_or_all_the_same_are_refused(kernels, told):
    call = Call("the kernels of f()", kernels, verb="are")
    assert told in message(expect_varied, call, count=2, source="s", hint="begin with Input")


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


def test_expect_that_speaks_its_four_facts():
    expect_that(True, happened="x", expected="y", source="z")
    text = message(expect_that, False, happened="x came", expected="y", source="z", hint="look")
    assert text == "x came.\nExpected y (z).\nHint: look."


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
