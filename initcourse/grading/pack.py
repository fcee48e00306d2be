"""Plain data in, one flat list of MessagePack scalars out. `values.encode` uses it; `unpack` is its other half.

A container is written after what it holds: its tag, the number of its items, the items. An item is a scalar or a
reference to a container that stands earlier. So a list that occurs twice is written once, and no message can
hold itself. On the student's side any method of a value may be the student's own: subclasses are read by the
methods of Python's and NumPy's own types.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import msgpack
import numpy as np

from initcourse.grading import frames, models, scalars, tensors
from initcourse.grading.arrays import array_items
from initcourse.grading.bases import BASES
from initcourse.grading.exceptions import error_items
from initcourse.grading.foreign import NotPlain, Refused, foreign_items
from initcourse.grading.generators import describe_generator
from initcourse.grading.iterators import iterated
from initcourse.grading.late_model import described
from initcourse.grading.limits import DEEPEST, MOST_BYTES, MOST_ITEMS, Tag

LEAVES = {type(None): None, bool: None, float: None, str: None, bytes: None}
"""Types that MessagePack carries as they are."""

EXTENSIONS = {int: scalars.pack_int, complex: scalars.pack_complex, np.str_: scalars.pack_text}

Items = tuple[Tag, Any]
"""A container's tag and its items, not yet packed themselves."""


def pack(value: Any, *, strict: bool) -> bytes:
    """Return `value` as bytes; what is not plain raises `NotPlain` if `strict` and becomes `Foreign` if not."""
    packer = Packer(strict)
    root = packer.item(value)
    data = msgpack.packb([*packer.tokens, root], unicode_errors="surrogatepass", strict_types=True)
    if len(data) > MOST_BYTES:
        raise NotPlain(f"a value of more than {MOST_BYTES >> 20} MB")
    return data


class Packer:
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
                return scalars.pack_number(value)
            return self._container(value, kind)
        except Refused as error:
            if self.strict:
                raise NotPlain(str(error)) from None
            return self._node(value, lambda one: (Tag.FOREIGN, foreign_items(one)))

    def _container(self, value: Any, kind: type) -> Any:
        if kind in CONTAINERS:
            return self._node(value, CONTAINERS[kind])
        special = _special(value)
        if special:
            return self._node(value, special)
        if self.strict:
            raise Refused(f"a value of type {kind.__name__}")
        lineage = type.__dict__["__mro__"].__get__(kind)
        base = next((one for one in lineage if one in BASES or one in NUMBERS), None)
        if base in NUMBERS:
            return scalars.pack_number(value)
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
            raise NotPlain("a value that contains itself")
        if len(self.open) >= DEEPEST:
            raise NotPlain(f"a value nested deeper than {DEEPEST}")
        self.open.add(key)
        try:
            tag, held = describe(value)
            items = [self.item(one) for one in held]
        except NotPlain as error:
            raise type(error)(_within(error, value)) from None
        except Exception as error:
            raise Refused(f"a value that raises {type(error).__name__} when it is read") from error
        finally:
            self.open.discard(key)
        self._grow(len(items))
        self.tokens += [int(tag), len(items), *items]
        self.alive.append(value)
        self.seen[key] = scalars.reference(self.count)
        self.count += 1
        return self.seen[key]

    def _grow(self, size: int) -> None:
        self.size += size
        if self.size > MOST_BYTES:
            raise NotPlain(f"a value of more than {MOST_BYTES >> 20} MB")


def _within(error: NotPlain, value: Any) -> str:
    text = str(error)
    if isinstance(error, Refused) or len(text) > 120 or type(value) not in CONTAINERS:
        return text
    return f"{text}, in a {type(value).__name__}"


def _array_items(array: np.ndarray) -> Items:
    if array.dtype.kind == "O":
        return Tag.OBJECTS, [array.ndim, *array.shape, *array.ravel().tolist()]
    return Tag.ARRAY, array_items(array)


def _range_items(value: range) -> Items:
    if (value.stop - value.start) // value.step >= MOST_ITEMS:
        raise Refused(f"a range of more than {MOST_ITEMS} numbers")
    return Tag.RANGE, [value.start, value.stop, value.step]


def _special(value: Any) -> Callable[[Any], Items] | None:
    """Return how to describe what another library made, if it is one of those that cross."""
    if models.is_model(value):
        return lambda model: (Tag.MODEL, [described(model)])
    if tensors.kind_of(value):
        return lambda tensor: (Tag.TENSOR, [tensors.kind_of(tensor), tensors.content(tensor)])
    if frames.is_frame(value):
        return lambda frame: (Tag.FRAME, frames.describe_frame(frame))
    return None


def _other_items(value: Any) -> Items:
    """Return the items of an error or an iterator; nothing else crosses."""
    if isinstance(value, BaseException):
        return Tag.ERROR, error_items(value)
    if isinstance(value, Iterator) and type(value).__module__ in ("builtins", "itertools"):
        return Tag.ITERATOR, iterated(value)
    raise Refused(f"a value of type {type(value).__name__}")


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

NUMBERS = {np.dtype(name).type for name in scalars.DTYPES} | {np.longlong, np.ulonglong, *scalars.NARROWED_TYPES}
