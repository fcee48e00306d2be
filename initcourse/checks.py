"""Compare what a student's function returned with what was expected, and say in four facts what is wrong.

Test cells of the notebooks call these functions. A failure tells what was called, what came back, what was
expected and where that comes from, and adds a hint where the mistake is recognised. No formula of the course
stands here: expected values come from the test cell that asks.

    >>> expect_close(call(round, 3.7), 4, source="Python's documentation")
"""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from initcourse.arguments import Kept, detached, kept
from initcourse.describe import as_text, difference

FALSE_ALARM = 5e-8
"""Probability that one statistical check refuses a correct answer. A notebook has fewer than ten independent ones, and
the tail of a sample variance is up to a fifth heavier than the normal one: below one in a million in all."""


PRINTED = "a function without `return` gives None; `print` shows a value but does not return it"
"""The hint for every function that returns None."""

UNCHANGED = "work on a copy, as in `x = x.copy()`, or make a new array or list"
"""The hint for a function that changes its arguments."""

RETURNED = "an error stops the function when it is raised with `raise`; `return` hands it over like any value"
"""The hint for a function that returns an error."""


class CheckFailed(AssertionError):
    """What a check found: `happened`, `expected`, its `source`, and a `hint` or None."""

    def __init__(self, happened: str, expected: str, source: str, hint: str | None = None):
        self.happened, self.expected, self.source, self.hint = happened, expected, source, hint
        lines = [f"{happened}.", f"Expected {expected} ({source})."]
        if hint:
            lines.append(f"Hint: {hint}" if hint.endswith("?") else f"Hint: {hint}.")
        super().__init__("\n".join(lines))

    def _render_traceback_(self) -> list[str]:
        """Show the message alone in a notebook, below the student's own traceback if their code raised."""
        return [*_own_traceback(self.__cause__), str(self)]


@dataclass(frozen=True)
class Call:
    """A call as the student would write it (`text`) and the `value` that it returned.

    `changed` are the arguments, in words, that the function changed and should not have.
    It can also be a quantity that a check took from such a value; then `text` says which quantity, and `verb` joins
    it to the value in a message, as a quantity "is" something and only a function "returned" it.
    """

    text: str
    value: Any
    verb: str = "returned"
    changed: tuple[str, ...] = ()

    def gave(self, what: str) -> str:
        """Return the beginning of a message: what was called or measured, the verb, and `what` came of it."""
        subject = self.text if self.verb == "returned" else self.text[:1].upper() + self.text[1:]
        return f"{subject} {self.verb} {what}"

    def then(self, label: str, function: Callable[[Any], Any]) -> Call:
        """Return `function(value)` under the name `label`, or fail if the value does not allow it."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return Call(f"{label} of {self.text}", function(self.value), verb="came out as")
        except Exception as error:
            raise CheckFailed(
                self.gave(as_text(self.value)),
                f"a value from which the check can get {label}",
                "docstring",
                PRINTED if self.value is None else None,
            ) from error


def call(function: Callable, *args: Any, changes: Any = None, **kwargs: Any) -> Call:
    """Call `function` and keep the call as text beside its value.

    `NotImplementedError` passes through: the exercise is still empty. Any other exception fails the check and
    shows where in the student's code it was raised. Warnings are kept quiet: on stderr they would cost points.
    What the function makes of its arguments is undone, but for the one that it is there to change, `changes`, so that
    a check can compute from them afterwards; `expect_unchanged` asks for it.
    """
    text = _call_text(function, args, kwargs)
    if not callable(function):
        raise CheckFailed(f"The name holds {as_text(function)}", "a function", "the exercise's first line")
    given = [kept(value) for value in (*args, *kwargs.values()) if value is not changes]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = function(*args, **kwargs)
    except NotImplementedError:
        raise
    except Exception as error:
        _bring_back(text, [argument for argument in given if argument.changed()])
        raise CheckFailed(
            f"{text} raised {_error_text(error)}", "a value and no error, as these arguments are valid", "docstring"
        ) from error
    changed = [argument for argument in given if argument.changed()]
    value = detached(value) if changed else value
    _bring_back(text, changed)
    return Call(text, value, changed=tuple(as_text(argument.value) for argument in changed))


def expect_unchanged(result: Call, *, source: str, hint: str | None = UNCHANGED) -> None:
    """Fail if the call changed an argument that it was not there to change."""
    if result.changed:
        raise CheckFailed(
            f"{result.text} changed {' and '.join(result.changed)}", "arguments as they were", source, hint
        )


def expect_close(
    result: Call,
    expected: Any,
    *,
    source: str,
    rtol: float = 1e-5,
    atol: float = 0.0,
    equal_nan: bool = False,
    mistakes: Mapping[str, Any] | None = None,
) -> None:
    """Fail unless the value equals `expected` within `rtol` (relative) or `atol` (absolute).

    Numbers, arrays, lists and dicts of them are compared entry by entry; the default `rtol` admits float32 and
    refuses rounding. An expected NaN is met by nothing, as it may have come out of the student's own NaN, unless
    `equal_nan` says that NaN may be right. `mistakes` maps a hint to the value that this mistake would give; for NaN
    among them, too, `equal_nan` decides.
    """
    found = difference(result.value, expected, rtol, atol, equal_nan=equal_nan)
    if found is None:
        return
    hint = _recognise(result.value, expected, mistakes or {}, rtol, atol, equal_nan)
    raise CheckFailed(result.gave(found.got), found.expected, source, hint)


def expect_equal(result: Call, expected: Any, *, source: str, mistakes: Mapping[str, Any] | None = None) -> None:
    """Fail unless the value equals `expected` exactly: whole numbers, names, shapes, and lists or dicts of them."""
    expect_close(result, expected, source=source, rtol=0.0, mistakes=mistakes)


def expect_varied(result: Call, *, source: str, count: int = 1, hint: str | None = None) -> list[Any]:
    """Return the value, a list of at least `count` arrays of finite numbers that are not all the same; fail otherwise.

    What is computed from a student's own weights proves nothing where there are none, or where they are NaN or zero.
    """
    arrays = list(result.value)
    expected = f"{count} or more arrays of weights" if count > 1 else "weights"
    if len(arrays) < count:
        raise CheckFailed(result.gave(f"{len(arrays)} arrays" if arrays else "nothing"), expected, source, hint)
    for number, array in enumerate(arrays, 1):
        if flaw := _flaw(array):
            raise CheckFailed(f"Array {number} of {result.text} {flaw}", "finite and different numbers", source)
    return arrays


def expect_error(error: type[Exception], function: Callable, *args: Any, source: str, **kwargs: Any) -> None:
    """Fail unless calling `function` raises `error`."""
    try:
        result = call(function, *args, **kwargs)
    except CheckFailed as failure:
        if isinstance(failure.__cause__, error):
            return
        raise CheckFailed(failure.happened, f"a {error.__name__}", source) from failure.__cause__
    hint = RETURNED if isinstance(result.value, BaseException) else None
    raise CheckFailed(result.gave(as_text(result.value)), f"a {error.__name__}", source, hint)


def expect_that(condition: bool, *, happened: str, expected: str, source: str, hint: str | None = None) -> None:
    """Fail with these four facts unless `condition` holds: for properties that are not a single value."""
    if not condition:
        raise CheckFailed(happened, expected, source, hint)


def _bring_back(text: str, changed: list[Kept]) -> None:
    """Make arguments what they were before the call, or fail."""
    try:
        for argument in changed:
            argument.restore()
    except Exception as error:
        happened = f"{text} changed its arguments in a way that cannot be undone"
        raise CheckFailed(happened, "arguments as they were", "docstring", UNCHANGED) from error


def _flaw(array: Any) -> str | None:
    """Return in words why an array holds no weights that a check can use, or None."""
    if np.size(array) == 0:
        return "is empty"
    if not np.isfinite(array).all():
        return "holds NaN or infinity"
    return "holds one number alone" if np.ptp(array) == 0 else None


def _recognise(
    value: Any, expected: Any, mistakes: Mapping[str, Any], rtol: float, atol: float, equal_nan: bool
) -> str | None:
    if value is None:
        return PRINTED

    def same(one: Any, other: Any) -> bool:
        return difference(one, other, max(rtol, 1e-5), atol, equal_nan=equal_nan) is None

    return next((hint for hint, wrong in mistakes.items() if same(value, wrong) and not same(wrong, expected)), None)


def _call_text(function: Any, args: tuple, kwargs: Mapping[str, Any]) -> str:
    arguments = [as_text(a) for a in args] + [f"{name}={as_text(value)}" for name, value in kwargs.items()]
    return f"{getattr(function, '__name__', 'your function')}({', '.join(arguments)})"


def _own_traceback(error: BaseException | None) -> list[str]:
    """Return the lines that show where the student's code raised, as the error itself tells them if it can."""
    if error is None:
        return []
    if hasattr(error, "_render_traceback_"):
        return error._render_traceback_()
    return [line.rstrip("\n") for line in traceback.format_exception(error, limit=-3)]


def _error_text(error: Exception) -> str:
    message = str(error).strip().split("\n")[0].rstrip(".")
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
