"""TensorFlow's tensors and variables as arrays: what a student returns as a tensor is a tensor in the judge too.

`pack` and `unpack` use it. TensorFlow is imported only where a tensor is met: who has one has imported it.


pandas' tables and columns as arrays with labels: a student who returns one is told so in the same words.

`pack` and `unpack` use it. pandas is imported only where one is met.


Errors that are values: one of Python's own crosses, one of the student's own as the nearest of those.

`pack` and `unpack` use it. A traceback does not cross.
"""

from __future__ import annotations

import builtins
import sys
from typing import Any

import numpy as np

from initcourse.grading.codec.protocol import NotSerializable, ValueRefused, describe_opaque

TENSOR_KINDS = {
    "tensor": ("tensorflow", "Tensor"),
    "variable": ("tensorflow", "Variable"),
    "keras": ("keras", "Variable"),
    "shape": ("tensorflow", "TensorShape"),
}


def tensor_kind(value: Any) -> str | None:
    """Return which kind of tensor `value` is, or None: only of libraries that are imported already."""
    for kind, (module, name) in TENSOR_KINDS.items():
        found = getattr(sys.modules.get(module), name, None)
        if isinstance(found, type) and isinstance(value, found):
            return kind
    return None


def tensor_content(tensor: Any) -> np.ndarray | list:
    """Return a tensor's numbers, or a shape's sizes; a tensor without numbers, or with text, does not cross."""
    try:
        if tensor_kind(tensor) == "shape":
            return tensor.as_list()
        numbers = tensor.numpy()
    except Exception as error:
        raise ValueRefused("a tensor without numbers") from error
    numbers = np.asarray(numbers)
    if numbers.dtype.kind not in "biufc":
        raise ValueRefused(f"a tensor of type {numbers.dtype}")
    return numbers


def rebuild_tensor(kind: Any = None, held: Any = None) -> Any:
    """Build the tensor, the variable or the shape."""
    if kind == "shape":
        if type(held) is not list or not all(one is None or (type(one) is int and 0 <= one < 2**40) for one in held):
            raise NotSerializable("a shape is a list of whole numbers")
    elif kind not in TENSOR_KINDS or type(held) is not np.ndarray or held.dtype.kind not in "biufc":
        raise NotSerializable("a tensor is an array of numbers")
    elif held.dtype.byteorder == ">":
        raise NotSerializable("a tensor's numbers are in this machine's order")
    return _make_tensor(kind, held)


def _make_tensor(kind: str, held: Any) -> Any:
    import keras
    import tensorflow as tf

    if kind == "keras":
        return keras.Variable(held, dtype=held.dtype.name)
    return {"tensor": tf.constant, "variable": tf.Variable, "shape": tf.TensorShape}[kind](held)


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
        raise NotSerializable("a table is made of columns with labels")
    if kind not in ("frame", "series") or (kind == "series" and len(columns) != 1):
        raise NotSerializable("no such table")
    import pandas

    index = None if rows is None else pandas.Index(rows[1:], name=rows[0])
    if kind == "series":
        return pandas.Series(columns[0], index=index, name=labels[0])
    frame = pandas.DataFrame(dict(enumerate(columns)), index=index)
    frame.columns = labels
    return frame


MAX_ARGUMENTS = 10


def describe_error(error: BaseException) -> list:
    """Return the name of the nearest error of Python's own and the arguments, texts and numbers as they are."""
    names = [base.__name__ for base in type(error).__mro__ if getattr(builtins, base.__name__, None) is base]
    simple = (str, int, float, bool, type(None))
    return [names[0], *(one if type(one) in simple else describe_opaque(one)[1] for one in error.args[:MAX_ARGUMENTS])]


def rebuild_error(items: list) -> BaseException:
    """Build an error of Python's own; its `__init__` is left out, as some ask for arguments of their own."""
    kind = getattr(builtins, items[0], None) if type(items[0]) is str else None
    if not (isinstance(kind, type) and issubclass(kind, BaseException)) or issubclass(kind, BaseExceptionGroup):
        raise NotSerializable("no error of Python's own")
    error = kind.__new__(kind)
    error.args = tuple(items[1:])
    return error
