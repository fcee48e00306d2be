"""TensorFlow's tensors, variables and shapes as arrays, pandas' tables and columns as arrays with labels.

`registry` lists `TENSOR`, `VARIABLE` and `FRAME`. A value crosses as what it is, so that a message about it names the
same type on both sides. The libraries are imported only where a value of theirs is met: who has one has imported it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from initcourse.grading.codec.protocol import CrossingType, NotSerializable, ValueRefused

TENSORS = {"tensor": ("tensorflow", "Tensor"), "shape": ("tensorflow", "TensorShape")}
VARIABLES = {"variable": ("tensorflow", "Variable"), "keras": ("keras", "Variable")}
FRAMES = {"frame": ("pandas", "DataFrame"), "series": ("pandas", "Series")}
"""Kinds by the name that they cross under: the module and the class."""


def _kind_of(value: Any, kinds: dict[str, tuple[str, str]]) -> str | None:
    """Return which of the `kinds` the value is, or None: only classes of modules that are imported already."""
    for kind, (module, name) in kinds.items():
        cls = getattr(sys.modules.get(module), name, None)
        if isinstance(cls, type) and isinstance(value, cls):
            return kind
    return None


def _is_any(kinds: dict[str, tuple[str, str]]) -> Callable[[Any], bool]:
    return lambda value: _kind_of(value, kinds) is not None


def _describe_tensor(tensor: Any) -> list[Any]:
    """Return the kind and the numbers, or a shape's sizes; a tensor without numbers, or with text, is refused."""
    kind = _kind_of(tensor, TENSORS | VARIABLES)
    try:
        if kind == "shape":
            return [kind, tensor.as_list()]
        numbers = np.asarray(tensor.numpy())
    except Exception as error:
        raise ValueRefused("a tensor without numbers") from error
    if numbers.dtype.kind not in "biufc":
        raise ValueRefused(f"a tensor of type {numbers.dtype}")
    return [kind, numbers]


def _rebuild_tensor(kind: Any = None, content: Any = None) -> Any:
    if kind not in TENSORS:
        raise NotSerializable("a tensor of an unknown kind")
    if kind == "shape":
        if type(content) is not list or not all(map(_is_size, content)):
            raise NotSerializable("a shape is a list of whole numbers")
    else:
        _expect_numbers(content)
    import tensorflow as tf

    return tf.TensorShape(content) if kind == "shape" else tf.constant(content)


def _rebuild_variable(kind: Any = None, content: Any = None) -> Any:
    if kind not in VARIABLES:
        raise NotSerializable("a variable of an unknown kind")
    _expect_numbers(content)
    import keras
    import tensorflow as tf

    return keras.Variable(content, dtype=content.dtype.name) if kind == "keras" else tf.Variable(content)


def _is_size(value: Any) -> bool:
    return value is None or (type(value) is int and 0 <= value < 2**40)


def _expect_numbers(content: Any) -> None:
    if type(content) is not np.ndarray or content.dtype.kind not in "biufc":
        raise NotSerializable("a tensor is an array of numbers")
    if content.dtype.byteorder == ">":
        raise NotSerializable("a tensor's numbers are in this machine's order")


def _restore_variable(original: Any, copy: Any) -> None:
    if _kind_of(original, VARIABLES) != _kind_of(copy, VARIABLES):
        raise NotSerializable("a variable of another kind")
    original.assign(copy)


def _describe_frame(value: Any) -> list[Any]:
    """Return kind, index (None if it only counts, else its name and labels), the columns' labels, and the columns."""
    pandas = sys.modules["pandas"]
    counted = value.index.equals(pandas.RangeIndex(len(value)))
    rows = None if counted else [value.index.name, *value.index.tolist()]
    if isinstance(value, pandas.Series):
        return ["series", rows, [value.name], value.to_numpy()]
    columns = [value.iloc[:, place].to_numpy() for place in range(value.shape[1])]
    return ["frame", rows, value.columns.tolist(), *columns]


def _rebuild_frame(kind: Any = None, rows: Any = None, labels: Any = None, *columns: Any) -> Any:
    lists = type(labels) is list and type(rows) in (list, type(None)) and len(labels) == len(columns)
    if not lists or any(type(column) is not np.ndarray or column.ndim != 1 for column in columns):
        raise NotSerializable("a table is made of columns with labels")
    if kind not in FRAMES or (kind == "series" and len(columns) != 1):
        raise NotSerializable("a table of an unknown kind")
    import pandas

    index = None if rows is None else pandas.Index(rows[1:], name=rows[0])
    if kind == "series":
        return pandas.Series(columns[0], index=index, name=labels[0])
    frame = pandas.DataFrame(dict(enumerate(columns)), index=index)
    frame.columns = labels
    return frame


TENSOR = CrossingType(
    tag="tensor",
    recognizes=_is_any(TENSORS),
    describe=_describe_tensor,
    rebuild=lambda items: _rebuild_tensor(*items),
    cost=1000,
)

VARIABLE = CrossingType(
    tag="variable",
    recognizes=_is_any(VARIABLES),
    describe=_describe_tensor,
    rebuild=lambda items: _rebuild_variable(*items),
    restore=_restore_variable,
    cost=1000,
)

FRAME = CrossingType(
    tag="table",
    recognizes=_is_any(FRAMES),
    describe=_describe_frame,
    rebuild=lambda items: _rebuild_frame(*items),
    cost=10_000,
)
