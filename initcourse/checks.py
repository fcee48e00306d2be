"""Compare what a student's function returned with what was expected, and say in four facts what is wrong.

Test cells of the notebooks call these functions. A failure tells what was called, what came back, what was
expected and where that comes from, and adds a hint where the mistake is recognised: `hints` looks it up in the tables
that are computed from the course's bank of wrong answers. No formula of the course stands here: expected values come
from the test cell that asks.

    >>> expect_close(call(round, 3.7), 4, source="Python's documentation")
"""

from __future__ import annotations

import json
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from initcourse.arguments import Kept, detached, kept
from initcourse.describe import as_text, difference
from initcourse.hints import OR, Finding, common, find_hint, plain

FALSE_ALARM = 5e-8
"""Probability that one statistical check refuses a correct answer. A notebook has fewer than ten independent ones, and
the tail of a sample variance is up to a fifth heavier than the normal one: below one in a million in all."""

FINDING = "finding: "
"""What begins a line of a traceback that holds a finding: `verify` makes the tables of hints from them."""


class CheckFailed(AssertionError):
    """What a check found: `happened`, `expected`, its `source`, and a `hint` or None.

    `finding` is the question with what came back, from which the hint was looked up; `findings` are those to show.
    """

    def __init__(
        self, happened: str, expected: str, source: str, hint: str | None = None, finding: Finding | None = None
    ):
        happened = happened.encode("utf-8", "backslashreplace").decode()  # what is no text would stop Jupyter's reply
        self.happened, self.expected, self.source, self.hint, self.finding = happened, expected, source, hint, finding
        self.findings: list[Finding] = []
        lines = [f"{happened}.", f"Expected {expected} ({source})."]
        if hint:
            lines.append(hint_line(hint, finding))
        super().__init__("\n".join(lines))

    @property
    def question(self) -> str:
        """What was asked, in words."""
        return self.finding.question if self.finding else self.happened

    def _render_traceback_(self) -> list[str]:
        """Show the message alone in a notebook, below the student's own traceback if their code raised."""
        findings = [f"{FINDING}{json.dumps(asdict(finding))}" for finding in self.findings]
        return [*_own_traceback(self.__cause__), str(self), *findings]


def failure(
    happened: str,
    expected: str,
    source: str,
    *,
    question: str,
    value: Any,
    rtol: float = 1e-5,
    hint: str | None = None,
    sure: bool = False,
) -> CheckFailed:
    """Return the failure of a check with the hint that fits; `hint` is one that needs no table.

    `question` says in words what was asked, and `value` is what came back, or what tells mistakes apart in it: `sure`
    if every other mistake would give another one.
    """
    finding = Finding(question, plain(value), rtol, told=hint or "", sure=sure)
    return CheckFailed(happened, expected, source, hint or find_hint(finding), finding)


def hint_line(hint: str, finding: Finding | None) -> str:
    """Return the line that tells a hint; it says "if it fits" of a value that other mistakes may give, too."""
    sure = finding is None or bool(finding.told) or (finding.is_telling and OR not in hint)
    return f"{'Hint' if sure else 'Hint, if it fits'}: {hint}{'' if hint.endswith('?') else '.'}"


def refuse(failed: CheckFailed) -> None:
    """Raise the failure, or keep it where all failures of a cell are collected."""
    if _collections:
        _collections[-1].append(failed)
    else:
        raise failed


_collections: list[list[CheckFailed]] = []
"""Where failures go while `findings_shown` collects them."""


@contextmanager
def findings_shown(*, collect: bool) -> Iterator[None]:
    """Let the first failure inside show its finding; with `collect`, go on after it, and show the findings of all.

    `verify` runs test cells so on wrong answers.
    """
    failures: list[CheckFailed] = []
    if collect:
        _collections.append(failures)
    try:
        yield
    except CheckFailed as failed:
        failures.append(failed)
    except Exception:
        if not failures:
            raise
    finally:
        if collect:
            _collections.pop()
    if failures:
        failures[0].findings = [failed.finding for failed in failures if failed.finding]
        raise failures[0]


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
            raise failure(
                self.gave(as_text(self.value)),
                f"a value from which the check can get {label}",
                "docstring",
                question=f"{label} of {self.text}",
                value=self.value,
                hint=common.of_value(self.value),
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
        happened = f"The name holds {as_text(function)}"
        raise failure(happened, "a function", "the exercise's first line", question="a function", value=function)
    given = [kept(value) for value in (*args, *kwargs.values()) if value is not changes]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = function(*args, **kwargs)
    except NotImplementedError:
        raise
    except Exception as error:
        _bring_back(text, [argument for argument in given if argument.changed()])
        raise failure(
            f"{text} raised {_error_text(error)}",
            "a value and no error, as these arguments are valid",
            "docstring",
            question=text,
            value=error,
        ) from error
    changed = [argument for argument in given if argument.changed()]
    value = detached(value) if changed else value
    _bring_back(text, changed)
    return Call(text, value, changed=tuple(as_text(argument.value) for argument in changed))


def expect_unchanged(result: Call, *, source: str) -> None:
    """Fail if the call changed an argument that it was not there to change."""
    if result.changed:
        happened, question = f"{result.text} changed {' and '.join(result.changed)}", f"the arguments of {result.text}"
        expected = "arguments as they were"
        refuse(failure(happened, expected, source, question=question, value="changed", hint=common.UNCHANGED))


def expect_close(
    result: Call, expected: Any, *, source: str, rtol: float = 1e-5, atol: float = 0.0, equal_nan: bool = False
) -> None:
    """Fail unless the value equals `expected` within `rtol` (relative) or `atol` (absolute).

    Numbers, arrays, lists and dicts of them are compared entry by entry; the default `rtol` admits float32 and
    refuses rounding. An expected NaN is met by nothing, as it may have come out of the student's own NaN, unless
    `equal_nan` says that NaN may be right.
    """
    found = difference(result.value, expected, rtol, atol, equal_nan=equal_nan)
    if found is not None:
        refuse(
            failure(
                result.gave(found.got),
                found.expected,
                source,
                question=result.text,
                value=result.value,
                rtol=max(rtol, 1e-5),
                hint=common.of_value(result.value, expected),
            )
        )


def expect_equal(result: Call, expected: Any, *, source: str) -> None:
    """Fail unless the value equals `expected` exactly: whole numbers, names, shapes, and lists or dicts of them."""
    expect_close(result, expected, source=source, rtol=0.0)


def expect_varied(result: Call, *, source: str, count: int = 1) -> list[Any]:
    """Return the value, a list of at least `count` arrays of finite numbers that are not all the same; fail otherwise.

    What is computed from a student's own weights proves nothing where there are none, or where they are NaN or zero.
    """
    arrays = list(result.value)
    expected = f"{count} or more arrays of weights" if count > 1 else "weights"
    if len(arrays) < count:
        there = f"{len(arrays)} array{'s' * (len(arrays) > 1)}" if arrays else "nothing"
        raise failure(result.gave(there), expected, source, question=result.text, value=there)
    for number, array in enumerate(arrays, 1):
        if flaw := _flaw(array):
            happened = f"Array {number} of {result.text} {flaw}"
            raise failure(happened, "finite and different numbers", source, question=result.text, value=flaw)
    return arrays


def expect_error(error: type[Exception], function: Callable, *args: Any, source: str, **kwargs: Any) -> None:
    """Fail unless calling `function` raises `error`."""
    expected, question = f"a {error.__name__}", f"an error of {_call_text(function, args, kwargs)}"
    try:
        result = call(function, *args, **kwargs)
    except CheckFailed as failed:
        cause = failed.__cause__
        if isinstance(cause, error):
            return
        other = failure(
            failed.happened, expected, source, question=question, value=cause, hint=common.of_wrong_error(cause)
        )
        other.__cause__ = cause
        return refuse(other)
    refuse(
        failure(
            result.gave(as_text(result.value)),
            expected,
            source,
            question=question,
            value=result.value,
            hint=common.of_no_error(result.value),
        )
    )


def expect_that(condition: bool, *, happened: str, expected: str, source: str, value: Any = None) -> None:
    """Fail with these facts unless `condition` holds: for properties that are not a single value.

    `value` tells mistakes apart; without one, what `happened` does.
    """
    if not condition:
        told = happened if value is None else value
        refuse(failure(happened, expected, source, question=f"{expected} ({source})", value=told))


def expect_letter(name: str, value: Any, *, source: str, letters: str = "ABCD", right: str | None = None) -> None:
    """Fail unless the `value` under this name is one of the letters, and the `right` one if there is one."""
    happened, question = f"{name} holds {as_text(value)}", f"the letter in {name}"
    one_of = f"one of the letters {', '.join(letters)}, in quotation marks"
    if not isinstance(value, str) or len(value) != 1 or value not in letters:
        hint = common.of_letter(value, letters)
        refuse(failure(happened, one_of, source, question=question, value=value, hint=hint))
    elif right is not None and value != right:
        refuse(failure(happened, "another letter", source, question=question, value=value, sure=True))


def _bring_back(text: str, changed: list[Kept]) -> None:
    """Make arguments what they were before the call, or fail."""
    try:
        for argument in changed:
            argument.restore()
    except Exception as error:
        happened = f"{text} changed its arguments in a way that cannot be undone"
        raise failure(
            happened,
            "arguments as they were",
            "docstring",
            question=f"the arguments of {text}",
            value="changed",
            hint=common.UNCHANGED,
        ) from error


def _flaw(array: Any) -> str | None:
    """Return in words why an array holds no weights that a check can use, or None."""
    if np.size(array) == 0:
        return "is empty"
    if not np.isfinite(array).all():
        return "holds NaN or infinity"
    return "holds one number alone" if np.ptp(array) == 0 else None


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
