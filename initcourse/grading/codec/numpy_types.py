"""NumPy arrays: numbers and text as a type name, flags, bytes and a shape; arrays of objects as their entries.

`registry` lists `ARRAY`. Structured arrays and dates do not cross. NumPy's numbers are in `scalars`, its random
generators in `random_state`.
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from initcourse.grading.codec.protocol import CrossingType, NotSerializable, ValueRefused
from initcourse.grading.codec.scalars import DTYPES, NARROWED

OBJECTS = "|O"
"""NumPy's name for the type of an array of objects."""

MAX_AXES = 32

MAX_CHARACTERS = 10_000
"""Characters in one entry of a text array."""

FORTRAN, READ_ONLY = 1, 2
"""Flags: the order of the entries in memory, and whether they may be written."""

HIGHEST_CHARACTER = 0x10FFFF


def _describe_array(array: np.ndarray) -> list[Any]:
    """Return type, flags, bytes and shape; for an array of objects its type, number of axes, shape and entries."""
    if array.dtype.kind == "O":
        return [OBJECTS, array.ndim, *array.shape, *array.ravel().tolist()]
    if array.dtype.str in NARROWED:
        array = array.astype(NARROWED[array.dtype.str])
    if not _crosses(array.dtype.str) or array.ndim > MAX_AXES:
        raise ValueRefused(f"an array of type {array.dtype}")
    fortran = array.flags.f_contiguous and not array.flags.c_contiguous
    flags = FORTRAN * fortran | READ_ONLY * (not array.flags.writeable)
    return [array.dtype.str, flags, array.tobytes("F" if fortran else "C"), *array.shape]


def _rebuild_any_array(items: list[Any]) -> np.ndarray:
    name, *others = items
    return _rebuild_objects(*others) if name == OBJECTS else _rebuild_array(name, *others)


def _rebuild_array(name: Any = None, flags: Any = None, data: Any = None, *shape: Any) -> np.ndarray:
    """Build the array in memory of its own, if its parts fit together."""
    if not _crosses(name) or type(flags) is not int or not 0 <= flags <= 3 or type(data) is not bytes:
        raise NotSerializable("an array is a type, flags, bytes and a shape")
    dtype = np.dtype(name)
    if _number_of_entries(shape) * dtype.itemsize != len(data):
        raise NotSerializable(f"{len(data)} bytes do not fill an array of shape {shape[:4]} and type {name}")
    flat = np.frombuffer(data, dtype)
    _expect_legal(flat)
    array = flat.reshape(shape, order="F" if flags & FORTRAN else "C").copy(order="K")
    array.flags.writeable = not flags & READ_ONLY
    return array


def _rebuild_objects(axes: Any = None, *items: Any) -> np.ndarray:
    """Build an array of objects from the number of its axes, its shape, and its entries."""
    if type(axes) is not int or not 0 <= axes <= min(MAX_AXES, len(items)):
        raise NotSerializable("an array of objects has at most 32 axes")
    shape, entries = items[:axes], items[axes:]
    if _number_of_entries(shape) != len(entries):
        raise NotSerializable(f"{len(entries)} entries do not fill an array of shape {shape[:4]}")
    flat = np.empty(len(entries), dtype=object)
    for place, entry in enumerate(entries):
        flat[place] = entry
    return flat.reshape(shape)


def _crosses(name: Any) -> bool:
    """Tell whether a type may cross: a number of either byte order, or text of modest size."""
    if type(name) is not str or len(name) > 8 or name[:1] not in "<>|":
        return False
    if name[1:2] in ("U", "S") and name[2:].isascii() and name[2:].isdigit():
        text = name[0] == ("|" if name[1] == "S" else name[0]) and not (name[1] == "U" and name[0] == "|")
        return text and name[2:] == str(int(name[2:])) and 0 < int(name[2:]) <= MAX_CHARACTERS
    return name in DTYPES or (name[0] == ">" and "<" + name[1:] in DTYPES)


def _number_of_entries(shape: tuple) -> int:
    """Return the product of the sizes, which are ints from 0; without the zeros, it must stay below 2**40."""
    if len(shape) > MAX_AXES or any(type(size) is not int or not 0 <= size < 2**40 for size in shape):
        raise NotSerializable("a shape is at most 32 whole numbers")
    if prod(size for size in shape if size) >= 2**40:
        raise NotSerializable("an array that large does not cross")
    return prod(shape)


def _expect_legal(flat: np.ndarray) -> None:
    """Refuse bytes that are not a bool or not a character: NumPy takes them and stumbles later."""
    if flat.dtype.kind == "b" and flat.view("u1").max(initial=0) > 1:
        raise NotSerializable("a byte that is not a bool")
    if flat.dtype.kind == "U":
        characters = flat.view(flat.dtype.str[0] + "u4")
        if characters.max(initial=0) > HIGHEST_CHARACTER:
            raise NotSerializable("a number that is not a character")


ARRAY = CrossingType(
    tag="array",
    types=(np.ndarray,),
    describe=_describe_array,
    rebuild=_rebuild_any_array,
    to_base=lambda value: np.ndarray.view(value, np.ndarray),
    weight=lambda array: 0 if array.dtype.kind == "O" else array.nbytes // 8,
)
