"""A Keras model as plain data: a table of its layers, their settings and their arrays; what comes in is checked.

Something that is made when it is wanted: the base of late models and their layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from initcourse.grading.codec.protocol import NotSerializable

MAX_LAYERS = 200

MAX_UNITS = 100_000
"""Entries of a layer's input or output for one row of a batch."""

FLOATS = ("float16", "float32", "float64")


@dataclass(frozen=True)
class LayerRow:
    """One layer: its class, its settings, and its arrays (kernel, then bias, in a Dense layer)."""

    kind: str
    name: str
    settings: dict[str, Any]
    activation: str | None
    trainable: bool
    dtype: str
    output: tuple[int, ...] | None
    weights: tuple[np.ndarray, ...]


@dataclass(frozen=True)
class ModelTable:
    """A model as a chain of layers, with the shape of one row of its input if it has one."""

    name: str
    trainable: bool
    input: tuple[int, ...] | None
    layers: tuple[LayerRow, ...]


def table_from(plain: Any) -> ModelTable:
    """Return the table that `describe_model` described, everything in it checked; raises `NotPlain`."""
    name, trainable, shape, rows = _parts(plain, 4)
    if not _is_name(name) or type(trainable) is not bool or type(rows) is not list or len(rows) > MAX_LAYERS:
        raise NotSerializable("a model is a name, a flag, a shape and at most 200 layers")
    return ModelTable(name, trainable, _checked_shape(shape), tuple(map(_row_from, rows)))


def plain_table(table: ModelTable) -> list:
    """Return the table as `describe_model` would describe a model of it."""
    rows = []
    for row in table.layers:
        told = [row.kind, row.name, row.settings, row.activation, row.trainable, row.dtype]
        rows.append([*told, _listed(row.output), list(row.weights)])
    return [table.name, table.trainable, _listed(table.input), rows]


def alike(one: ModelTable, other: ModelTable) -> bool:
    """Tell whether two models have the same layers, apart from what `restore_model` can change in them."""
    return list(map(_structure, one.layers)) == list(map(_structure, other.layers))


def _structure(row: LayerRow) -> tuple:
    return row.kind, row.settings, row.dtype, [array.shape for array in row.weights]


def _parts(plain: Any, count: int) -> list:
    if type(plain) is not list or len(plain) != count:
        raise NotSerializable(f"a description of a model or a layer has {count} parts")
    return plain


def _row_from(plain: Any) -> LayerRow:
    kind, name, settings, activation, trainable, dtype, output, weights = _parts(plain, 8)
    texts = _is_name(kind) and _is_name(name) and (activation is None or _is_name(activation)) and dtype in FLOATS
    if not texts or type(settings) is not dict or type(trainable) is not bool or type(weights) is not list:
        raise NotSerializable("no description of a layer")
    if len(weights) > 20 or any(type(one) is not np.ndarray or one.dtype.kind not in "biuf" for one in weights):
        raise NotSerializable("the weights of a layer are arrays of numbers")
    arrays = tuple(np.array(one) if kind == "other" else np.array(one, dtype=dtype) for one in weights)
    return LayerRow(kind, name, dict(settings), activation, trainable, dtype, _checked_shape(output), arrays)


def _checked_shape(shape: Any) -> tuple[int, ...] | None:
    if shape is None:
        return None
    if type(shape) is not list or len(shape) > 5 or not all(type(n) is int and 0 < n <= MAX_UNITS for n in shape):
        raise NotSerializable("no shape of a layer")
    if np.prod(shape, dtype=float) > MAX_UNITS:
        raise NotSerializable("a layer that is too large")
    return tuple(shape)


def _listed(shape: tuple[int, ...] | None) -> list | None:
    return None if shape is None else list(shape)


def _is_name(value: Any) -> bool:
    return type(value) is str and 0 < len(value) <= 200 and value.isprintable() and "/" not in value


class LazyProxy:
    """Hands on to the real thing, which is made now, whatever a subclass does not know by itself."""

    def _made(self) -> Any:
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._made(), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._made(), name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Compute the output, as Keras does."""
        return self._made()(*args, **kwargs)

    def __repr__(self) -> str:
        return repr(self._made())

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self._made().__reduce_ex__(protocol)
