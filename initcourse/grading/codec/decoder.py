"""Bytes from a stranger in, plain data or `NotPlain` out. `values.decode` uses it.

Nothing here is named by the sender: a tag picks one of our own builders, which checks its items. Time and memory
follow the size of the message, not what it claims: every count is checked before anything is made.
"""

from __future__ import annotations

import collections
from collections.abc import Callable
from itertools import islice
from typing import Any

import msgpack
import numpy as np

from initcourse.grading.codec.keras_models import rebuild_model
from initcourse.grading.codec.keras_table import ModelTable, table_from
from initcourse.grading.codec.library_types import rebuild_error, rebuild_frame, rebuild_tensor
from initcourse.grading.codec.numpy_types import (
    DTYPES,
    Reference,
    rebuild_array,
    rebuild_object_array,
    unpack_extension,
)
from initcourse.grading.codec.protocol import MAX_BYTES, MAX_DEPTH, MAX_ITEMS, NotSerializable, Tag, rebuild_opaque
from initcourse.grading.codec.random_state import rebuild_generator

SCALARS = {type(None), bool, int, float, str, bytes, complex, Reference, np.str_} | {
    np.dtype(name).type for name in DTYPES
}

COST = {Tag.MODEL: 100_000, Tag.GENERATOR: 1000, Tag.TENSOR: 1000, Tag.FRAME: 10_000}
"""What making one of these costs, in items of a list; other containers cost `CONTAINER`."""

CONTAINER, EXTENSION = 10, 10

MAX_COLLISIONS = 100
"""Keys with one and the same hash: thousands of them make a dict as slow as a list of pairs."""

Build = Callable[[ModelTable], Any]


def decode_value(data: bytes, *, build: Build | None = rebuild_model) -> Any:
    """Return the value of a message; raises `NotPlain` and nothing else.

    `build` makes models of tables, which stay tables without it.
    """
    if len(data) > MAX_BYTES:
        raise NotSerializable(f"a message of more than {MAX_BYTES >> 20} MB")
    reader = Decoder(data, build)
    try:
        return reader.value()
    except NotSerializable:
        raise
    except Exception as error:
        raise NotSerializable(f"these bytes are no message ({type(error).__name__})") from error
    finally:
        reader.close()


class Decoder:
    """Reads one message; `held` has the containers so far, each with its depth and its weight (see `MOST_ITEMS`)."""

    def __init__(self, data: bytes, build: Build | None) -> None:
        self.build, self.cost, self.size = build, 0, len(data)
        self.held: list[tuple[Any, int, int]] = []
        self.stream = msgpack.Unpacker(
            max_buffer_size=MAX_BYTES,
            read_size=1024,
            max_array_len=0,  # containers are ours, so that no header allocates what it claims
            max_map_len=0,
            ext_hook=self._extension,
            unicode_errors="surrogatepass",
        )
        self.stream.feed(data)

    def value(self) -> Any:
        """Return the value that the whole message says."""
        left = self.stream.read_array_header()
        while left > 1:
            tag, count = self._items(2)
            if type(tag) is not int or type(count) is not int or not 0 <= count <= left - 3:
                raise NotSerializable("a container with a tag or a count that cannot be")
            self._container(tag, self._items(count))
            left -= 2 + count
        root = self._items(1)
        if self.stream.tell() != self.size:
            raise NotSerializable("a message with a tail")
        return self._resolved(root)[0][0]

    def close(self) -> None:
        """Let go of the message: the stream knows the reader and the reader the stream."""
        del self.stream

    def _items(self, count: int) -> list:
        items = list(islice(self.stream, count))
        if len(items) != count or not set(map(type, items)) <= SCALARS:
            raise NotSerializable("a message that ends early or holds what is no scalar")
        return items

    def _extension(self, code: int, data: bytes) -> Any:
        self._pay(EXTENSION)
        return unpack_extension(code, data)

    def _container(self, number: int, items: list) -> None:
        tag = Tag(number)
        self._pay(len(items) + COST.get(tag, CONTAINER))
        resolved, depth, weight = self._resolved(items)
        if depth >= MAX_DEPTH:
            raise NotSerializable(f"a value nested deeper than {MAX_DEPTH}")
        if tag in HASHING:
            self._pay(weight)
            _expect_spread(resolved[::2] if tag in MAPPINGS else resolved)
        value = self._model(*resolved) if tag is Tag.MODEL else BUILDERS[tag](resolved)
        weight += len(value) if tag is Tag.RANGE else value.nbytes // 8 if tag is Tag.ARRAY else 0
        if weight > MAX_ITEMS:
            raise NotSerializable(f"a value of more than {MAX_ITEMS} items")
        self.held.append((value, depth + 1, weight))

    def _resolved(self, items: list) -> tuple[list, int, int]:
        """Return the items with what they refer to in place, the depth of the deepest, and the weight of all."""
        depth, weight, values = 0, 1 + len(items), items
        kinds = set(map(type, items))
        if kinds & {str, bytes, np.str_}:
            weight += sum(len(one) // 8 for one in items if isinstance(one, str | bytes))
        if Reference in kinds:
            values = list(items)
            for place, one in enumerate(items):
                if type(one) is Reference:
                    values[place], deep, heavy = self.held[one]
                    depth, weight = max(depth, deep), weight + heavy
        return values, depth, weight

    def _model(self, plain: Any) -> Any:
        table = table_from(plain)
        return self.build(table) if self.build else table

    def _pay(self, cost: int) -> None:
        self.cost += cost
        if self.cost > MAX_ITEMS:
            raise NotSerializable("a message that costs too much to read")


def _expect_spread(keys: list) -> None:
    """Raise `NotPlain` if many keys have one hash, or if one of them has none."""
    hashes = np.sort(np.fromiter(map(hash, keys), "i8", len(keys)))
    if len(hashes) > MAX_COLLISIONS and (hashes[MAX_COLLISIONS:] == hashes[:-MAX_COLLISIONS]).any():
        raise NotSerializable("keys that all have the same hash")


def _mapping(items: list) -> dict:
    return dict(zip(items[::2], items[1::2], strict=True))


def _range(items: list) -> range:
    made = range(*_three(items, (int,)))
    if len(made) > MAX_ITEMS:
        raise NotSerializable("a range that is too long")
    return made


def _three(items: list, kinds: tuple) -> list:
    if len(items) != 3 or not all(isinstance(one, kinds) for one in items):
        raise NotSerializable("a range or a slice has three parts")
    return items


def _bytearray(items: list) -> bytearray:
    (data,) = items
    if type(data) is not bytes:
        raise NotSerializable("a bytearray is made of bytes")
    return bytearray(data)


MAPPINGS = {Tag.DICT, Tag.ORDERED, Tag.ENTRIES}

HASHING = MAPPINGS | {Tag.SET, Tag.FROZENSET, Tag.KEYS}

BUILDERS: dict[Tag, Callable[[list], Any]] = {
    Tag.LIST: list,
    Tag.TUPLE: tuple,
    Tag.DICT: _mapping,
    Tag.SET: set,
    Tag.FROZENSET: frozenset,
    Tag.RANGE: _range,
    Tag.SLICE: lambda items: slice(*_three(items, (int, type(None)))),
    Tag.BYTEARRAY: _bytearray,
    Tag.ORDERED: lambda items: collections.OrderedDict(_mapping(items)),
    Tag.DEQUE: collections.deque,
    Tag.KEYS: lambda items: dict.fromkeys(items).keys(),
    Tag.VALUES: lambda items: dict(enumerate(items)).values(),
    Tag.ENTRIES: lambda items: _mapping(items).items(),
    Tag.ITERATOR: iter,
    Tag.ARRAY: lambda items: rebuild_array(*items),
    Tag.OBJECTS: lambda items: rebuild_object_array(*items),
    Tag.GENERATOR: lambda items: rebuild_generator(*items),
    Tag.TENSOR: lambda items: rebuild_tensor(*items),
    Tag.FRAME: lambda items: rebuild_frame(*items),
    Tag.ERROR: rebuild_error,
    Tag.FOREIGN: lambda items: rebuild_opaque(*items),
}
