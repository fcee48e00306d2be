"""NumPy arrays as a type name, flags, bytes and a shape; arrays of objects as a shape and their entries.

`pack` and `unpack` use it. Structured arrays and dates do not cross.
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from initcourse.grading.foreign import NotPlain, Refused
from initcourse.grading.scalars import DTYPES, NARROWED

MOST_AXES = 32

MOST_CHARACTERS = 10_000
"""Characters in one entry of a text array."""

FORTRAN, READ_ONLY = 1, 2
"""Flags: the order of the entries in memory, and whether they may be written."""

HIGHEST_CHARACTER = 0x10FFFF


def array_items(array: np.ndarray) -> list:
    """Return type, flags, bytes and shape of an array that holds numbers or text."""
    if array.dtype.str in NARROWED:
        array = array.astype(NARROWED[array.dtype.str])
    if not _crosses(array.dtype.str) or array.ndim > MOST_AXES:
        raise Refused(f"an array of type {array.dtype}")
    fortran = array.flags.f_contiguous and not array.flags.c_contiguous
    flags = FORTRAN * fortran | READ_ONLY * (not array.flags.writeable)
    return [array.dtype.str, flags, array.tobytes("F" if fortran else "C"), *array.shape]


def array_from_items(name: Any = None, flags: Any = None, data: Any = None, *shape: Any) -> np.ndarray:
    """Build the array in memory of its own; raise `NotPlain` unless everything fits together."""
    if not _crosses(name) or type(flags) is not int or not 0 <= flags <= 3 or type(data) is not bytes:
        raise NotPlain("an array is a type, flags, bytes and a shape")
    dtype = np.dtype(name)
    if _entries(shape) * dtype.itemsize != len(data):
        raise NotPlain(f"{len(data)} bytes do not fill an array of shape {shape[:4]} and type {name}")
    flat = np.frombuffer(data, dtype)
    _expect_legal(flat)
    array = flat.reshape(shape, order="F" if flags & FORTRAN else "C").copy(order="K")
    array.flags.writeable = not flags & READ_ONLY
    return array


def object_array_from_items(axes: Any = None, *items: Any) -> np.ndarray:
    """Build an array of objects: the number of axes, the shape, then its entries."""
    if type(axes) is not int or not 0 <= axes <= min(MOST_AXES, len(items)):
        raise NotPlain("an array of objects has at most 32 axes")
    shape, entries = items[:axes], items[axes:]
    if _entries(shape) != len(entries):
        raise NotPlain(f"{len(entries)} entries do not fill an array of shape {shape[:4]}")
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
        return text and name[2:] == str(int(name[2:])) and 0 < int(name[2:]) <= MOST_CHARACTERS
    return name in DTYPES or (name[0] == ">" and "<" + name[1:] in DTYPES)


def _entries(shape: tuple) -> int:
    """Return the number of entries; sizes are ints from 0 and their product, zeros left out, stays small."""
    if len(shape) > MOST_AXES or any(type(side) is not int or not 0 <= side < 2**40 for side in shape):
        raise NotPlain("a shape is at most 32 whole numbers")
    if prod(side for side in shape if side) >= 2**40:
        raise NotPlain("an array that large does not cross")
    return prod(shape)


def _expect_legal(flat: np.ndarray) -> None:
    """Refuse bytes that are no bool or no character: NumPy takes them and stumbles later."""
    if flat.dtype.kind == "b" and flat.view("u1").max(initial=0) > 1:
        raise NotPlain("a byte that is no bool")
    if flat.dtype.kind == "U":
        characters = flat.view(flat.dtype.str[0] + "u4")
        if characters.max(initial=0) > HIGHEST_CHARACTER:
            raise NotPlain("a number that is no character")
