"""Values that hold no others and that MessagePack has no type for: long ints, complex and NumPy numbers, references.

`pack` and `unpack` use it. Each crosses as an extension: a type number and a few bytes.
"""

from __future__ import annotations

import struct
from typing import Any

import numpy as np
from msgpack import ExtType

from initcourse.grading.foreign import NotPlain, Refused

REFERENCE, LONG, COMPLEX, NUMBER, TEXT = range(1, 6)

MOST_BITS = 4096
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
    if value.bit_length() > MOST_BITS:
        raise Refused(f"an int of more than {MOST_BITS} bits")
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
        raise Refused(f"a NumPy value of type {name}")
    return ExtType(NUMBER, bytes([DTYPES.index(name)]) + np.generic.tobytes(value))


def pack_text(value: np.str_) -> ExtType:
    """Return NumPy text as UTF-8, lone surrogates included."""
    return ExtType(TEXT, str.encode(value, "utf-8", "surrogatepass"))


def unpack_extension(code: int, data: bytes) -> Any:
    """Return the value of an extension, or raise `NotPlain`."""
    if code == REFERENCE and len(data) == 4:
        return Reference.from_bytes(data, "big")
    if code == LONG and len(data) <= MOST_BITS // 8 + 1:
        return int.from_bytes(data, "big", signed=True)
    if code == COMPLEX and len(data) == 16:
        return complex(*struct.unpack("<dd", data))
    if code == NUMBER and data and data[0] < len(DTYPES):
        return _unpack_number(np.dtype(DTYPES[data[0]]), data[1:])
    if code == TEXT:
        return np.str_(data.decode("utf-8", "surrogatepass"))
    raise NotPlain(f"no value has the extension {code} with {len(data)} bytes")


def _unpack_number(dtype: np.dtype, data: bytes) -> np.generic:
    if len(data) != dtype.itemsize or (dtype.kind == "b" and data > b"\x01"):
        raise NotPlain(f"these bytes are no {dtype.name}")
    return np.frombuffer(data, dtype)[0]
