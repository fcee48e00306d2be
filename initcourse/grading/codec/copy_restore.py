"""Call by copy-restore: what a function did to its arguments in another process is done to the originals.

The student's process and the judge use it. Both list the mutable parts of the same arguments in the same order, before
the call. The student's process sends its parts back together with the result, in one message, so that what is one
object there is one object here. Containers whose items may be mutable are restored here, all else by the `restore` of
its `CrossingType`.
"""

from __future__ import annotations

import collections
from collections.abc import Iterable
from typing import Any

import numpy as np

from initcourse.grading.codec.containers import DICT_ITEMS, DICT_VALUES
from initcourse.grading.codec.keras_models import expect_whole, is_model
from initcourse.grading.codec.keras_table import ModelTable
from initcourse.grading.codec.lazy_models import LazyModel
from initcourse.grading.codec.protocol import NotSerializable
from initcourse.grading.codec.registry import REGISTRY
from initcourse.grading.codec.scalars import LEAVES, PACKERS

VIEWS: tuple[type[Any], ...] = (type(iter([])), DICT_VALUES, DICT_ITEMS)
"""What holds items but cannot be an argument; a view of keys holds nothing mutable."""

HOLDERS = (list, dict, collections.deque, np.ndarray)
"""Mutable containers whose items may be mutable themselves."""


def mutable_parts(arguments: Any) -> list[Any]:
    """Return every mutable object in `arguments`, outer ones first, each once."""
    parts: dict[int, Any] = {}
    visited: dict[int, Any] = {}
    waiting = [arguments]
    while waiting:
        value = waiting.pop()
        if type(value) in LEAVES or type(value) in PACKERS or id(value) in visited:
            continue
        visited[id(value)] = value
        if _is_mutable(value):
            parts[id(value)] = value
        waiting += reversed(list(_items_of(value)))
    return list(parts.values())


def copy_restore(arguments: Any, copies: Any, result: Any = None) -> Any:
    """Bring `arguments` in place to what their `copies` became, and return `result` with the originals in it.

    `copies` is what the student's process made of `mutable_parts(arguments)`, decoded with `build=None`; a model that
    is not an argument is made when it is asked for. Raises `NotSerializable` if the copies do not belong to the
    arguments.
    """
    originals = mutable_parts(arguments)
    if type(copies) is not list or len(copies) != len(originals):
        raise NotSerializable("the arguments did not come back")
    pairs = list(zip(originals, copies, strict=True))
    for original, copy in pairs:
        if not _fits(original, copy):
            raise NotSerializable(f"a {type(original).__name__} came back as a {type(copy).__name__}")
    substitution = Substitution({id(copy): original for original, copy in pairs})
    for original, copy in pairs:
        _restore_part(original, copy, substitution)
    return substitution.value(result)


class Substitution:
    """Puts the originals in the place of their copies, and lazy models in the place of tables.

    `known` maps the id of a copy to what stands for it. Copies are kept alive, as an id is only good that long.
    """

    def __init__(self, known: dict[int, Any]) -> None:
        self.known = known
        self._alive: list[Any] = []

    def value(self, copy: Any) -> Any:
        """Return what stands for `copy` on this side."""
        if id(copy) in self.known:
            return self.known[id(copy)]
        if isinstance(copy, ModelTable):
            expect_whole(copy)
            return self._know(copy, LazyModel(copy))
        if isinstance(copy, tuple):
            items = [self.value(item) for item in copy]
            same = all(a is b for a, b in zip(items, copy, strict=True))
            return self._know(copy, copy if same else tuple(items))
        if isinstance(copy, VIEWS):
            return self._know(copy, self._view(copy))
        if isinstance(copy, HOLDERS):
            self._know(copy, copy)
            self.fill(copy, copy)
        return copy

    def _view(self, copy: Any) -> Any:
        """Return the same iterator or view over what stands for its items."""
        if isinstance(copy, DICT_VALUES):
            return dict(enumerate(map(self.value, copy))).values()
        if isinstance(copy, DICT_ITEMS):
            return {key: self.value(item) for key, item in copy}.items()
        return iter([self.value(item) for item in copy])

    def fill(self, original: Any, copy: Any) -> None:
        """Give `original`, a container, the items of `copy`."""
        if isinstance(copy, dict):
            items = [(key, self.value(item)) for key, item in copy.items()]
            original.clear()
            for key, item in items:  # a Counter's `update` would count the pairs
                original[key] = item
        elif isinstance(copy, list | collections.deque):
            items = [self.value(item) for item in copy]
            original.clear()
            original.extend(items)
        elif isinstance(copy, np.ndarray) and copy.dtype.kind == "O":
            items = [self.value(item) for item in copy.ravel().tolist()]
            for place, item in enumerate(items):
                original.flat[place] = item

    def _know(self, copy: Any, value: Any) -> Any:
        self.known[id(copy)] = value
        self._alive.append(copy)
        return value


def _is_mutable(value: Any) -> bool:
    if isinstance(value, HOLDERS):
        return True
    crossing = REGISTRY.find(value)
    return crossing is not None and crossing.restore is not None


def _items_of(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    if isinstance(value, np.ndarray):
        return value.ravel().tolist() if value.dtype.kind == "O" else ()
    return value if isinstance(value, list | tuple | collections.deque) else ()


def _fits(original: Any, copy: Any) -> bool:
    """Tell whether the original can become the copy, which is a table if it is a model's."""
    if is_model(original):
        return isinstance(copy, ModelTable)
    crossing = REGISTRY.find(original)
    if crossing is not None and crossing.recognizes is not None:
        return REGISTRY.find(copy) is crossing
    return type(copy) is type(original)


def _restore_part(original: Any, copy: Any, substitution: Substitution) -> None:
    try:
        if isinstance(original, np.ndarray):
            _restore_array(original, copy, substitution)
        elif isinstance(original, HOLDERS):
            substitution.fill(original, copy)
        elif (crossing := REGISTRY.find(original)) and crossing.restore:
            crossing.restore(original, copy)
    except NotSerializable:
        raise
    except Exception as error:
        raise NotSerializable(f"a {type(original).__name__} that cannot become what came back") from error


def _reshape(array: np.ndarray, shape: tuple[int, ...]) -> None:
    try:
        array.shape = shape
    except (AttributeError, ValueError) as error:  # a part of another array, which lies in pieces
        raise NotSerializable("an array that was given another shape") from error


def _restore_array(original: np.ndarray, copy: np.ndarray, substitution: Substitution) -> None:
    """Write what changed into the array's own memory, which stays where and as large as it is.

    Whoever holds a part of the array would read memory that is not the array's any more if it were resized or given
    another type, so that a call that does either fails.
    """
    if original.size != copy.size or original.dtype != copy.dtype:
        raise NotSerializable("an array that was given another size or type")
    if original.shape != copy.shape:
        _reshape(original, copy.shape)
    if copy.dtype.kind == "O":
        substitution.fill(original, copy)
    elif original.tobytes() != copy.tobytes():
        original[...] = copy
