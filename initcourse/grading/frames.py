"""pandas' tables and columns as arrays with labels: a student who returns one is told so in the same words.

`pack` and `unpack` use it. pandas is imported only where one is met.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from initcourse.grading.foreign import NotPlain


def is_frame(value: Any) -> bool:
    """Tell whether `value` is a DataFrame or a Series; pandas is not imported for it."""
    kinds = [getattr(sys.modules.get("pandas"), name, None) for name in ("DataFrame", "Series")]
    return any(isinstance(kind, type) and isinstance(value, kind) for kind in kinds)


def describe_frame(value: Any) -> list:
    """Return the index (None if it only counts, else its name and labels), the columns' labels, and the columns."""
    pandas = sys.modules["pandas"]
    counted = value.index.equals(pandas.RangeIndex(len(value)))
    rows = None if counted else [value.index.name, *value.index.tolist()]
    if isinstance(value, pandas.Series):
        return ["series", rows, [value.name], value.to_numpy()]
    columns = [value.iloc[:, place].to_numpy() for place in range(value.shape[1])]
    return ["frame", rows, value.columns.tolist(), *columns]


def rebuild_frame(kind: Any = None, rows: Any = None, labels: Any = None, *columns: Any) -> Any:
    """Build the table or the column again."""
    lists = type(labels) is list and type(rows) in (list, type(None)) and len(labels) == len(columns)
    if not lists or any(type(one) is not np.ndarray or one.ndim != 1 for one in columns):
        raise NotPlain("a table is made of columns with labels")
    if kind not in ("frame", "series") or (kind == "series" and len(columns) != 1):
        raise NotPlain("no such table")
    import pandas

    index = None if rows is None else pandas.Index(rows[1:], name=rows[0])
    if kind == "series":
        return pandas.Series(columns[0], index=index, name=labels[0])
    frame = pandas.DataFrame(dict(enumerate(columns)), index=index)
    frame.columns = labels
    return frame
