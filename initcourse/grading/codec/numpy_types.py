"""Values that hold no others and that MessagePack has no type for: long ints, complex and NumPy numbers, references.

`pack` and `unpack` use it. Each crosses as an extension: a type number and a few bytes.


NumPy arrays as a type name, flags, bytes and a shape; arrays of objects as a shape and their entries.

`pack` and `unpack` use it. Structured arrays and dates do not cross.
"""

from __future__ import annotations

import struct
from math import prod
from typing import Any

import numpy as np
from msgpack import ExtType

from initcourse.grading.codec.protocol import NotSerializable, ValueRefused

REFERENCE, LONG, COMPLEX, NUMBER, TEXT = range(1, 6)

MAX_BITS = 4096
"""Bits of an int: its decimal text stays below Python's own limit of 4300 digits."""

DTYPES = ("|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16")
"""Types of NumPy numbers that cross; a long double crosses as the float64 nearest to it."""

NARROWED = {"<f16": np.float64, "<c32": np.complex128}

NARROWED_TYPES = (np.longdouble, np.clongdouble)


class Reference(int):
    """The number of a container that stands earlier in the message."""


def reference(number: int) -> ExtType:
    """Return what stands in a message for container `number`."""
    return ExtType(REFERENCE, number.to_bytes(4, "big"))


def pack_int(value: int) -> int | ExtType:
    """Return the int itself if MessagePack can hold it, else its bytes."""
    if -(2**63) <= value < 2**64:
        return value
    if value.bit_length() > MAX_BITS:
        raise ValueRefused(f"an int of more than {MAX_BITS} bits")
    return ExtType(LONG, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def pack_complex(value: complex) -> ExtType:
    """Return both parts as float64."""
    return ExtType(COMPLEX, struct.pack("<dd", complex.real.__get__(value), complex.imag.__get__(value)))


def pack_number(value: np.generic) -> ExtType:
    """Return a NumPy number as the place of its type in `DTYPES` and its bytes."""
    name = np.generic.dtype.__get__(value).str
    if name in NARROWED:
        return pack_number(NARROWED[name](value))
    if name not in DTYPES:
        raise ValueRefused(f"a NumPy value of type {name}")
    return ExtType(NUMBER, bytes([DTYPES.index(name)]) + np.generic.tobytes(value))


def pack_text(value: np.str_) -> ExtType:
    """Return NumPy text as UTF-8, lone surrogates included."""
    return ExtType(TEXT, str.encode(value, "utf-8", "surrogatepass"))


def unpack_extension(code: int, data: bytes) -> Any:
    """Return the value of an extension, or raise `NotPlain`."""
    if code == REFERENCE and len(data) == 4:
        return Reference.from_bytes(data, "big")
    if code == LONG and len(data) <= MAX_BITS // 8 + 1:
        return int.from_bytes(data, "big", signed=True)
    if code == COMPLEX and len(data) == 16:
        return complex(*struct.unpack("<dd", data))
    if code == NUMBER and data and data[0] < len(DTYPES):
        return _unpack_number(np.dtype(DTYPES[data[0]]), data[1:])
    if code == TEXT:
        return np.str_(data.decode("utf-8", "surrogatepass"))
    raise NotSerializable(f"no value has the extension {code} with {len(data)} bytes")


def _unpack_number(dtype: np.dtype, data: bytes) -> np.generic:
    if len(data) != dtype.itemsize or (dtype.kind == "b" and data > b"\x01"):
        raise NotSerializable(f"these bytes are no {dtype.name}")
    return np.frombuffer(data, dtype)[0]


MAX_AXES = 32

MAX_CHARACTERS = 10_000
"""Characters in one entry of a text array."""

FORTRAN, READ_ONLY = 1, 2
"""Flags: the order of the entries in memory, and whether they may be written."""

HIGHEST_CHARACTER = 0x10FFFF


def describe_array(array: np.ndarray) -> list:
    """Return type, flags, bytes and shape of an array that holds numbers or text."""
    if array.dtype.str in NARROWED:
        array = array.astype(NARROWED[array.dtype.str])
    if not _crosses(array.dtype.str) or array.ndim > MAX_AXES:
        raise ValueRefused(f"an array of type {array.dtype}")
    fortran = array.flags.f_contiguous and not array.flags.c_contiguous
    flags = FORTRAN * fortran | READ_ONLY * (not array.flags.writeable)
    return [array.dtype.str, flags, array.tobytes("F" if fortran else "C"), *array.shape]


def rebuild_array(name: Any = None, flags: Any = None, data: Any = None, *shape: Any) -> np.ndarray:
    """Build the array in memory of its own; raise `NotPlain` unless everything fits together."""
    if not _crosses(name) or type(flags) is not int or not 0 <= flags <= 3 or type(data) is not bytes:
        raise NotSerializable("an array is a type, flags, bytes and a shape")
    dtype = np.dtype(name)
    if _entries(shape) * dtype.itemsize != len(data):
        raise NotSerializable(f"{len(data)} bytes do not fill an array of shape {shape[:4]} and type {name}")
    flat = np.frombuffer(data, dtype)
    _expect_legal(flat)
    array = flat.reshape(shape, order="F" if flags & FORTRAN else "C").copy(order="K")
    array.flags.writeable = not flags & READ_ONLY
    return array


def rebuild_object_array(axes: Any = None, *items: Any) -> np.ndarray:
    """Build an array of objects: the number of axes, the shape, then its entries."""
    if type(axes) is not int or not 0 <= axes <= min(MAX_AXES, len(items)):
        raise NotSerializable("an array of objects has at most 32 axes")
    shape, entries = items[:axes], items[axes:]
    if _entries(shape) != len(entries):
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


def _entries(shape: tuple) -> int:
    """Return the number of entries; sizes are ints from 0 and their product, zeros left out, stays small."""
    if len(shape) > MAX_AXES or any(type(side) is not int or not 0 <= side < 2**40 for side in shape):
        raise NotSerializable("a shape is at most 32 whole numbers")
    if prod(side for side in shape if side) >= 2**40:
        raise NotSerializable("an array that large does not cross")
    return prod(shape)


def _expect_legal(flat: np.ndarray) -> None:
    """Refuse bytes that are no bool or no character: NumPy takes them and stumbles later."""
    if flat.dtype.kind == "b" and flat.view("u1").max(initial=0) > 1:
        raise NotSerializable("a byte that is no bool")
    if flat.dtype.kind == "U":
        characters = flat.view(flat.dtype.str[0] + "u4")
        if characters.max(initial=0) > HIGHEST_CHARACTER:
            raise NotSerializable("a number that is no character")
