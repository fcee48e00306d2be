"""Read whatever a student's function returned as numbers, and write numbers in few characters."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

import numpy as np


def numbers(values: Any) -> np.ndarray:
    """Return `values` as a flat float array; what is no number becomes NaN."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a complex number loses its imaginary part
        try:
            return np.asarray(values, dtype=float).ravel()
        except (TypeError, ValueError, OverflowError):
            several = isinstance(values, Iterable) and not isinstance(values, str)
            return np.concatenate([[], *map(numbers, values)]) if several else np.array([np.nan])


def number(value: Any) -> float:
    """Return `value` as one float, NaN if it is no number or not one."""
    found = numbers(value)
    return float(found[0]) if found.size == 1 else float("nan")


def finite(values: Any) -> np.ndarray:
    """Return the finite numbers among `values`, flat."""
    found = numbers(values)
    return found[np.isfinite(found)]


def short(value: float, digits: int = 3) -> str:
    """Return `value` with `digits` significant digits, thousands written out: 0.0312, 784, 1.2e-05."""
    if not np.isfinite(value):
        return "not finite"
    return f"{value:.0f}" if 100 <= abs(value) < 10_000 else f"{value:.{digits}g}"
