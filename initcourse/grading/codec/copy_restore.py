"""Call by copy and restore: what a function did to its arguments in another process is done to the originals.

Both sides list the mutable parts of the same arguments in the same order, before the call. The student's process
sends its parts back together with the result, in one message, so that what is one object there is one object here.
"""

from __future__ import annotations

import collections
from typing import Any

import numpy as np

from initcourse.grading.codec.keras_models import expect_whole, is_model, restore_model
from initcourse.grading.codec.keras_table import ModelTable
from initcourse.grading.codec.lazy_models import LazyModel
from initcourse.grading.codec.library_types import tensor_kind
from initcourse.grading.codec.protocol import NotSerializable
from initcourse.grading.codec.random_state import Random, restore_generator

DICT_VALUES, DICT_ITEMS = type({}.values()), type({}.items())

VIEWS = (type(iter([])), DICT_VALUES, DICT_ITEMS)
"""What holds items and is nobody's argument; keys are no models."""

MUTABLE = (list, dict, set, bytearray, collections.deque, np.ndarray, *Random.__args__)


def mutable_parts(arguments: Any) -> list:
    """Return every mutable object in `arguments`, outer ones first, each once."""
    found: dict[int, Any] = {}
    visited: dict[int, Any] = {}
    waiting = [arguments]
    while waiting:
        value = waiting.pop()
        if id(value) in visited:
            continue
        visited[id(value)] = value
        if isinstance(value, MUTABLE) or is_model(value) or tensor_kind(value) in ("variable", "keras"):
            found[id(value)] = value
        waiting += reversed(list(_items_of(value)))
    return list(found.values())


def copy_restore(arguments: Any, copies: Any, result: Any = None) -> Any:
    """Bring `arguments` in place to what their `copies` became, and return `result` with the originals in it.

    `copies` is what the student's process made of `parts(arguments)`, decoded with `build=None`; a model that
    is no argument is made when it is asked for. Raises `NotPlain` if the copies do not belong to the arguments.
    """
    originals = mutable_parts(arguments)
    if type(copies) is not list or len(copies) != len(originals):
        raise NotSerializable("the arguments did not come back")
    for original, copy in zip(originals, copies, strict=True):
        if not _fits(original, copy):
            raise NotSerializable(f"a {type(original).__name__} came back as a {type(copy).__name__}")
    settled = Substitution({id(copy): original for original, copy in zip(originals, copies, strict=True)})
    for original, copy in zip(originals, copies, strict=True):
        _restore_part(original, copy, settled)
    return settled.value(result)


class Substitution:
    """Puts the originals in the place of their copies, and real models in the place of tables."""

    def __init__(self, known: dict[int, Any]) -> None:
        self.known = known
        self.alive: list[Any] = []

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
        if isinstance(copy, MUTABLE):
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
            original.update(items)
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
        self.alive.append(copy)
        return value


def _items_of(value: Any) -> Any:
    if isinstance(value, dict):
        return value.values()
    if isinstance(value, np.ndarray):
        return value.ravel().tolist() if value.dtype.kind == "O" else ()
    return value if isinstance(value, list | tuple | collections.deque) else ()


def _fits(original: Any, copy: Any) -> bool:
    if is_model(original):
        return isinstance(copy, ModelTable)
    kind = tensor_kind(original)
    return tensor_kind(copy) == kind if kind else type(copy) is type(original)


def _restore_part(original: Any, copy: Any, settled: Substitution) -> None:
    try:
        _write(original, copy, settled)
    except NotSerializable:
        raise
    except Exception as error:
        raise NotSerializable(f"a {type(original).__name__} that cannot become what came back") from error


def _write(original: Any, copy: Any, settled: Substitution) -> None:
    if isinstance(original, Random):
        restore_generator(original, copy)
    elif isinstance(original, LazyModel):
        original.restore(copy)
    elif is_model(original):
        restore_model(original, copy)
    elif isinstance(original, np.ndarray):
        _restore_array(original, copy, settled)
    elif isinstance(original, set):
        original.clear()
        original.update(copy)
    elif isinstance(original, bytearray):
        original[:] = copy
    elif isinstance(original, MUTABLE):
        settled.fill(original, copy)
    else:
        original.assign(copy)


def _restore_array(original: np.ndarray, copy: np.ndarray, settled: Substitution) -> None:
    """Write what changed; an array that was resized or retyped in place is, too, unless it is a part of another."""
    try:
        if original.shape != copy.shape:
            original.resize(copy.shape, refcheck=False)
        if original.dtype != copy.dtype:
            original.dtype = copy.dtype
    except (ValueError, TypeError) as error:
        raise NotSerializable("an array that was given another shape or type") from error
    if copy.dtype.kind == "O":
        settled.fill(original, copy)
    elif original.tobytes() != copy.tobytes():
        original[...] = copy
