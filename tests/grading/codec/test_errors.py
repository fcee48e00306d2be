import builtins

import pytest

from initcourse.grading.codec import NotSerializable, decode, encode
from initcourse.grading.codec.errors import (
    MAX_LINES,
    MAX_NAME,
    MAX_TEXT,
    ErrorRecord,
    describe_error,
    nearest_builtin,
    rebuild_error,
)
from initcourse.grading.codec.scalars import reference
from tests.support.codec_messages import message, there_and_back


class FanError(ValueError):
    pass


class Unprintable(KeyError):
    def __str__(self):
        raise SystemExit("no text for you")


class Loud(Exception):
    def __str__(self):
        return "x" * 10**6


def arrived(record, strict=False):
    return decode(encode(record, strict=strict), build=None)


def fields(record):
    return record.builtin, record.class_name, record.message, record.lines, record.arguments


@pytest.mark.parametrize(
    ("error", "nearest"),
    [
        (FanError("a fan starts at 1"), ValueError),
        (OSError("no such file"), OSError),
        (FileNotFoundError("here"), FileNotFoundError),
        (ExceptionGroup("many", [ValueError("one")]), Exception),
        (BaseExceptionGroup("many", [SystemExit(1)]), BaseException),
        (KeyboardInterrupt(), KeyboardInterrupt),
        (type("ValueError", (TypeError,), {"__module__": "builtins"})("I forge"), TypeError),
    ],
    ids=repr,
)
def test_the_nearest_class_of_pythons_own_is_found_by_what_it_is(error, nearest):
    assert nearest_builtin(error) is nearest
    assert type(rebuild_error(arrived(describe_error(error)))) is nearest


@pytest.mark.parametrize("strict", [True, False])
def test_a_record_arrives_with_names_message_lines_and_arguments(strict):
    record = describe_error(FanError("a fan starts at 1", 3, None, [1]), ["  in fans\n", "FanError: 1\n"])
    assert fields(record) == (
        "ValueError",
        "FanError",
        "('a fan starts at 1', 3, None, [1])",
        ("  in fans", "FanError: 1"),
        ("a fan starts at 1", 3, None, "[1]"),
    )
    assert type(arrived(record, strict)) is ErrorRecord
    assert fields(arrived(record, strict)) == fields(record)


def test_an_error_that_cannot_be_printed_is_described_all_the_same():
    record = describe_error(Unprintable("kernel"))
    assert record.builtin == "KeyError"
    assert record.message == "an error that cannot be printed (SystemExit)"
    assert record.arguments == ("kernel",)


def test_long_messages_long_names_and_long_tracebacks_are_cut():
    error = type("E" * 999, (Loud,), {})("x")
    record = describe_error(error, ["y" * 10**5] * 1000)
    assert len(record.message) == MAX_TEXT
    assert len(record.class_name) == MAX_NAME
    assert list(map(len, record.lines)) == [MAX_TEXT] * MAX_LINES
    assert fields(arrived(record)) == fields(record)


def test_a_class_cannot_forge_the_description_of_its_errors():
    class Forger(type):
        __name__ = __mro__ = property(lambda cls: 1 / 0)

    class ForgedError(ArithmeticError, metaclass=Forger):
        args = property(lambda self: 1 / 0)

    record = describe_error(ForgedError("text"))
    assert (record.builtin, record.class_name, record.arguments) == ("ArithmeticError", "ForgedError", ("text",))


def test_an_error_of_the_students_own_arrives_as_the_nearest_of_pythons():
    got = there_and_back({"errors": [FanError("a fan starts at 1", 3, [object()])]}, strict=False)["errors"][0]
    assert type(got) is ValueError
    assert got.args[:2] == ("a fan starts at 1", 3)
    with pytest.raises(NotSerializable, match="a value of type FanError"):
        encode(FanError("fan"), strict=True)


ERRORS = sorted(
    name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)
)


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_of_python_can_be_shown(name):
    data = message(("list", []), ("error", [name, name, "text", reference(0), "text"]))
    if "ExceptionGroup" in name:
        with pytest.raises(NotSerializable):
            decode(data)
        return
    error = decode(data)
    assert error.args == ("text",)
    assert isinstance(str(error) + repr(error), str)


LIES = {
    "a class that is not an error": ["object", "E", "m", reference(0)],
    "a function": ["eval", "E", "m", reference(0)],
    "a group": ["ExceptionGroup", "E", "m", reference(0)],
    "a name that is not text": ["ValueError", 3, "m", reference(0)],
    "a name that is too long": ["ValueError", "E" * (MAX_NAME + 1), "m", reference(0)],
    "a message that is too long": ["ValueError", "E", "m" * (MAX_TEXT + 1), reference(0)],
    "lines that are text": ["ValueError", "E", "m", "lines"],
    "too many lines": ["ValueError", "E", "m", reference(1)],
    "a line that is too long": ["ValueError", "E", "m", reference(2)],
    "a line that is not text": ["ValueError", "E", "m", reference(3)],
    "an argument that is a list": ["ValueError", "E", "m", reference(0), reference(0)],
    "too many arguments": ["ValueError", "E", "m", reference(0), *range(11)],
    "no lines": ["ValueError", "E", "m"],
    "nothing": [],
}
LISTS = [("list", []), ("list", ["x"] * (MAX_LINES + 1)), ("list", ["x" * (MAX_TEXT + 1)]), ("list", [1])]


@pytest.mark.parametrize("tag", ["error", "error record"])
@pytest.mark.parametrize("items", LIES.values(), ids=LIES)
def test_a_lie_about_an_error_is_refused(tag, items):
    with pytest.raises(NotSerializable):
        decode(message(*LISTS, (tag, items)))
    decode(message(*LISTS, (tag, ["ValueError", "E", "m", reference(0), 1])))
