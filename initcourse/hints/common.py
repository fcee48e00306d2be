"""Mistakes that can be made in every exercise, recognised without a table, each written once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

PRINTED = "a function without `return` gives None; `print` shows a value but does not return it"
UNCHANGED = "work on a copy, as in `x = x.copy()`, or make a new array or list"
RETURNED = "an error stops the function when it is raised with `raise`; `return` hands it over like any value"
ONLY_MADE = "nothing was raised: an error that is only made, as in `ValueError(...)`, or printed needs a `raise`"
ASSERTED = "`assert` raises AssertionError; write `if ...: raise ValueError(...)`"
AS_TEXT = "this is text; return the number itself, without quotation marks and without `str` or an f-string"
ROUNDED = "this is rounded; return all digits"
AS_DICT = "this is a dict; return the values themselves, in the docstring's order"
ONE_DICT = "this is one dict; return a list with a dict for each row"
OTHER_KEYS = "a key that the docstring names is missing: copy the names from there"
ALONE = "this is a list or an array with one number in it; return the number itself"
NOT_WHOLE = "this is a float; write a whole number, as `int` or `//` gives"
NO_ROWS = "each row is a dict with the keys that the docstring names"
AS_TABLE = "this is a table of pandas; return plain Python, a list with a dict for each row"
CAPITAL = "write the capital letter"
NOT_TEXT = "write the letter between quotation marks"

NEAR = 0.06
"""How far a rounded number is from the exact one at most, relatively; farther, it may be another mistake."""


def of_value(value: Any, expected: Any = None) -> str | None:
    """Return the hint for a value of the wrong kind, or one that is `expected` but for rounding."""
    if value is None:
        return PRINTED
    if isinstance(value, BaseException) or (isinstance(value, type) and issubclass(value, BaseException)):
        return RETURNED
    if getattr(value, "type_name", type(value).__name__) == "DataFrame":
        return AS_TABLE
    if expected is None:
        return None
    if _has_text(value) and not _has_text(expected) and not isinstance(value, Mapping):
        return AS_TEXT
    if isinstance(value, Mapping) and not isinstance(expected, Mapping):
        return ONE_DICT if _is_rows(expected) else AS_DICT
    if isinstance(value, Mapping) and any(key not in value for key in expected):
        return OTHER_KEYS
    if isinstance(expected, int | float | np.number) and _is_alone(value):
        return ALONE
    if _is_rows(expected) and isinstance(value, list | tuple) and any(isinstance(row, list | tuple) for row in value):
        return NO_ROWS
    return ROUNDED if _is_rounded(value, expected) else None


def of_wrong_error(error: BaseException | None) -> str | None:
    """Return the hint for an error that is not the one that was expected."""
    return ASSERTED if isinstance(error, AssertionError) else None


def of_no_error(value: Any) -> str | None:
    """Return the hint for a function that returned this instead of raising."""
    hint = of_value(value)
    return ONLY_MADE if hint == PRINTED else hint


def of_letter(value: Any, letters: str) -> str | None:
    """Return the hint for what is none of the letters."""
    if not isinstance(value, str):
        return NOT_TEXT if value is not None else None
    return CAPITAL if value.strip().upper() in tuple(letters) else None


def _has_text(value: Any) -> bool:
    """Whether a text stands in a value, or in a list of values."""
    if isinstance(value, list | tuple):
        return any(map(_has_text, value))
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "US"
    return isinstance(value, str)


def _is_rows(expected: Any) -> bool:
    return isinstance(expected, list) and bool(expected) and all(isinstance(row, Mapping) for row in expected)


def _is_alone(value: Any) -> bool:
    """Whether a value is one number in a list, a tuple or an array."""
    row = isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.ndim > 0)
    numbers = _floats(value) if row else None
    return numbers is not None and numbers.size == 1


def _is_rounded(value: Any, expected: Any) -> bool:
    """Whether all numbers of a value are the expected ones, but rounded to the same decimals or digits."""
    mine, theirs = _floats(value), _floats(expected)
    if mine is None or theirs is None or mine.shape != theirs.shape or not mine.size:
        return False
    if not np.allclose(mine, theirs, rtol=NEAR, atol=0) or np.allclose(mine, theirs, rtol=1e-9, atol=0):
        return False
    decimals = (np.round(theirs, places) for places in range(1, 9))
    digits = (np.array([float(f"{number:.{count}g}") for number in theirs]) for count in range(1, 6))
    return any(np.allclose(mine, rounded, rtol=1e-9, atol=0) for rounded in (*decimals, *digits))


def _floats(value: Any) -> np.ndarray | None:
    """Return the numbers of a value, of dicts and lists in it, too, in one row; None if something else is in it."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        parts = [_floats(item) for item in value]
        known = [part for part in parts if part is not None]
        return np.concatenate(known) if known and len(known) == len(parts) else None
    try:
        numbers = np.asarray(value)
        return numbers.astype(float).ravel() if numbers.dtype.kind in "iuf" else None
    except Exception:
        return None
