"""Bytes from anybody in, a value or `NotSerializable` out. `decode` uses it; `encoder` is its other half.

Nothing here is named by the sender: a number picks one of the registered types, whose builder checks its items. Time
and memory follow the size of the message, not what it claims: every count is checked before anything is made.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

import msgpack
import numpy as np

from initcourse.grading.codec.keras_models import rebuild_model
from initcourse.grading.codec.keras_table import ModelTable
from initcourse.grading.codec.protocol import MAX_BYTES, MAX_DEPTH, MAX_ITEMS, NotSerializable, OpaqueValue
from initcourse.grading.codec.registry import REGISTRY
from initcourse.grading.codec.scalars import UNPACKED, Reference, unpack_extension

EXTENSION_COST = 10
"""What unpacking an extension costs, in items of a list."""

MAX_COLLISIONS = 100
"""Keys with one and the same hash: thousands of them make a dict as slow as a list of pairs."""

Build = Callable[[ModelTable], Any]
"""Makes a model of its table."""


def decode_value(
    data: bytes, *, build: Build | None = rebuild_model, on_opaque: Callable[[OpaqueValue], None] | None = None
) -> Any:
    """Return the value of a message; raises `NotSerializable` and nothing else.

    `build` makes models of tables, which stay tables without it. `on_opaque` is told each value that has not crossed.
    """
    if len(data) > MAX_BYTES:
        raise NotSerializable(f"a message of more than {MAX_BYTES >> 20} MB")
    decoder = Decoder(data, build, on_opaque)
    try:
        return decoder.value()
    except NotSerializable:
        raise
    except Exception as error:
        raise NotSerializable(f"these bytes are not a message ({type(error).__name__})") from error
    finally:
        decoder.close()


class Decoder:
    """Reads one message; `_containers` has those so far, each with its depth and its weight (see `MAX_ITEMS`)."""

    def __init__(self, data: bytes, build: Build | None, on_opaque: Callable[[OpaqueValue], None] | None) -> None:
        self._build, self._on_opaque, self._cost, self._size = build, on_opaque, 0, len(data)
        self._containers: list[tuple[Any, int, int]] = []
        self._stream = msgpack.Unpacker(
            max_buffer_size=MAX_BYTES,
            read_size=1024,
            max_array_len=0,  # containers are ours, so that no header allocates what it claims
            max_map_len=0,
            ext_hook=self._extension,
            unicode_errors="surrogatepass",
        )
        self._stream.feed(data)

    def value(self) -> Any:
        """Return the value that the whole message says."""
        left = self._stream.read_array_header()
        while left > 1:
            number, count = self._items(2)
            if type(number) is not int or type(count) is not int or not 0 <= count <= left - 3:
                raise NotSerializable("a container with a tag or a count that cannot be")
            self._container(number, self._items(count))
            left -= 2 + count
        root = self._items(1)
        if self._stream.tell() != self._size:
            raise NotSerializable("a message with a tail")
        return self._resolved(root)[0][0]

    def close(self) -> None:
        """Let go of the message: the stream refers to the decoder and the decoder to the stream."""
        del self._stream

    def _items(self, count: int) -> list[Any]:
        items = list(islice(self._stream, count))
        if len(items) != count or not set(map(type, items)) <= UNPACKED:
            raise NotSerializable("a message that ends early or holds what is not a scalar")
        return items

    def _extension(self, code: int, data: bytes) -> Any:
        self._pay(EXTENSION_COST)
        return unpack_extension(code, data)

    def _container(self, number: int, items: list[Any]) -> None:
        crossing = REGISTRY.numbered(number)
        self._pay(len(items) + crossing.cost)
        resolved, depth, weight = self._resolved(items)
        if depth >= MAX_DEPTH:
            raise NotSerializable(f"a value nested deeper than {MAX_DEPTH}")
        if crossing.hashed is not None:
            self._pay(weight)
            _expect_spread(crossing.hashed(resolved))
        value = crossing.rebuild(resolved)
        if crossing.weight is not None:
            weight += crossing.weight(value)
        if weight > MAX_ITEMS:
            raise NotSerializable(f"a value of more than {MAX_ITEMS} items")
        if self._build is not None and type(value) is ModelTable:
            value = self._build(value)
        if self._on_opaque is not None and type(value) is OpaqueValue:
            self._on_opaque(value)
        self._containers.append((value, depth + 1, weight))

    def _resolved(self, items: list[Any]) -> tuple[list[Any], int, int]:
        """Return the items with what they refer to in place, the depth of the deepest, and the weight of all."""
        depth, weight, values = 0, 1 + len(items), items
        kinds = set(map(type, items))
        if kinds & {str, bytes, np.str_}:
            weight += sum(len(item) // 8 for item in items if isinstance(item, str | bytes))
        if Reference in kinds:
            values = list(items)
            for place, item in enumerate(items):
                if type(item) is Reference:
                    values[place], item_depth, item_weight = self._containers[item]
                    depth, weight = max(depth, item_depth), weight + item_weight
        return values, depth, weight

    def _pay(self, cost: int) -> None:
        self._cost += cost
        if self._cost > MAX_ITEMS:
            raise NotSerializable("a message that costs too much to read")


def _expect_spread(keys: list[Any]) -> None:
    """Raise `NotSerializable` if many keys have one hash, or if one of them has none."""
    hashes = np.sort(np.fromiter(map(hash, keys), "i8", len(keys)))
    if len(hashes) > MAX_COLLISIONS and (hashes[MAX_COLLISIONS:] == hashes[:-MAX_COLLISIONS]).any():
        raise NotSerializable("keys that all have the same hash")
