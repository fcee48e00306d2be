"""Say values in a few words, and find the first place where two of them differ.

`checks` uses it for its messages. Long things are shortened: an array is its shape, a model its layer sizes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from initcourse.arguments import is_model

LONGEST = 160
"""Characters of a value that a message shows."""

NOT_NAN = "a number, which NaN is not"
"""What is expected where a test cell computed NaN without asking for it, as from weights that are NaN."""


@dataclass(frozen=True)
class Difference:
    """The first difference between two values, both sides said in words."""

    got: str
    expected: str


def as_text(value: Any) -> str:
    """Return `value` as a reader would write it, in at most about `LONGEST` characters."""
    if isinstance(value, np.random.Generator):
        return "rng"
    if is_model(value):
        return f"model {_layer_sizes(value)}" if value.get_weights() else "a model without weights"
    if isinstance(value, np.ndarray) and value.size > 8:
        return f"array of shape {value.shape}"
    if isinstance(value, np.ndarray) and value.dtype.kind in "OSU":
        return _shorten(repr(value))
    if isinstance(value, Iterator):
        return f"a {type(value).__name__}, which can be read only once"
    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list | tuple) and len(value) <= 12:
        inside = ", ".join(as_text(item) for item in value)
        text = f"[{inside}]" if isinstance(value, list) else f"({inside}{',' if len(value) == 1 else ''})"
        return _shorten(text)
    if isinstance(value, dict):
        return _shorten("{" + ", ".join(f"{key!r}: {as_text(item)}" for key, item in value.items()) + "}")
    return _shorten(repr(value))


def difference(got: Any, expected: Any, rtol: float, atol: float, *, equal_nan: bool = False) -> Difference | None:
    """Return where `got` first differs from `expected`, or None if it does not.

    Containers are compared entry by entry and numbers within `rtol * abs(expected) + atol`. Arrays, tensors,
    lists and tuples of numbers count as the same thing. NaN equals NaN only with `equal_nan`, as in NumPy.
    """
    if isinstance(expected, Mapping):
        return _mapping_difference(got, expected, rtol, atol, equal_nan)
    if isinstance(expected, str | bool | type(None)):
        same = type(got) in (type(expected), np.bool_, np.str_) and bool(got == expected)
        return None if same else Difference(as_text(got), as_text(expected))
    if isinstance(expected, list | tuple) and any(isinstance(e, Mapping | str | list | tuple) for e in expected):
        return _list_difference(got, expected, rtol, atol, equal_nan)
    return _number_difference(got, expected, rtol, atol, equal_nan)


def _mapping_difference(got: Any, expected: Mapping, rtol: float, atol: float, equal_nan: bool) -> Difference | None:
    if not isinstance(got, Mapping):
        return Difference(as_text(got), f"a dict with {_keys(expected)}")
    missing = [key for key in expected if key not in got]
    if missing:
        return Difference(f"a dict with {_keys(got)}", f"also {_keys(missing)}")
    for key, value in expected.items():
        found = difference(got[key], value, rtol, atol, equal_nan=equal_nan)
        if found:
            return Difference(f"{found.got} for {key!r}", found.expected)
    return None


def _list_difference(got: Any, expected: list | tuple, rtol: float, atol: float, equal_nan: bool) -> Difference | None:
    if not isinstance(got, list | tuple):
        return Difference(as_text(got), f"a list of {len(expected)}")
    if len(got) != len(expected):
        return Difference(f"a list of {len(got)}", f"a list of {len(expected)}")
    for number, (mine, theirs) in enumerate(zip(got, expected, strict=True), 1):
        found = difference(mine, theirs, rtol, atol, equal_nan=equal_nan)
        if found:
            return Difference(f"{found.got} in entry {number} of {len(expected)}", found.expected)
    return None


def _number_difference(got: Any, right: Any, rtol: float, atol: float, equal_nan: bool) -> Difference | None:
    expected = np.asarray(right)
    try:
        numbers = np.asarray(got)
    except Exception:
        numbers = np.asarray(None)
    if numbers.dtype.kind not in "iuf" and not (numbers.size == 0 and expected.size == 0):
        return Difference(as_text(got), _as_written(right, expected))
    if numbers.shape != expected.shape:
        return Difference(_shape(got, numbers), _shape(right, expected))
    wrong = ~np.isclose(numbers, expected, rtol=rtol, atol=atol, equal_nan=equal_nan)
    if not wrong.any():
        return None
    place = tuple(int(i) for i in np.argwhere(wrong)[0])
    undefined = None if equal_nan or not np.isnan(expected[place]) else NOT_NAN
    if expected.ndim == 0 or expected.size <= 12:
        return Difference(_as_written(got, numbers), undefined or _as_written(right, expected))
    at = place[0] if len(place) == 1 else place
    return Difference(f"{as_text(numbers[place])} in entry {at}", undefined or as_text(expected[place]))


def _as_written(value: Any, numbers: np.ndarray) -> str:
    """Return the numbers of `value` in words: a tuple as a tuple, others as a list or a number; of many, the shape."""
    if numbers.size > 12:
        return as_text(numbers)
    return as_text(tuple(numbers.tolist()) if isinstance(value, tuple) else numbers.tolist())


def _shape(value: Any, numbers: np.ndarray) -> str:
    if numbers.ndim <= 1 and numbers.size <= 12:
        return _as_written(value, numbers) + (f" (length {len(numbers)})" if numbers.ndim else "")
    return f"an array of shape {as_text(numbers.shape)}"


def _layer_sizes(model: Any) -> str:
    kernels = [w.shape for w in model.get_weights() if len(w.shape) == 2]
    return "-".join(str(n) for n in [*(k[0] for k in kernels[:1]), *(k[1] for k in kernels)])


def _keys(keys: Any) -> str:
    if not keys:
        return "no keys"
    return f"the {'key' if len(keys) == 1 else 'keys'} {', '.join(repr(key) for key in keys)}"


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
