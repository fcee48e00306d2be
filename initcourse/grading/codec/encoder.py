"""Plain data in, one flat list of MessagePack scalars out. `values.encode` uses it; `unpack` is its other half.

A container is written after what it holds: its tag, the number of its items, the items. An item is a scalar or a
reference to a container that stands earlier. So a list that occurs twice is written once, and no message can
hold itself. On the student's side any method of a value may be the student's own: subclasses are read by the
methods of Python's and NumPy's own types.


How a value of a subclass becomes the plain value of its base, with none of its own methods asked.

`pack` uses it in the student's process, where a subclass may answer anything.


Iterators as the items that they have left: `list(result)` works as it does in one kernel. `pack` uses it."""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Any

import msgpack
import numpy as np

from initcourse.grading.codec.keras_models import is_model
from initcourse.grading.codec.lazy_models import describe_any_model
from initcourse.grading.codec.library_types import describe_error, describe_frame, is_frame, tensor_content, tensor_kind
from initcourse.grading.codec.numpy_types import (
    DTYPES,
    NARROWED_TYPES,
    describe_array,
    pack_complex,
    pack_int,
    pack_number,
    pack_text,
    reference,
)
from initcourse.grading.codec.protocol import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_ITEMS,
    NotSerializable,
    Tag,
    ValueRefused,
    describe_opaque,
)
from initcourse.grading.codec.random_state import describe_generator

LEAVES = {type(None): None, bool: None, float: None, str: None, bytes: None}
"""Types that MessagePack carries as they are."""

EXTENSIONS = {int: pack_int, complex: pack_complex, np.str_: pack_text}

Items = tuple[Tag, Any]
"""A container's tag and its items, not yet packed themselves."""


def encode_value(value: Any, *, strict: bool) -> bytes:
    """Return `value` as bytes; what is not plain raises `NotPlain` if `strict` and becomes `Foreign` if not."""
    packer = Encoder(strict)
    root = packer.item(value)
    data = msgpack.packb([*packer.tokens, root], unicode_errors="surrogatepass", strict_types=True)
    if len(data) > MAX_BYTES:
        raise NotSerializable(f"a value of more than {MAX_BYTES >> 20} MB")
    return data


class Encoder:
    """Collects the scalars of one message; `seen` knows every container that is in it already."""

    def __init__(self, strict: bool) -> None:
        self.strict, self.tokens, self.size, self.count = strict, [], 0, 0
        self.seen: dict[int, Any] = {}
        self.open: set[int] = set()
        self.alive: list[Any] = []  # an id is only good while its object lives

    def item(self, value: Any) -> Any:
        """Return the scalar that stands for `value` where it occurs."""
        kind = type(value)
        if kind in LEAVES:
            self._grow(len(value) if kind in (str, bytes) else 0)
            return value
        try:
            if kind in EXTENSIONS:
                return EXTENSIONS[kind](value)
            if kind in NUMBERS:
                return pack_number(value)
            return self._container(value, kind)
        except ValueRefused as error:
            if self.strict:
                raise NotSerializable(str(error)) from None
            return self._node(value, lambda one: (Tag.FOREIGN, describe_opaque(one)))

    def _container(self, value: Any, kind: type) -> Any:
        if kind in CONTAINERS:
            return self._node(value, CONTAINERS[kind])
        special = _special(value)
        if special:
            return self._node(value, special)
        if self.strict:
            raise ValueRefused(f"a value of type {kind.__name__}")
        lineage = type.__dict__["__mro__"].__get__(kind)
        base = next((one for one in lineage if one in BASES or one in NUMBERS), None)
        if base in NUMBERS:
            return pack_number(value)
        if base is not None:
            plain = BASES[base](value)
            if base in CONTAINERS:
                return self._node(value, lambda one: CONTAINERS[base](plain))
            return self.item(plain)
        return self._node(value, _other_items)

    def _node(self, value: Any, describe: Callable[[Any], Items]) -> Any:
        key = id(value)
        if key in self.seen:
            return self.seen[key]
        if key in self.open:
            raise NotSerializable("a value that contains itself")
        if len(self.open) >= MAX_DEPTH:
            raise NotSerializable(f"a value nested deeper than {MAX_DEPTH}")
        self.open.add(key)
        try:
            tag, held = describe(value)
            items = [self.item(one) for one in held]
        except NotSerializable as error:
            raise type(error)(_located(error, value)) from None
        except Exception as error:
            raise ValueRefused(f"a value that raises {type(error).__name__} when it is read") from error
        finally:
            self.open.discard(key)
        self._grow(len(items))
        self.tokens += [int(tag), len(items), *items]
        self.alive.append(value)
        self.seen[key] = reference(self.count)
        self.count += 1
        return self.seen[key]

    def _grow(self, size: int) -> None:
        self.size += size
        if self.size > MAX_BYTES:
            raise NotSerializable(f"a value of more than {MAX_BYTES >> 20} MB")


def _located(error: NotSerializable, value: Any) -> str:
    text = str(error)
    if isinstance(error, ValueRefused) or len(text) > 120 or type(value) not in CONTAINERS:
        return text
    return f"{text}, in a {type(value).__name__}"


def _array_items(array: np.ndarray) -> Items:
    if array.dtype.kind == "O":
        return Tag.OBJECTS, [array.ndim, *array.shape, *array.ravel().tolist()]
    return Tag.ARRAY, describe_array(array)


def _range_items(value: range) -> Items:
    if (value.stop - value.start) // value.step >= MAX_ITEMS:
        raise ValueRefused(f"a range of more than {MAX_ITEMS} numbers")
    return Tag.RANGE, [value.start, value.stop, value.step]


def _special(value: Any) -> Callable[[Any], Items] | None:
    """Return how to describe what another library made, if it is one of those that cross."""
    if is_model(value):
        return lambda model: (Tag.MODEL, [describe_any_model(model)])
    if tensor_kind(value):
        return lambda tensor: (Tag.TENSOR, [tensor_kind(tensor), tensor_content(tensor)])
    if is_frame(value):
        return lambda frame: (Tag.FRAME, describe_frame(frame))
    return None


def _other_items(value: Any) -> Items:
    """Return the items of an error or an iterator; nothing else crosses."""
    if isinstance(value, BaseException):
        return Tag.ERROR, describe_error(value)
    if isinstance(value, Iterator) and type(value).__module__ in ("builtins", "itertools"):
        return Tag.ITERATOR, remaining_items(value)
    raise ValueRefused(f"a value of type {type(value).__name__}")


def _pairs(mapping: Any) -> chain:
    return chain.from_iterable(mapping.items())


CONTAINERS: dict[type, Callable[[Any], Items]] = {
    list: lambda value: (Tag.LIST, value),
    tuple: lambda value: (Tag.TUPLE, value),
    dict: lambda value: (Tag.DICT, _pairs(value)),
    set: lambda value: (Tag.SET, value),
    frozenset: lambda value: (Tag.FROZENSET, value),
    range: _range_items,
    slice: lambda value: (Tag.SLICE, [value.start, value.stop, value.step]),
    bytearray: lambda value: (Tag.BYTEARRAY, [bytes(value)]),
    collections.OrderedDict: lambda value: (Tag.ORDERED, _pairs(value)),
    collections.deque: lambda value: (Tag.DEQUE, value),
    type({}.keys()): lambda value: (Tag.KEYS, value),
    type({}.values()): lambda value: (Tag.VALUES, value),
    type({}.items()): lambda value: (Tag.ENTRIES, chain.from_iterable(value)),
    np.ndarray: _array_items,
    np.random.Generator: lambda value: (Tag.GENERATOR, describe_generator(value)),
    np.random.RandomState: lambda value: (Tag.GENERATOR, describe_generator(value)),
}

NUMBERS = {np.dtype(name).type for name in DTYPES} | {np.longlong, np.ulonglong, *NARROWED_TYPES}

BASES: dict[type, Callable] = {
    int: int.__pos__,
    float: float.__pos__,
    complex: complex.__pos__,
    str: str.__str__,
    bytes: bytes.__bytes__,
    list: list.copy,
    tuple: lambda value: tuple.__getitem__(value, slice(None)),
    dict: lambda value: {key: held for key, held in dict.items(value)},
    set: lambda value: set(set.__iter__(value)),
    frozenset: lambda value: frozenset(frozenset.__iter__(value)),
    np.ndarray: lambda value: np.ndarray.view(value, np.ndarray),
}
"""How a subclass becomes the plain value of its base, none of its own methods asked."""

MAX_ITERATED = 10_000
"""Items that are taken out of a generator or another iterator, which may have no end."""


def remaining_items(iterator: Iterator) -> list:
    """Return the items that an iterator has left; one with no end in sight, or that raises, is refused."""
    try:
        items = list(islice(iterator, MAX_ITERATED + 1))
    except Exception as error:
        raise ValueRefused("an iterator that raises an error") from error
    if len(items) > MAX_ITERATED:
        raise ValueRefused(f"an iterator of more than {MAX_ITERATED} items")
    return items
