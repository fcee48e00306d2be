"""Keras models that the judge makes only when they are needed.

Keras takes ten times as long to make a model as to fill it with weights. In the judge, a model that a function returned
is a `LazyModel`, and so is one that a test cell makes by `networks.network_from_kernels` once `make_networks_lazily`
has replaced that function: a test that only reads and writes weights never has it made. `registry` lists `MODEL`,
which covers real and lazy models.

Why: in CPU seconds of the student's process and the judge together for a source notebook (medians of 6 runs),
02_comparison takes 1.12, and 1.68 if results are made at once; 04_lsuv takes 1.30, and 1.54 if `network_from_kernels`
is not replaced. The other notebooks differ by at most 10 %, about what two runs do. `model_pool` has the other end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any

import numpy as np

from initcourse.grading.codec.keras_layers import ACTIVATIONS, activation_named
from initcourse.grading.codec.keras_models import describe_model, expect_whole, is_model, rebuild_model, restore_model
from initcourse.grading.codec.keras_table import (
    OTHER,
    LayerRow,
    LazyProxy,
    ModelTable,
    alike,
    is_made,
    made,
    plain_table,
    table_from,
)
from initcourse.grading.codec.protocol import CrossingType, NotSerializable

NUMBERED_NAMES = ("dense", "activation", "dropout", "sequential", "functional", "input_layer", "layer")
"""Prefixes of the names that Keras numbers."""

MAX_NAMES = 2_000
"""Names of one prefix that a student's process makes up, at most."""


class LazyModel(LazyProxy):
    """Passes for a Keras model: weights come from its table, for all else the model is made (see `made`).

    `LazyModel(table)` needs a table that `expect_whole` has accepted.
    """

    def __init__(self, table: ModelTable) -> None:
        self.__dict__.update(_table=table, _real=None, _lazy_layers=[])

    @property  # type: ignore[misc]  # to mypy, `__class__` is an attribute
    def __class__(self) -> type:
        """What `isinstance` goes by."""
        return sys.modules["keras"].Sequential

    @property
    def layers(self) -> list[Any]:
        """The layers, as lazy as the model, and the same objects once it is made."""
        rows = self._table.layers
        if self._real is None and any(row.kind == OTHER for row in rows):
            return list(made(self).layers)
        if self._real is None and not self._lazy_layers:
            self._lazy_layers.extend(LazyLayer(self, place) for place in range(len(rows)))
        if self._real is None:
            return list(self._lazy_layers)
        known = {id(layer._real): layer for layer in self._lazy_layers}
        return [known.get(id(layer), layer) for layer in self._real.layers]

    def get_weights(self) -> list[np.ndarray]:
        """Return copies of the weights, layer by layer, as Keras does."""
        if self._real is not None:
            return self._real.get_weights()
        return [array.copy() for row in self._table.layers for array in row.weights]

    def set_weights(self, weights: Sequence[np.ndarray]) -> None:
        """Take copies of the weights, layer by layer, as Keras does."""
        if self._real is not None or len(weights) != sum(len(row.weights) for row in self._table.layers):
            return made(self).set_weights(weights)
        arrays = iter(weights)
        rows = [_filled(row, [next(arrays) for _ in row.weights]) for row in self._table.layers]
        fitting = tuple(row for row in rows if row is not None)
        if len(fitting) < len(rows):
            return made(self).set_weights(weights)
        self.__dict__["_table"] = replace(self._table, layers=fitting)

    def restore_table(self, table: ModelTable) -> None:
        """Become what the table says, as `restore_model` does it with a real model."""
        if self._real is not None or not alike(self._table, table):
            return restore_model(made(self), table)
        expect_whole(table)
        rows = (
            replace(old, weights=_converted(new.weights, old), activation=new.activation, trainable=new.trainable)
            for old, new in zip(self._table.layers, table.layers, strict=True)
        )
        self.__dict__["_table"] = replace(self._table, trainable=table.trainable, layers=tuple(rows))

    def _make(self) -> None:
        self.__dict__["_real"] = rebuild_model(self._table)
        for lazy, layer in zip(self._lazy_layers, self._real.layers, strict=False):
            lazy.__dict__["_real"] = layer


class LazyLayer(LazyProxy):
    """Passes for the layer at `place` in a lazy model, whose class is one of Keras' own."""

    def __init__(self, model: LazyModel, place: int) -> None:
        self.__dict__.update(_model=model, _place=place, _real=None)

    @property  # type: ignore[misc]  # to mypy, `__class__` is an attribute
    def __class__(self) -> type:
        """What `isinstance` goes by."""
        return getattr(sys.modules["keras"].layers, self._row.kind)

    def get_weights(self) -> list[np.ndarray]:
        """Return copies of the layer's weights."""
        if self._real is not None:
            return self._real.get_weights()
        return [array.copy() for array in self._row.weights]

    def set_weights(self, weights: Sequence[np.ndarray]) -> None:
        """Take copies of the layer's weights."""
        row = _filled(self._row, weights) if self._real is None and hasattr(weights, "__len__") else None
        if row is None:
            return made(self).set_weights(weights)
        rows = list(self._model._table.layers)
        rows[self._place] = row
        self._model.__dict__["_table"] = replace(self._model._table, layers=tuple(rows))

    def __getattr__(self, name: str) -> Any:
        if self._real is None:
            if name in ("name", "trainable"):
                return getattr(self._row, name)
            if name == "activation" and self._row.activation is not None:
                return activation_named(self._row.activation)
            if name in self._row.settings:
                return self._row.settings[name]
        return super().__getattr__(name)

    @property
    def _row(self) -> LayerRow:
        return self._model._table.layers[self._place]

    def _make(self) -> None:
        made(self._model)


def make_networks_lazily() -> None:
    """Replace the functions of `networks` that build a model by ones that return lazy models, in this process.

    This is a monkey patch, meant for the judge alone, so that test cells need not know of it; a second call does
    nothing. It also uses up the names that Keras makes up first, so that those made here are others than those of a
    student's process. Without `initcourse.networks` it does nothing.
    """
    networks: Any = sys.modules.get("initcourse.networks")
    if networks is None or hasattr(networks.network_from_kernels, "__wrapped__"):
        return
    networks.network_from_layers = _lazily(networks.network_from_layers, networks.chained)
    networks.network_from_kernels = _of_kernels(networks.network_from_kernels, networks)
    for prefix in NUMBERED_NAMES:
        for _ in range(MAX_NAMES):
            networks.keras.backend.get_uid(prefix)


def _of_kernels(make: Callable[..., Any], networks: Any) -> Callable[..., Any]:
    @wraps(make)
    def network_from_kernels(kernels: Sequence[np.ndarray], activation: str = "relu") -> Any:
        kernels = networks.chained(kernels)
        activations = [activation] * (len(kernels) - 1) + ["linear"]
        zeros = [np.zeros(kernel.shape[1], "float32") for kernel in kernels]
        layers = list(zip(kernels, zeros, activations, strict=True))
        return networks.network_from_layers(layers) if isinstance(activation, str) else make(kernels, activation)

    return network_from_kernels


def _lazily(make: Callable[..., Any], chained: Callable[..., list[np.ndarray]]) -> Callable[..., Any]:
    @wraps(make)
    def network_from_layers(layers: Sequence[Any]) -> Any:
        kernels = chained([layer[0] for layer in layers if not isinstance(layer, str)])
        rows = _rows(layers, kernels)
        if rows is None or _policy() != "float32":
            return make(layers)
        return LazyModel(
            ModelTable(name=_name("sequential"), trainable=True, input=(kernels[0].shape[0],), layers=tuple(rows))
        )

    return network_from_layers


def _rows(layers: Sequence[Any], kernels: Sequence[np.ndarray]) -> list[LayerRow] | None:
    """Return the rows of a table with these layers; None if Keras alone knows what to make of one."""
    rows: list[LayerRow] = []
    left = iter(kernels)
    for layer in layers:
        if isinstance(layer, str):
            if layer not in ACTIVATIONS or not rows:
                return None
            rows.append(_row("Activation", {}, layer, rows[-1].output, ()))
            continue
        kernel, (_, bias, *named) = next(left), layer
        activation = named[0] if named else "linear"
        weights = (kernel.copy(),) if bias is None else (kernel.copy(), np.array(bias, "float32"))
        if activation not in ACTIVATIONS or not kernel.size or weights[-1].shape[-1:] != kernel.shape[1:]:
            return None
        settings = {"units": kernel.shape[1], "use_bias": bias is not None}
        rows.append(_row("Dense", settings, activation, (kernel.shape[1],), weights))
    return rows


def _row(
    kind: str,
    settings: dict[str, Any],
    activation: str,
    output: tuple[int, ...] | None,
    weights: tuple[np.ndarray, ...],
) -> LayerRow:
    return LayerRow(
        kind=kind,
        name=_name(kind.lower()),
        settings=settings,
        activation=activation,
        trainable=True,
        dtype="float32",
        output=output,
        weights=weights,
    )


def _name(prefix: str) -> str:
    """Return a name that Keras has not made up here and will not."""
    return f"{prefix}_{sys.modules['keras'].backend.get_uid(prefix) - 1}"


def _policy() -> str:
    return str(sys.modules["keras"].config.dtype_policy().name)


def _filled(row: LayerRow, weights: Iterable[Any]) -> LayerRow | None:
    """Return the row with copies of other weights, or None if these do not fit."""
    arrays = list(weights)
    if [getattr(array, "shape", None) for array in arrays] != [array.shape for array in row.weights]:
        return None
    return replace(row, weights=_converted(arrays, row))


def _converted(weights: Iterable[Any], row: LayerRow) -> tuple[np.ndarray, ...]:
    """Return copies of the weights in the row's precision."""
    return tuple(np.array(array, dtype=row.dtype) for array in weights)


def _describe_any_model(model: Any) -> list[Any]:
    """Return the table of a model as plain data, without having it made."""
    if isinstance(model, LazyModel) and not is_made(model):
        return plain_table(model._table)
    return describe_model(made(model))


def _restore_any_model(original: Any, copy: Any) -> None:
    """Bring a model in place to what its table, decoded without being built, says."""
    if not isinstance(copy, ModelTable):
        raise NotSerializable("a model that came back as something else")
    if isinstance(original, LazyModel):
        original.restore_table(copy)
    else:
        restore_model(original, copy)


MODEL = CrossingType(
    tag="model",
    recognizes=is_model,
    describe=lambda model: [_describe_any_model(model)],
    rebuild=lambda items: table_from(*items),
    restore=_restore_any_model,
    cost=100_000,
)
"""The decoder gets a table, of which it may make a model."""
