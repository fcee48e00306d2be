"""A value in, one flat list of MessagePack scalars out. `encode` uses it; `decoder` is its other half.

A container is written after what it holds: the number of its type (see `registry`), the number of its items, the
items. An item is a scalar or a reference to a container that stands earlier. So a list that occurs twice is written
once, and no message can contain itself. On the student's side any method of a value may be the student's own:
instances of subclasses are read by the methods of Python's and NumPy's own types.
"""

from __future__ import annotations

from typing import Any

import msgpack

from initcourse.grading.codec.protocol import (
    MAX_BYTES,
    MAX_DEPTH,
    OPAQUE,
    CrossingType,
    NotSerializable,
    ValueRefused,
    type_name,
)
from initcourse.grading.codec.registry import REGISTRY
from initcourse.grading.codec.scalars import LEAVES, NUMBERS, PACKERS, SCALAR_BASES, pack_number, reference

LIBRARIES = ("keras.", "tensorflow.", "pandas.")
"""Where the classes are that a model, a tensor or a table is of, unless somebody has derived another."""

MAX_TYPE_NAME = 100
"""Characters of a type's name that are told."""

MAX_PLACE_TEXT = 120
"""Characters of an error's message to which the containers around the value are still added."""


def encode_value(value: Any, *, strict: bool) -> tuple[bytes, str]:
    """Return `value` as bytes, and the type of the first value in it that arrives as something near it, or "".

    What does not cross raises `NotSerializable` if `strict`, else becomes opaque.
    """
    encoder = Encoder(strict)
    root = encoder.item(value)
    data: bytes = msgpack.packb([*encoder.tokens, root], unicode_errors="surrogatepass", strict_types=True)
    if len(data) > MAX_BYTES:
        raise NotSerializable(f"a value of more than {MAX_BYTES >> 20} MB")
    return data, encoder.near


class Encoder:
    """Collects the scalars of one message in `tokens`; `near` is the type of a value that arrives as another."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.tokens: list[Any] = []
        self.near = ""
        self._size = 0
        self._written: dict[int, Any] = {}  # references to containers in the message, by the id of the value
        self._open: set[int] = set()
        self._alive: list[Any] = []  # an id is only good while its object lives

    def item(self, value: Any) -> Any:
        """Return the scalar that stands for `value` where it occurs: itself, an extension or a reference."""
        kind = type(value)
        if kind in LEAVES:
            self._grow(len(value) if kind in (str, bytes) else 0)
            return value
        try:
            if kind in PACKERS:
                return PACKERS[kind](value)
            return self._container(value)
        except ValueRefused as refusal:
            if self.strict:
                raise NotSerializable(str(refusal)) from None
            return self._write(value, OPAQUE, value)

    def _container(self, value: Any) -> Any:
        crossing = REGISTRY.find(value)
        if crossing is not None:
            if crossing.recognizes and not str(type(value).__module__).startswith(LIBRARIES):
                self._note_near(value)
            return self._write(value, crossing, value)
        if not self.strict:
            for base in type.__dict__["__mro__"].__get__(type(value)):
                if base in NUMBERS:
                    self._note_near(value)
                    return pack_number(value)
                if base in SCALAR_BASES:
                    self._note_near(value)
                    return self.item(SCALAR_BASES[base](value))
                if (crossing := REGISTRY.by_base.get(base)) and crossing.to_base:
                    self._note_near(value)
                    return self._write(value, crossing, crossing.to_base(value))
            crossing = REGISTRY.find(value, strict=False)
            if crossing is not None:
                written = self._write(value, crossing, value)
                self._note_near(value)
                return written
        raise ValueRefused(f"a value of type {type(value).__name__}")

    def _note_near(self, value: Any) -> None:
        self.near = self.near or type_name(value)[:MAX_TYPE_NAME]

    def _write(self, value: Any, crossing: CrossingType, plain: Any) -> Any:
        """Write the container of `value`, described by its `plain` form, unless it is written; return a reference."""
        key = id(value)
        if key in self._written:
            return self._written[key]
        if key in self._open:
            raise NotSerializable("a value that contains itself")
        if len(self._open) >= MAX_DEPTH:
            raise NotSerializable(f"a value nested deeper than {MAX_DEPTH}")
        self._open.add(key)
        try:
            items = [self.item(item) for item in crossing.describe(plain)]
        except NotSerializable as error:
            raise type(error)(_located(error, value)) from None
        except Exception as error:
            raise ValueRefused(f"a value that raises {type(error).__name__} when it is read") from error
        finally:
            self._open.discard(key)
        self._grow(len(items))
        self.tokens += [REGISTRY.number(crossing.tag), len(items), *items]
        self._written[key] = reference(len(self._alive))
        self._alive.append(value)
        return self._written[key]

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > MAX_BYTES:
            raise NotSerializable(f"a value of more than {MAX_BYTES >> 20} MB")


def _located(error: NotSerializable, value: Any) -> str:
    """Return the error's message with the container that it happened in."""
    text = str(error)
    if isinstance(error, ValueRefused) or len(text) > MAX_PLACE_TEXT or type(value) not in REGISTRY.by_type:
        return text
    return f"{text}, in a {type(value).__name__}"
