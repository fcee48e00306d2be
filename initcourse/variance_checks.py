"""What the checks of assignment 1 compare: a ratio of two results, rows of a table, the growth from layer to layer.

Its test cells call these functions. Each takes a part of what a student's function returned and names it, so that a
message can say what it is; or it fails, if the value has no such part. What is right is said by the test cell alone.

The checks of every assignment that its cells use are names here, too, so that a cell imports from one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from initcourse.checks import Call, failure
from initcourse.checks import call as call
from initcourse.checks import expect_close as expect_close
from initcourse.checks import expect_equal as expect_equal
from initcourse.describe import as_text
from initcourse.hints import common


def ratio_of(changed: Call, plain: Call) -> Call:
    """Return how many times as large as the `plain` result the `changed` one is; NaN for two zeros.

    Raises `CheckFailed` if one of them is no number.
    """
    text = f"the ratio of {changed.text} to {plain.text}"
    for result in (plain, changed):
        _part(result, text, lambda value: value / 1.0, "a number")
    return _part(changed, text, lambda value: np.divide(value, plain.value), "a number")


def rows_of(table: Call, *names: str) -> Call:
    """Return the rows of a list of dicts as dicts that have no keys but `names`, in the order of the list.

    A row that lacks one of the names, or is no dict, stays what it is: the comparison tells of both.
    Raises `CheckFailed` for a table of columns, and for what holds no rows.
    """
    value, text = table.value, f"the rows of {table.text}"
    columns = list(value) if isinstance(value, Mapping) else getattr(value, "columns", None)
    if columns is not None or not isinstance(value, Iterable) or isinstance(value, str):
        raise failure(
            table.gave(as_text(value) if columns is None else f"one {type(value).__name__}"),
            "a list with one dict per layer",
            "docstring",
            question=text,
            value=value if columns is None else [str(name) for name in columns],
            hint=common.of_value(value),
        )
    return Call(text, [_only(row, names) for row in value], verb="came out as")


def first_row_of(table: Call, *names: str) -> Call:
    """Return the first of `rows_of` the table; raises `CheckFailed` if it has none."""
    return _part(rows_of(table, *names), f"the first row of {table.text}", lambda rows: rows[0], "one row per layer")


def first_of(result: Call) -> Call:
    """Return the first entry of a list or an array; raises `CheckFailed` if there is none."""
    return _part(result, f"the first entry of {result.text}", lambda value: np.asarray(value)[0], "a list of numbers")


def growth_of(result: Call) -> Call:
    """Return the ratio of each entry to the one before it: L - 1 numbers for a list of L.

    Raises `CheckFailed` if it is no list of numbers.
    """
    text = f"the growth from entry to entry of {result.text}"
    return _part(
        result, text, lambda value: np.divide(np.asarray(value)[1:], np.asarray(value)[:-1]), "a list of numbers"
    )


def _part(result: Call, text: str, take: Callable[[Any], Any], expected: str) -> Call:
    """Return `take(value)` under the name `text`, or fail; a traceback would show the check's own code."""
    try:
        with np.errstate(all="ignore"):
            return Call(text, take(result.value), verb="came out as")
    except Exception:
        raise failure(
            result.gave(as_text(result.value)),
            expected,
            "docstring",
            question=text,
            value=result.value,
            hint=common.of_value(result.value, 1.0),
        ) from None


def _only(row: Any, names: tuple[str, ...]) -> Any:
    """Return the row with these names alone, or as it is if it lacks one: then a message can list all of its keys."""
    if not isinstance(row, Mapping) or any(name not in row for name in names):
        return row
    return {name: row[name] for name in names}
