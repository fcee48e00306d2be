"""Values that hold no others: MessagePack's own, and ints, complex, NumPy numbers and text as MessagePack extensions.

The encoder packs them where they occur, the decoder gets them from `unpack_extension`. An extension is a type number
and a few bytes. A reference to a container that stands earlier in the message is one, too.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import numpy as np
from msgpack import ExtType

from initcourse.grading.codec.protocol import NotSerializable, ValueRefused

REFERENCE, LONG, COMPLEX, NUMBER, TEXT = range(1, 6)
"""Type numbers of the extensions."""

MAX_BITS = 4096
"""Bits of an int: its decimal text stays below Python's own limit of 4300 digits."""

DTYPES = ("|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16")
"""Types of NumPy numbers that cross; a long double crosses as the float64 nearest to it."""

NARROWED: dict[str, type[np.generic]] = {"<f16": np.float64, "<c32": np.complex128}
"""What a long double and a complex long double become."""

NUMBERS = {np.dtype(name).type for name in DTYPES} | {np.longlong, np.ulonglong, np.longdouble, np.clongdouble}
"""Classes of NumPy numbers that cross."""

LEAVES = {type(None), bool, float, str, bytes}
"""Classes that MessagePack carries as they are."""


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
    """Return a NumPy number, or one of a subclass, as the place of its type in `DTYPES` and its bytes."""
    name = np.generic.dtype.__get__(value).str
    if name in NARROWED:
        return pack_number(NARROWED[name](value))
    if name not in DTYPES:
        raise ValueRefused(f"a NumPy value of type {name}")
    return ExtType(NUMBER, bytes([DTYPES.index(name)]) + np.generic.tobytes(value))


def pack_text(value: np.str_) -> ExtType:
    """Return NumPy text as UTF-8, lone surrogates included."""
    return ExtType(TEXT, str.encode(value, "utf-8", "surrogatepass"))


PACKERS: dict[type, Callable[[Any], Any]] = {
    int: pack_int,
    complex: pack_complex,
    np.str_: pack_text,
    **dict.fromkeys(NUMBERS, pack_number),
}
"""How scalars are packed that MessagePack does not carry as they are."""

SCALAR_BASES: dict[type, Callable[[Any], Any]] = {
    int: int.__pos__,
    float: float.__pos__,
    complex: complex.__pos__,
    str: str.__str__,
    bytes: bytes.__bytes__,
}
"""How an instance of a subclass becomes the plain scalar of its base, without calling any method of the subclass."""

UNPACKED = {*LEAVES, int, complex, Reference, np.str_, *(np.dtype(name).type for name in DTYPES)}
"""Classes of the scalars that a message may hold."""


def unpack_extension(code: int, data: bytes) -> Any:
    """Return the value of an extension; raises `NotSerializable` if there is none like it."""
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
        raise NotSerializable(f"these bytes are not a {dtype.name}")
    return np.frombuffer(data, dtype)[0]
