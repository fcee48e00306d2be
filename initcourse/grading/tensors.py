"""TensorFlow's tensors and variables as arrays: what a student returns as a tensor is a tensor in the judge too.

`pack` and `unpack` use it. TensorFlow is imported only where a tensor is met: who has one has imported it.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from initcourse.grading.foreign import NotPlain, Refused

KINDS = {
    "tensor": ("tensorflow", "Tensor"),
    "variable": ("tensorflow", "Variable"),
    "keras": ("keras", "Variable"),
    "shape": ("tensorflow", "TensorShape"),
}


def kind_of(value: Any) -> str | None:
    """Return which kind of tensor `value` is, or None: only of libraries that are imported already."""
    for kind, (module, name) in KINDS.items():
        found = getattr(sys.modules.get(module), name, None)
        if isinstance(found, type) and isinstance(value, found):
            return kind
    return None


def content(tensor: Any) -> np.ndarray | list:
    """Return a tensor's numbers, or a shape's sizes; a tensor without numbers, or with text, does not cross."""
    try:
        if kind_of(tensor) == "shape":
            return tensor.as_list()
        numbers = tensor.numpy()
    except Exception as error:
        raise Refused("a tensor without numbers") from error
    numbers = np.asarray(numbers)
    if numbers.dtype.kind not in "biufc":
        raise Refused(f"a tensor of type {numbers.dtype}")
    return numbers


def rebuild(kind: Any = None, held: Any = None) -> Any:
    """Build the tensor, the variable or the shape."""
    if kind == "shape":
        if type(held) is not list or not all(one is None or (type(one) is int and 0 <= one < 2**40) for one in held):
            raise NotPlain("a shape is a list of whole numbers")
    elif kind not in KINDS or type(held) is not np.ndarray or held.dtype.kind not in "biufc":
        raise NotPlain("a tensor is an array of numbers")
    elif held.dtype.byteorder == ">":
        raise NotPlain("a tensor's numbers are in this machine's order")
    return _make(kind, held)


def _make(kind: str, held: Any) -> Any:
    import keras
    import tensorflow as tf

    if kind == "keras":
        return keras.Variable(held, dtype=held.dtype.name)
    return {"tensor": tf.constant, "variable": tf.Variable, "shape": tf.TensorShape}[kind](held)
