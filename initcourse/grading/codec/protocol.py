"""What does not cross between the student's process and the judge: the refusal, and the token that stands for it.

The tags of containers in a message, and how large, deep and costly a message may be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto
from typing import Any

from initcourse.describe import as_text

MAX_OPAQUE_TEXT = 300
"""Characters of a foreign value's text; `describe.as_text` shows about a hundred."""


class NotSerializable(ValueError):
    """A value that may not cross, or bytes that are no message: says in one line what is wrong."""


class ValueRefused(NotSerializable):
    """This very value is no plain data, though the container that it stands in may be."""


@dataclass(frozen=True, eq=False, repr=False)
class OpaqueValue:
    """Stands in the judge for a value that stayed in the student's process; messages show its `text`.

    It is no number, holds nothing, cannot be called and equals only itself, so that no check takes it for a result.
    """

    type_name: str
    text: str

    def __repr__(self) -> str:
        return self.text


def describe_opaque(value: Any) -> list[str]:
    """Return the name of the value's type and its text: runs where the value lives, as its `repr` is its own code."""
    name = str.__str__(type.__dict__["__name__"].__get__(type(value)))[:MAX_OPAQUE_TEXT]
    try:
        text = as_text(value)
    except Exception:
        text = f"<{name} object>"
    return [name, text[:MAX_OPAQUE_TEXT]]


def rebuild_opaque(type_name: Any, text: Any) -> OpaqueValue:
    """Build the stand-in from what the sender says of it."""
    if type(type_name) is not str or type(text) is not str or max(len(type_name), len(text)) > MAX_OPAQUE_TEXT:
        raise NotSerializable("a foreign value is a name and a short text")
    return OpaqueValue(type_name, text)


MAX_BYTES = 32 << 20
"""Bytes of a message."""

MAX_DEPTH = 100
"""Containers inside each other."""

MAX_ITEMS = 10_000_000
"""Items of a value, a shared container counted wherever it occurs: what printing or comparing it would visit."""


class Tag(IntEnum):
    """Which container follows."""

    LIST = auto()
    TUPLE = auto()
    DICT = auto()
    SET = auto()
    FROZENSET = auto()
    RANGE = auto()
    SLICE = auto()
    BYTEARRAY = auto()
    ORDERED = auto()
    DEQUE = auto()
    KEYS = auto()
    VALUES = auto()
    ENTRIES = auto()
    ITERATOR = auto()
    ARRAY = auto()
    OBJECTS = auto()
    GENERATOR = auto()
    TENSOR = auto()
    MODEL = auto()
    FRAME = auto()
    ERROR = auto()
    FOREIGN = auto()
