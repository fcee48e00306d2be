"""Errors in one encoding, whether a function raised or returned them: plain text and the nearest class of Python's own.

The student's process calls `describe_error` and sends the `ErrorRecord`; the judge makes its exception of it. An error
that is part of a result crosses by the same record and arrives as an error of Python's own (`rebuild_error`). No class
is looked up by a name that was sent, except among Python's own errors.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from initcourse.grading.codec.protocol import CrossingType, NotSerializable, describe_opaque, type_name

MAX_LINES = 100
"""Lines of a traceback."""

MAX_TEXT = 5_000
"""Characters of a message, and of each line of a traceback."""

MAX_NAME = 100
"""Characters of a class's name."""

MAX_ARGUMENTS = 10

SIMPLE = (str, int, float, bool, type(None))
"""Classes of arguments that cross as they are; others cross as their text."""

BUILTIN_ERRORS: dict[str, type[BaseException]] = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException) and not issubclass(kind, BaseExceptionGroup)
}
"""Python's own errors by name; groups are not among them, as their errors stay behind."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ErrorRecord:
    """An error as text: the name of the nearest class of Python's own, and what the error's own class made of it.

    `class_name` is any text up to 100 characters, which may not be an identifier. `lines` are those of a traceback,
    without line ends, and may be missing.
    """

    builtin: str
    class_name: str
    message: str
    lines: tuple[str, ...] = ()
    arguments: tuple[str | int | float | bool | None, ...] = ()


def nearest_builtin(error: BaseException) -> type[BaseException]:
    """Return the first class of Python's own, other than groups, among the bases of the error's class."""
    lineage = type.__dict__["__mro__"].__get__(type(error))
    return next(kind for kind in lineage if kind in BUILTIN_ERRORS.values())


def describe_error(error: BaseException, lines: Iterable[str] = ()) -> ErrorRecord:
    """Return the record of an error, cut to size, with the `lines` of its traceback; never raises.

    The error's methods may be the student's: where they raise, the message says so.
    """
    try:
        message = str(error)
    except BaseException as failure:
        message = f"an error that cannot be printed ({type_name(failure)})"
    return ErrorRecord(
        builtin=nearest_builtin(error).__name__,
        class_name=type_name(error)[:MAX_NAME],
        message=_cut(message),
        lines=tuple(_cut(line.rstrip("\n")) for line in list(lines)[:MAX_LINES]),
        arguments=tuple(map(_simple, BaseException.__dict__["args"].__get__(error)[:MAX_ARGUMENTS])),
    )


def rebuild_error(record: ErrorRecord) -> BaseException:
    """Build the error of Python's own with the record's arguments; `__init__` is not called, as some ask for others."""
    kind = BUILTIN_ERRORS[record.builtin]
    error = kind.__new__(kind)
    error.args = record.arguments
    return error


def _cut(text: str) -> str:
    return str.__getitem__(text, slice(MAX_TEXT))


def _simple(argument: Any) -> Any:
    return argument if type(argument) in SIMPLE else describe_opaque(argument)[1]


def _describe_record(record: ErrorRecord) -> list[Any]:
    return [record.builtin, record.class_name, record.message, list(record.lines), *record.arguments]


def _rebuild_record(items: list[Any]) -> ErrorRecord:
    builtin, class_name, message, lines, *arguments = items
    if type(builtin) is not str or builtin not in BUILTIN_ERRORS:
        raise NotSerializable("an error that is not one of Python's own")
    if not (_is_text(class_name, MAX_NAME) and _is_text(message, MAX_TEXT) and type(lines) is list):
        raise NotSerializable("an error is two names, a message, lines and arguments")
    if len(lines) > MAX_LINES or not all(_is_text(line, MAX_TEXT) for line in lines):
        raise NotSerializable("an error with too long a traceback")
    if len(arguments) > MAX_ARGUMENTS or any(type(argument) not in SIMPLE for argument in arguments):
        raise NotSerializable("an error whose arguments are not simple")
    return ErrorRecord(
        builtin=builtin, class_name=class_name, message=message, lines=tuple(lines), arguments=tuple(arguments)
    )


def _is_text(value: Any, longest: int) -> bool:
    return type(value) is str and len(value) <= longest


ERROR_RECORD = CrossingType(
    tag="error record", types=(ErrorRecord,), describe=_describe_record, rebuild=_rebuild_record
)

ERROR = CrossingType(
    tag="error",
    recognizes=lambda value: isinstance(value, BaseException),
    exact=False,
    describe=lambda error: _describe_record(describe_error(error)),
    rebuild=lambda items: rebuild_error(_rebuild_record(items)),
)
