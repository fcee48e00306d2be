"""Keras models as a table of layers and arrays, and real Keras models of such tables.

`lazy_models` registers how they cross. A layer or an activation of the student's own cannot cross: its weights do,
and its place is taken by one that gives NaN, so that a test of the weights still sees them and no other passes. A model
that computes something else than the chain of its layers (by the nodes of its graph, or, where its class has a way of
its own to compute, for a batch) ends in such a NaN.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from initcourse.grading.codec.keras_layers import (
    activation_named,
    describe_layer,
    expect_whole_row,
    make_layer,
    opaque_layer,
    redefines,
)
from initcourse.grading.codec.keras_table import OTHER, ModelTable, alike, made, table_from
from initcourse.grading.codec.protocol import NotSerializable, ValueRefused

MAX_MODELS = 10
"""Models inside each other."""


def is_model(value: Any) -> bool:
    """Tell whether `value` is a Keras model; Keras is not imported for it."""
    model = getattr(sys.modules.get("keras"), "Model", None)
    return isinstance(model, type) and isinstance(value, model)


def describe_model(model: Any) -> list[Any]:
    """Return the table of a model as plain data; if it computes something else than its layers, one more gives NaN."""
    try:
        rows = [describe_layer(layer) for layer in _flat(model)]
        shape = getattr(model, "input_shape", None) if model.built else None
        described = [str(model.name), bool(model.trainable), _row_shape(shape), rows]
        if not _is_chain(model, table_from(described)):
            rows.append(describe_layer(opaque_layer()))
        return described
    except ValueRefused:
        raise
    except Exception as error:
        raise ValueRefused("a model that is not a chain of layers") from error


def expect_whole(table: ModelTable) -> None:
    """Raise `NotSerializable` unless every row makes a layer."""
    for row in table.layers:
        if row.kind != OTHER:
            expect_whole_row(row)


def rebuild_model(table: ModelTable) -> Any:
    """Build a Sequential model that holds what the table says."""
    import keras

    layers = [make_layer(row) for row in table.layers]
    built = all(row.weights or row.kind != "Dense" for row in table.layers)  # Keras would make those that are missing
    first = [keras.Input(table.input)] if table.input is not None and built else []
    try:
        model = keras.Sequential([*first, *layers], name=table.name)
    except Exception as error:
        raise NotSerializable("a model whose layers do not fit on each other") from error
    if not table.trainable:
        model.trainable = False
    for layer, row in zip(layers, table.layers, strict=True):
        if layer.trainable != row.trainable:
            layer.trainable = row.trainable
    return model


def restore_model(model: Any, table: ModelTable) -> None:
    """Bring `model` in place to what the table says: weights, activations, flags, and other layers if it has others."""
    now = table_from(describe_model(model))
    if not alike(now, table):
        _replace_layers(model, table)
        return
    if now.trainable != table.trainable:
        model.trainable = table.trainable
    for layer, old, new in zip(_flat(model), now.layers, table.layers, strict=False):
        for variable, before, after in zip(layer.weights, old.weights, new.weights, strict=True):
            if not _same(before, after):
                variable.assign(after)
        if old.activation != new.activation:
            layer.activation = activation_named(new.activation)
        if layer.trainable != new.trainable:
            layer.trainable = new.trainable


def _replace_layers(model: Any, table: ModelTable) -> None:
    """Take the layers out of a Sequential model and put the table's in: `pop` and `add` can change them in place."""
    if not hasattr(model, "pop"):
        raise NotSerializable("a model whose layers were exchanged")
    copy = rebuild_model(table)
    while model.layers:
        model.pop()
    for layer in copy.layers:
        model.add(layer)


def _same(a: np.ndarray, b: np.ndarray) -> bool:
    return a.dtype == b.dtype and a.tobytes() == b.tobytes()


def _flat(model: Any, depth: int = 0) -> list[Any]:
    """Return the layers of a model in order, those of models inside it in their place, inputs skipped."""
    if depth > MAX_MODELS:
        raise ValueRefused("models nested too deep")
    layers: list[Any] = []
    for layer in _steps(model) or model.layers:
        layers += _flat(layer, depth + 1) if is_model(layer) else [made(layer)]
    return [layer for layer in layers if type(layer).__name__ != "InputLayer"]


def _steps(model: Any) -> list[Any]:
    """Return what follows one after the other in a model's graph, operations as activations; nothing if it branches."""
    if not hasattr(model, "_nodes_by_depth"):  # no graph, or that of a Sequential model, which is a chain
        return []
    by_depth = model._nodes_by_depth  # noqa: SLF001  # Keras has no public way to walk a graph
    steps = [node for _, nodes in sorted(by_depth.items(), reverse=True) for node in nodes if not node.is_input]
    given = [step.input_tensors for step in steps] + [model.outputs]
    returned = [step.outputs for step in steps]
    one_by_one = all(len(tensors) == 1 for tensors in given + returned)
    if one_by_one and all(a[0] is b[0] for a, b in zip(returned, given[1:], strict=True)):
        return [_as_layer(step.operation) for step in steps]
    return []


def _as_layer(operation: Any) -> Any:
    import keras

    if isinstance(operation, keras.layers.Layer):
        return operation
    return keras.layers.Activation(operation, name=operation.name)


def _is_chain(model: Any, table: ModelTable) -> bool:
    """Whether the model computes what the layers in its table compute one after the other."""
    if any(hasattr(inner, "_nodes_by_depth") and not _steps(inner) for inner in _models(model)):
        return False
    return not any(map(_has_own_way, _models(model))) or not model.built or _computes_chain(model, table)


def _models(model: Any) -> Iterator[Any]:
    """Yield the model and those inside it."""
    yield model
    for layer in model.layers:
        if is_model(layer):
            yield from _models(layer)


def _has_own_way(model: Any) -> bool:
    """Whether the model is of a class that may compute in a way of its own."""
    of_keras = next(kind for kind in type(model).__mro__ if kind.__module__.startswith("keras."))
    return redefines(model, of_keras)


def _computes_chain(model: Any, table: ModelTable) -> bool:
    """Whether the model gives for a batch what the layers in the table give one after the other."""
    import keras

    try:
        inputs = next(row.weights[0].shape[0] for row in table.layers if row.weights)
        batch = keras.ops.convert_to_tensor(np.linspace(-2, 2, 3 * inputs, dtype="float32").reshape(3, -1))
        theirs, ours = (np.asarray(m(batch, training=False)) for m in (model, rebuild_model(table)))
        return np.allclose(theirs, ours, rtol=1e-2, atol=1e-5)
    except Exception:
        return False


def _row_shape(shape: Any) -> list[int] | None:
    """Return the shape of one row of a batch, or None if it is not all known."""
    if not isinstance(shape, tuple) or not all(isinstance(side, int) for side in shape[1:]):
        return None
    return [int(side) for side in shape[1:]]
