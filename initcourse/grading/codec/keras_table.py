"""A Keras model as plain data: a table of its layers, their settings and their arrays.

`keras_models` and `lazy_models` make models of tables and tables of models. `table_from` checks what a sender says
before anything is made of it. `LazyProxy` is the base of models and layers that are made when they are needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from initcourse.grading.codec.protocol import NotSerializable

MAX_LAYERS = 200

MAX_UNITS = 100_000
"""Entries of a layer's input or output for one row of a batch."""

MAX_WEIGHTS = 20
"""Arrays of one layer."""

OTHER = "other"
"""Stands for a layer of a class, or an activation, that cannot cross: it gives NaN in the judge."""

FLOATS = ("float16", "float32", "float64")


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class ModelTable:
    """A model as a chain of layers, with the shape of one row of its input if it has one."""

    name: str
    trainable: bool
    input: tuple[int, ...] | None
    layers: tuple[LayerRow, ...]


def table_from(plain: Any) -> ModelTable:
    """Return the table that `describe_model` described, everything in it checked; raises `NotSerializable`."""
    name, trainable, shape, rows = _parts(plain, 4)
    if not _is_name(name) or type(trainable) is not bool or type(rows) is not list or len(rows) > MAX_LAYERS:
        raise NotSerializable("a model is a name, a flag, a shape and at most 200 layers")
    layers = tuple(map(_row_from, rows))
    return ModelTable(name=name, trainable=trainable, input=_checked_shape(shape), layers=layers)


def plain_table(table: ModelTable) -> list[Any]:
    """Return the table as `describe_model` would describe a model of it."""
    rows = []
    for row in table.layers:
        settings = [row.kind, row.name, row.settings, row.activation, row.trainable, row.dtype]
        rows.append([*settings, _as_list(row.output), list(row.weights)])
    return [table.name, table.trainable, _as_list(table.input), rows]


def alike(one: ModelTable, other: ModelTable) -> bool:
    """Tell whether two models have the same layers, apart from what `restore_model` can change in them."""
    return list(map(_structure, one.layers)) == list(map(_structure, other.layers))


def _structure(row: LayerRow) -> tuple[Any, ...]:
    return row.kind, row.settings, row.dtype, [array.shape for array in row.weights]


def _parts(plain: Any, count: int) -> list[Any]:
    if type(plain) is not list or len(plain) != count:
        raise NotSerializable(f"a description of a model or a layer has {count} parts")
    return plain


def _row_from(plain: Any) -> LayerRow:
    kind, name, settings, activation, trainable, dtype, output, weights = _parts(plain, 8)
    texts = _is_name(kind) and _is_name(name) and (activation is None or _is_name(activation)) and dtype in FLOATS
    if not texts or type(settings) is not dict or type(trainable) is not bool or type(weights) is not list:
        raise NotSerializable("not the description of a layer")
    if len(weights) > MAX_WEIGHTS or any(not _is_numbers(array) for array in weights):
        raise NotSerializable("the weights of a layer are arrays of numbers")
    arrays = tuple(np.array(array) if kind == OTHER else np.array(array, dtype=dtype) for array in weights)
    return LayerRow(
        kind=kind,
        name=name,
        settings=dict(settings),
        activation=activation,
        trainable=trainable,
        dtype=dtype,
        output=_checked_shape(output),
        weights=arrays,
    )


def _checked_shape(shape: Any) -> tuple[int, ...] | None:
    if shape is None:
        return None
    if type(shape) is not list or len(shape) > 5 or not all(type(n) is int and 0 < n <= MAX_UNITS for n in shape):
        raise NotSerializable("not the shape of a layer")
    if np.prod(shape, dtype=float) > MAX_UNITS:
        raise NotSerializable("a layer that is too large")
    return tuple(shape)


def _as_list(shape: tuple[int, ...] | None) -> list[int] | None:
    return None if shape is None else list(shape)


def _is_name(value: Any) -> bool:
    return type(value) is str and 0 < len(value) <= 200 and value.isprintable() and "/" not in value


def _is_numbers(value: Any) -> bool:
    return type(value) is np.ndarray and value.dtype.kind in "biuf"


class LazyProxy:
    """Hands on to the real thing, which is made now, whatever a subclass cannot answer by itself.

    A subclass makes `_real` in `_make`. Its own attributes are few and private, as all others are Keras'.
    """

    _real: Any

    def _make(self) -> None:
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        return getattr(made(self), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(made(self), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(made(self), name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Compute the output, as Keras does."""
        return made(self)(*args, **kwargs)

    def __repr__(self) -> str:
        return repr(made(self))

    def __reduce_ex__(self, protocol: Any) -> Any:
        return made(self).__reduce_ex__(protocol)


def is_made(value: Any) -> bool:
    """Tell whether `value` is the real thing, or a proxy whose real thing exists already."""
    return not isinstance(value, LazyProxy) or value.__dict__["_real"] is not None


def made(value: Any) -> Any:
    """Return the real thing that a proxy stands for, making it if need be; return any other value as it is."""
    if not isinstance(value, LazyProxy):
        return value
    if not is_made(value):
        value._make()
    return value.__dict__["_real"]
