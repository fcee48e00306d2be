"""Read whatever a student's function returned as numbers, and write numbers in few characters."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

LARGEST, SMALLEST = 1e150, 1e-150
"""Sizes beyond which a number counts as infinite, or as zero, so that its square is still a number."""


def numbers(values: Any) -> np.ndarray:
    """Return `values` as a flat float array; what is not a number becomes NaN."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a complex number loses its imaginary part
        try:
            array = np.asarray(values, dtype=float).ravel()
            array = np.where(np.abs(array) > LARGEST, np.inf * np.sign(array), array)
            return np.where(np.abs(array) < SMALLEST, 0.0, array)
        except (TypeError, ValueError, OverflowError):
            several = isinstance(values, Iterable) and not isinstance(values, str)
            return np.concatenate([[], *map(numbers, values)]) if several else np.array([np.nan])


def number(value: Any) -> float:
    """Return `value` as one float, NaN if it is not a number or not a single one."""
    array = numbers(value)
    return float(array[0]) if array.size == 1 else float("nan")


def entries(values: Any) -> list:
    """Return the entries of a list or array, none if `values` has none."""
    has_entries = isinstance(values, Iterable) and getattr(values, "ndim", None) != 0
    return list(values) if has_entries else []


def pairs(values: Any) -> dict:
    """Return a dict with text as keys, an empty one if `values` is not a dict."""
    return {str(key): value for key, value in values.items()} if isinstance(values, Mapping) else {}


def finite(values: Any) -> np.ndarray:
    """Return the finite numbers among `values`, flat."""
    array = numbers(values)
    return array[np.isfinite(array)]


def bin_edges(values: np.ndarray, count: int) -> np.ndarray:
    """Return the `count + 1` edges of equal bins over finite `values`, also if these are all the same."""
    low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        room = abs(high) / 2 or 0.5
        low, high = low - room, high + room
    return np.linspace(low, high, count + 1)


def short(value: float, digits: int = 3) -> str:
    """Return `value` with `digits` significant digits, thousands written out: 0.0312, 784, 1.2e-05."""
    if not np.isfinite(value):
        return "not finite"
    return f"{value:.0f}" if 100 <= abs(value) < 10_000 else f"{value:.{digits}g}"
