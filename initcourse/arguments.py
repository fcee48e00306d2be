"""What a function was given, kept from before the call: whether it changed it, and how it is brought back.

A test that computes what it expects from its arguments after the call would otherwise compute it from what the function
made of them. Arrays, lists, dicts, deques and models are kept, with all that they hold; a random generator is there to
be drawn from.
"""

from __future__ import annotations

from collections import deque
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

import numpy as np

MUTABLE = (MutableMapping, list, deque, np.ndarray)
SCALARS = (int, float, complex, str, bytes, np.generic, type(None))


@dataclass(frozen=True)
class Kept:
    """A `value` and, from before the call, its `keys` (of a dict), the `items` in it, and `numbers` (of an array)."""

    value: Any
    keys: tuple[Any, ...] = ()
    items: tuple[Kept, ...] = ()
    numbers: tuple[np.ndarray, ...] = ()

    def changed(self) -> bool:
        """Whether the value, or something in it, is not what it was."""
        keys, items, numbers = _contents(self.value)
        return (
            keys != self.keys
            or len(items) != len(self.items)
            or len(numbers) != len(self.numbers)
            or not all(map(_same, numbers, self.numbers))
            or any(old.became_other_than(new) for old, new in zip(self.items, items, strict=True))
        )

    def became_other_than(self, item: Any) -> bool:
        """Whether `item`, which now stands in the value's place, is another one; equal numbers and texts are not."""
        if isinstance(self.value, MUTABLE) or is_model(self.value):
            return item is not self.value or self.changed()
        if isinstance(self.value, tuple) and isinstance(item, tuple) and len(item) == len(self.items):
            return any(old.became_other_than(new) for old, new in zip(self.items, item, strict=True))
        if type(item) is not type(self.value):
            return True
        return isinstance(self.value, SCALARS) and repr(item) != repr(self.value)

    def restore(self) -> None:
        """Make the value what it was, in place; raise whatever it raises if it does not let itself be changed."""
        for item in self.items:
            item.restore()
        items = [item.value for item in self.items]
        if isinstance(self.value, MutableMapping):
            self.value.clear()
            self.value.update(zip(self.keys, items, strict=True))
        elif isinstance(self.value, list | deque):
            self.value.clear()
            self.value.extend(items)
        elif is_model(self.value):
            self.value.set_weights(list(self.numbers))
        elif isinstance(self.value, np.ndarray):
            _restore_array(self.value, *self.numbers)


def kept(value: Any) -> Kept:
    """Return what there is of a value now."""
    keys, items, numbers = _contents(value)
    return Kept(value, keys, tuple(map(kept, items)), tuple(np.array(array) for array in numbers))


def is_model(value: Any) -> bool:
    """Whether a value is a model of Keras, or like one."""
    return hasattr(value, "layers") and hasattr(value, "get_weights")


def _contents(value: Any) -> tuple[tuple[Any, ...], tuple[Any, ...], tuple[np.ndarray, ...]]:
    """Return the keys of a value, the items in it, and its arrays of numbers."""
    if isinstance(value, MutableMapping):
        return tuple(value.keys()), tuple(value.values()), ()
    if isinstance(value, list | tuple | deque):
        return (), tuple(value), ()
    if is_model(value):
        return (), (), tuple(value.get_weights())
    if isinstance(value, np.ndarray):
        return (), tuple(value.ravel().tolist()) if value.dtype.hasobject else (), (value,)
    return (), (), ()


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays are the same to the last bit, NaN included."""
    return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()


def _restore_array(array: np.ndarray, before: np.ndarray) -> None:
    if array.shape != before.shape:
        array.shape = before.shape
    array[...] = before


def detached(value: Any) -> Any:
    """Return a copy of a value that shares no list, dict or array with anything else."""
    if isinstance(value, dict):
        return {key: detached(item) for key, item in value.items()}
    if type(value) in (list, tuple, deque):
        return type(value)(map(detached, value))
    return np.array(value) if type(value) is np.ndarray else value
