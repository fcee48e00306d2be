"""Keras models as a table of layers and arrays; real Keras objects again, made by us from names that we know.

`pack`, `unpack` and `restore` use it. A layer or an activation of the student's own cannot cross: its weights do,
and its place is taken by one that gives NaN, so that a test of the weights still sees them and no other passes.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

from initcourse.grading.foreign import NotPlain, Refused
from initcourse.grading.layers import activation_named, described_layer, make_layer

MOST_LAYERS = 200

MOST_UNITS = 1_000_000
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


def is_model(value: Any) -> bool:
    """Tell whether `value` is a Keras model; Keras is not imported for it."""
    model = getattr(sys.modules.get("keras"), "Model", None)
    return isinstance(model, type) and isinstance(value, model)


def describe_model(model: Any) -> list:
    """Return the table of a model as plain data; one whose layers are no chain with known shapes is refused."""
    try:
        rows = [described_layer(layer) for layer in _flat(model)]
        shape = getattr(model, "input_shape", None) if model.built else None
        return [str(model.name), bool(model.trainable), _row_shape(shape), rows]
    except Refused:
        raise
    except Exception as error:
        raise Refused("a model that is no chain of layers") from error


def table_from(plain: Any) -> ModelTable:
    """Return the table that `describe_model` described, everything in it checked; raises `NotPlain`."""
    name, trainable, shape, rows = _parts(plain, 4)
    if not _is_name(name) or type(trainable) is not bool or type(rows) is not list or len(rows) > MOST_LAYERS:
        raise NotPlain("a model is a name, a flag, a shape and at most 200 layers")
    return ModelTable(name, trainable, _checked_shape(shape), tuple(map(_row_from, rows)))


def rebuild_model(table: ModelTable) -> Any:
    """Build a Sequential model that holds what the table says."""
    import keras

    layers = [make_layer(row) for row in table.layers]
    built = all(row.weights or row.kind != "Dense" for row in table.layers)  # Keras would make those that are missing
    first = [keras.Input(table.input)] if table.input is not None and built else []
    try:
        model = keras.Sequential([*first, *layers], name=table.name)
    except Exception as error:
        raise NotPlain("a model whose layers do not fit on each other") from error
    if not table.trainable:
        model.trainable = False
    for layer, row in zip(layers, table.layers, strict=True):
        if layer.trainable != row.trainable:
            layer.trainable = row.trainable
    return model


def restore_model(model: Any, table: ModelTable) -> None:
    """Bring `model` in place to what the table says: weights, activations, flags, and other layers if it has others."""
    now = table_from(describe_model(model))
    if [_structure(row) for row in now.layers] != [_structure(row) for row in table.layers]:
        _replace_layers(model, table)
        return
    if now.trainable != table.trainable:
        model.trainable = table.trainable
    for layer, old, new in zip(_flat(model), now.layers, table.layers, strict=True):
        if not all(_same(a, b) for a, b in zip(old.weights, new.weights, strict=True)):
            layer.set_weights(list(new.weights))
        if old.activation != new.activation:
            layer.activation = activation_named(new.activation)
        if layer.trainable != new.trainable:
            layer.trainable = new.trainable


def _replace_layers(model: Any, table: ModelTable) -> None:
    """Take the layers out of a Sequential model and put the table's in: `pop` and `add` can change them in place."""
    if not hasattr(model, "pop"):
        raise NotPlain("a model whose layers were exchanged")
    copy = rebuild_model(table)
    while model.layers:
        model.pop()
    for layer in copy.layers:
        model.add(layer)


def _structure(row: LayerRow) -> tuple:
    return row.kind, row.settings, row.dtype, [array.shape for array in row.weights]


def _same(a: np.ndarray, b: np.ndarray) -> bool:
    return a.dtype == b.dtype and a.tobytes() == b.tobytes()


def _flat(model: Any, depth: int = 0) -> list:
    """Return the layers of a model in order, those of models inside it in their place, inputs left out."""
    if depth > 10:
        raise Refused("models nested too deep")
    found = []
    for layer in model.layers:
        inner = _flat(layer, depth + 1) if is_model(layer) else [layer]
        found += [one for one in inner if type(one).__name__ != "InputLayer"]
    return found


def _row_shape(shape: Any) -> list | None:
    """Return the shape of one row of a batch, or None if it is not all known."""
    if not isinstance(shape, tuple) or not all(isinstance(side, int) for side in shape[1:]):
        return None
    return [int(side) for side in shape[1:]]


def _parts(plain: Any, count: int) -> list:
    if type(plain) is not list or len(plain) != count:
        raise NotPlain(f"a description of a model or a layer has {count} parts")
    return plain


def _row_from(plain: Any) -> LayerRow:
    kind, name, settings, activation, trainable, dtype, output, weights = _parts(plain, 8)
    texts = _is_name(kind) and _is_name(name) and (activation is None or _is_name(activation)) and dtype in FLOATS
    if not texts or type(settings) is not dict or type(trainable) is not bool or type(weights) is not list:
        raise NotPlain("no description of a layer")
    if len(weights) > 20 or any(type(one) is not np.ndarray or one.dtype.kind not in "biuf" for one in weights):
        raise NotPlain("the weights of a layer are arrays of numbers")
    return LayerRow(kind, name, settings, activation, trainable, dtype, _checked_shape(output), tuple(weights))


def _checked_shape(shape: Any) -> tuple[int, ...] | None:
    if shape is None:
        return None
    if type(shape) is not list or len(shape) > 5 or not all(type(n) is int and 0 < n <= MOST_UNITS for n in shape):
        raise NotPlain("no shape of a layer")
    if np.prod(shape, dtype=float) > MOST_UNITS:
        raise NotPlain("a layer that is too large")
    return tuple(shape)


def _is_name(value: Any) -> bool:
    return type(value) is str and 0 < len(value) <= 200 and value.isprintable() and "/" not in value
