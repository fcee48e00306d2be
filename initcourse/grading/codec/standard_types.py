"""Values of Python's standard library that are like numbers, lists, dicts and text: each crosses as itself.

`registry` lists them. Only these very classes cross so; an instance of a subclass arrives as its base, or not at all.
"""

from __future__ import annotations

import array
import collections
import datetime
import decimal
import fractions
import pathlib
from collections.abc import Callable
from typing import Any

from initcourse.grading.codec.protocol import CrossingType, NotSerializable, ValueRefused

MAX_DIGITS = 4_000
"""Digits of a decimal number; arithmetic with more takes time."""

TYPECODES = "bBhHiIlLqQfd"
"""Kinds of numbers that an `array.array` may hold."""


def _describe_array(value: array.array[Any]) -> list[Any]:
    if value.typecode not in TYPECODES:
        raise ValueRefused("an array of text")
    return [value.typecode, value.tobytes()]


def _rebuild_array(items: list[Any]) -> array.array[Any]:
    code, content = items
    if code not in tuple(TYPECODES) or type(content) is not bytes:
        raise NotSerializable("an array is a letter and bytes")
    rebuilt = array.array(code)
    rebuilt.frombytes(content)
    return rebuilt


def _restore_array(original: array.array[Any], copy: array.array[Any]) -> None:
    if original.typecode != copy.typecode or len(original) != len(copy):
        raise NotSerializable("an array that was given another size or type")
    original[:] = copy


def _describe_decimal(value: decimal.Decimal) -> list[str]:
    text = str(value)
    if len(text) > MAX_DIGITS:
        raise ValueRefused(f"a decimal number of more than {MAX_DIGITS} digits")
    return [text]


def _rebuild_decimal(items: list[Any]) -> decimal.Decimal:
    (text,) = items
    if type(text) is not str or len(text) > MAX_DIGITS:
        raise NotSerializable("a decimal number is a short text")
    return decimal.Decimal(text)


def _rebuild_fraction(items: list[Any]) -> fractions.Fraction:
    numerator, denominator = _ints(items, 2)
    return fractions.Fraction(numerator, denominator)


def _describe_moment(value: datetime.datetime) -> list[Any]:
    if value.tzinfo not in (None, datetime.UTC):
        raise ValueRefused("a time in a zone of its own")
    parts = [value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond]
    return [*parts, value.fold, int(value.tzinfo is not None)]


def _rebuild_moment(items: list[Any]) -> datetime.datetime:
    *parts, fold, in_utc = _ints(items, 9)
    return datetime.datetime(*parts, fold=fold, tzinfo=datetime.UTC if in_utc else None)  # type: ignore[misc,arg-type]


def _describe_time(value: datetime.time) -> list[int]:
    if value.tzinfo is not None:
        raise ValueRefused("a time in a zone of its own")
    return [value.hour, value.minute, value.second, value.microsecond]


def _rebuild_time(items: list[Any]) -> datetime.time:
    hour, minute, second, microsecond = _ints(items, 4)
    return datetime.time(hour, minute, second, microsecond)


def _path(tag: str, kind: type[pathlib.PurePath]) -> CrossingType:
    """Return how a path of this kind crosses."""

    def rebuild(items: list[Any]) -> pathlib.PurePath:
        (text,) = items
        if type(text) is not str:
            raise NotSerializable("a path is a text")
        return kind(text)

    return CrossingType(tag=tag, types=(kind,), describe=lambda value: [str(value)], rebuild=rebuild)


def _restore_user_dict(original: collections.UserDict[Any, Any], copy: collections.UserDict[Any, Any]) -> None:
    original.data.clear()
    original.data.update(copy.data)


def _restore_user_list(original: collections.UserList[Any], copy: collections.UserList[Any]) -> None:
    original.data[:] = copy.data


def _ints(items: list[Any], count: int) -> list[int]:
    if len(items) != count or any(type(item) is not int for item in items):
        raise NotSerializable(f"{count} whole numbers are wanted")
    return items


def _mapping(kind: Callable[[dict[Any, Any]], Any]) -> dict[str, Any]:
    """Return how a mapping crosses that is built of a dict."""
    return {
        "describe": lambda value: [part for pair in value.items() for part in pair],
        "rebuild": lambda items: kind(dict(zip(items[::2], items[1::2], strict=True))),
        "hashed": lambda items: items[::2],
    }


STANDARD_TYPES = (
    CrossingType(
        tag="array.array",
        types=(array.array,),
        describe=_describe_array,
        rebuild=_rebuild_array,
        restore=_restore_array,
        weight=len,
    ),
    CrossingType(
        tag="user dict", types=(collections.UserDict,), restore=_restore_user_dict, **_mapping(collections.UserDict)
    ),
    CrossingType(tag="counter", types=(collections.Counter,), **_mapping(collections.Counter)),
    CrossingType(
        tag="user list",
        types=(collections.UserList,),
        describe=lambda value: value.data,
        rebuild=collections.UserList,
        restore=_restore_user_list,
    ),
    CrossingType(
        tag="user string",
        types=(collections.UserString,),
        describe=lambda value: [str(value)],
        rebuild=lambda items: collections.UserString(str(*items)),
    ),
    CrossingType(
        tag="fraction",
        types=(fractions.Fraction,),
        describe=lambda value: [value.numerator, value.denominator],
        rebuild=_rebuild_fraction,
    ),
    CrossingType(tag="decimal", types=(decimal.Decimal,), describe=_describe_decimal, rebuild=_rebuild_decimal),
    CrossingType(
        tag="date",
        types=(datetime.date,),
        describe=lambda value: [value.year, value.month, value.day],
        rebuild=lambda items: datetime.date(*_ints(items, 3)),
    ),
    CrossingType(tag="moment", types=(datetime.datetime,), describe=_describe_moment, rebuild=_rebuild_moment),
    CrossingType(
        tag="time of day",
        types=(datetime.time,),
        describe=_describe_time,
        rebuild=_rebuild_time,
    ),
    CrossingType(
        tag="time span",
        types=(datetime.timedelta,),
        describe=lambda value: [value.days, value.seconds, value.microseconds],
        rebuild=lambda items: datetime.timedelta(*_ints(items, 3)),
    ),
    _path("path", pathlib.PosixPath),
    _path("pure path", pathlib.PurePosixPath),
)
"""How each of them crosses."""
