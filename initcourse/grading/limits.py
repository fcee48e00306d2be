"""The tags of containers in a message, and how large, deep and costly a message may be."""

from __future__ import annotations

from enum import IntEnum, auto

MOST_BYTES = 32 << 20
"""Bytes of a message."""

DEEPEST = 100
"""Containers inside each other."""

MOST_ITEMS = 10_000_000
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
