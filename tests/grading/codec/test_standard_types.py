"""Values of Python's standard library that are like numbers, lists, dicts and text cross as themselves."""

import array
import collections
import datetime
import decimal
import fractions
import pathlib

import pytest

from initcourse.grading.codec import NotSerializable, OpaqueValue, decode
from tests.support.codec_messages import call_remotely, message, there_and_back

STANDARD = [
    array.array("d", [1.5, -2.0]),
    array.array("H"),
    collections.UserDict({"a": [1]}),
    collections.UserList([1, [2]]),
    collections.UserString("text"),
    collections.Counter("abba"),
    fractions.Fraction(-3, 7),
    decimal.Decimal("1.10"),
    decimal.Decimal("NaN"),
    datetime.date(2026, 1, 31),
    datetime.datetime(2026, 1, 31, 12, 30, 5, 7, fold=1),
    datetime.datetime(2026, 1, 31, tzinfo=datetime.UTC),
    datetime.time(23, 59, 58, 1),
    datetime.timedelta(days=-1, seconds=5, microseconds=3),
    pathlib.Path("a/b.csv"),
    pathlib.PurePosixPath("a/b.csv"),
]


@pytest.mark.parametrize("value", STANDARD, ids=repr)
def test_values_of_the_standard_library_arrive_as_they_are(value):
    for strict in (True, False):
        got = there_and_back(value, strict=strict)
        assert (type(got), repr(got)) == (type(value), repr(value))


class OwnFraction(fractions.Fraction):
    pass


@pytest.mark.parametrize(
    "value",
    [
        array.array("u", "text"),
        datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=1))),
        decimal.Decimal("1" * 4001),
        OwnFraction(1, 2),
    ],
    ids=repr,
)
def test_what_is_only_like_them_stays_behind_and_says_its_type(value):
    got = there_and_back(value, strict=False)
    assert isinstance(got, OpaqueValue)
    assert got.type_name == type(value).__name__


@pytest.mark.parametrize(
    ("tag", "items"),
    [
        ("array.array", ["d", b"123"]),
        ("array.array", ["u", b"1234"]),
        ("array.array", [["d"], b""]),
        ("fraction", [1, 0]),
        ("fraction", [1]),
        ("decimal", ["one"]),
        ("decimal", ["1" * 5000]),
        ("date", [2026, 13, 1]),
        ("date", [1, 1]),
        ("moment", [2026, 1, 1, 0, 0, 0, 0, 2, 0]),
        ("time span", [10**12, 0, 0]),
        ("path", [5]),
        ("counter", ["a"]),
        ("user string", [1, 2, 3, 4]),
    ],
)
def test_forged_values_of_the_standard_library_are_no_message(tag, items):
    with pytest.raises(NotSerializable):
        decode(message((tag, items)))


CHANGES = {
    "user dict": (collections.UserDict(a=1), lambda x: x.update(b=2), collections.UserDict(a=1, b=2)),
    "user list": (collections.UserList([1]), lambda x: x.append(2), collections.UserList([1, 2])),
    "counter": (collections.Counter("a"), lambda x: x.update("b"), collections.Counter("ab")),
    "array": (array.array("d", [1.0]), lambda x: x.__setitem__(0, 2.0), array.array("d", [2.0])),
}


@pytest.mark.parametrize(("value", "change", "after"), CHANGES.values(), ids=CHANGES)
def test_what_a_call_does_to_an_argument_is_done_to_it(value, change, after):
    call_remotely(change, value)
    assert (type(value), value) == (type(after), after)
