"""Python's own containers: lists, tuples, dicts and their views, sets, ranges, slices, bytearrays, deques, iterators.

`registry` lists them. An iterator crosses as the items that it has left, so that `list(result)` works as it does in
one process.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

from initcourse.grading.codec.protocol import MAX_ITEMS, CrossingType, NotSerializable, ValueRefused

MAX_ITERATED = 10_000
"""Items that are taken out of a generator or another iterator, which may have no end."""

DICT_KEYS: type[Any] = type({}.keys())
DICT_VALUES: type[Any] = type({}.values())
DICT_ITEMS: type[Any] = type({}.items())


def _every_item(items: list[Any]) -> list[Any]:
    return items


def _every_second(items: list[Any]) -> list[Any]:
    return items[::2]


def _pairs(mapping: Any) -> Iterable[Any]:
    """Return keys and values by turns."""
    return chain.from_iterable(mapping.items())


def _mapping(items: list[Any]) -> dict[Any, Any]:
    return dict(zip(items[::2], items[1::2], strict=True))


def _describe_range(value: range) -> list[int]:
    if (value.stop - value.start) // value.step >= MAX_ITEMS:
        raise ValueRefused(f"a range of more than {MAX_ITEMS} numbers")
    return [value.start, value.stop, value.step]


def _rebuild_range(items: list[Any]) -> range:
    rebuilt = range(*_expect_three(items, (int,)))
    if len(rebuilt) > MAX_ITEMS:
        raise NotSerializable("a range that is too long")
    return rebuilt


def _rebuild_slice(items: list[Any]) -> slice:
    return slice(*_expect_three(items, (int, type(None))))


def _expect_three(items: list[Any], kinds: tuple[type, ...]) -> list[Any]:
    if len(items) != 3 or not all(isinstance(item, kinds) for item in items):
        raise NotSerializable("a range or a slice has three parts")
    return items


def _rebuild_bytearray(items: list[Any]) -> bytearray:
    (data,) = items
    if type(data) is not bytes:
        raise NotSerializable("a bytearray is made of bytes")
    return bytearray(data)


def _restore_set(original: set[Any], copy: set[Any]) -> None:
    original.clear()
    original.update(copy)


def _restore_bytearray(original: bytearray, copy: bytearray) -> None:
    original[:] = copy


def _is_iterator(value: Any) -> bool:
    return isinstance(value, Iterator) and type(value).__module__ in ("builtins", "itertools")


def _remaining_items(iterator: Iterator[Any]) -> list[Any]:
    """Return the items that an iterator has left; one with no end in sight, or that raises, is refused."""
    try:
        items = list(islice(iterator, MAX_ITERATED + 1))
    except Exception as error:
        raise ValueRefused("an iterator that raises an error") from error
    if len(items) > MAX_ITERATED:
        raise ValueRefused(f"an iterator of more than {MAX_ITERATED} items")
    return items


def _same(value: Iterable[Any]) -> Iterable[Any]:
    return value


def _of_items(kind: Callable[[list[Any]], Any]) -> dict[str, Any]:
    """Return how a container of plain items is described and rebuilt."""
    return {"describe": _same, "rebuild": kind}


CONTAINERS = (
    CrossingType(tag="list", types=(list,), to_base=list.copy, **_of_items(list)),
    CrossingType(
        tag="tuple",
        types=(tuple,),
        to_base=lambda value: tuple.__getitem__(value, slice(None)),
        **_of_items(tuple),
    ),
    CrossingType(
        tag="dict",
        types=(dict,),
        describe=_pairs,
        rebuild=_mapping,
        to_base=lambda value: {key: item for key, item in dict.items(value)},
        hashed=_every_second,
    ),
    CrossingType(
        tag="set",
        types=(set,),
        to_base=lambda value: set(set.__iter__(value)),
        restore=_restore_set,
        hashed=_every_item,
        **_of_items(set),
    ),
    CrossingType(
        tag="frozenset",
        types=(frozenset,),
        to_base=lambda value: frozenset(frozenset.__iter__(value)),
        hashed=_every_item,
        **_of_items(frozenset),
    ),
    CrossingType(tag="range", types=(range,), describe=_describe_range, rebuild=_rebuild_range, weight=len),
    CrossingType(
        tag="slice",
        types=(slice,),
        describe=lambda value: [value.start, value.stop, value.step],
        rebuild=_rebuild_slice,
    ),
    CrossingType(
        tag="bytearray",
        types=(bytearray,),
        describe=lambda value: [bytes(value)],
        rebuild=_rebuild_bytearray,
        restore=_restore_bytearray,
    ),
    CrossingType(
        tag="ordered dict",
        types=(collections.OrderedDict,),
        describe=_pairs,
        rebuild=lambda items: collections.OrderedDict(_mapping(items)),
        hashed=_every_second,
    ),
    CrossingType(tag="deque", types=(collections.deque,), **_of_items(collections.deque)),
    CrossingType(
        tag="dict keys",
        types=(DICT_KEYS,),
        describe=_same,
        rebuild=lambda items: dict.fromkeys(items).keys(),
        hashed=_every_item,
    ),
    CrossingType(
        tag="dict values",
        types=(DICT_VALUES,),
        describe=_same,
        rebuild=lambda items: dict(enumerate(items)).values(),
    ),
    CrossingType(
        tag="dict items",
        types=(DICT_ITEMS,),
        describe=chain.from_iterable,
        rebuild=lambda items: _mapping(items).items(),
        hashed=_every_second,
    ),
    CrossingType(tag="iterator", recognizes=_is_iterator, exact=False, describe=_remaining_items, rebuild=iter),
)
"""How each of them crosses."""
