"""Models whose making is put off: Keras takes ten times as long to make one as to fill it with weights.

`restore` gives the judge a `LateModel` for a model that a function returned, and `late_networks` lets test cells make
such models themselves. A test that only reads and writes weights never has it made.


Models that are made once and used again: `student` keeps a pool of them for those that come as arguments."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any

import numpy as np

from initcourse.grading.codec.keras_layers import ACTIVATIONS, OTHER, activation_named
from initcourse.grading.codec.keras_models import describe_model, expect_whole, rebuild_model, restore_model
from initcourse.grading.codec.keras_table import LayerRow, LazyProxy, ModelTable, alike, plain_table

NAMED = ("dense", "activation", "dropout", "sequential", "functional", "input_layer", "layer")
"""What Keras names by number."""

MAX_NAMES = 10_000
"""Names of one prefix that a student's process makes up, at most."""


class LazyModel(LazyProxy):
    """A Keras model in all that is asked of it: its table is at hand, all else is made when it is wanted."""

    def __init__(self, table: ModelTable) -> None:
        self.__dict__.update(_table=table, _real=None, _views=[])

    @property
    def __class__(self) -> type:
        """What `isinstance` goes by."""
        return sys.modules["keras"].Sequential

    @property
    def layers(self) -> list[Any]:
        """The layers, which are as late as the model, and the same objects when it is made."""
        rows = self._table.layers
        if self._real is None and any(row.kind == OTHER for row in rows):
            return self._made().layers
        if self._real is None and not self._views:
            self._views.extend(LazyLayer(self, place) for place in range(len(rows)))
        if self._real is None:
            return list(self._views)
        known = {id(view._own): view for view in self._views}
        return [known.get(id(layer), layer) for layer in self._real.layers]

    def get_weights(self) -> list[np.ndarray]:
        """Return copies of the weights, layer by layer, as Keras does."""
        if self._real is not None:
            return self._real.get_weights()
        return [array.copy() for row in self._table.layers for array in row.weights]

    def set_weights(self, weights: Sequence[np.ndarray]) -> None:
        """Take copies of the weights, layer by layer, as Keras does."""
        if self._real is not None or len(weights) != sum(len(row.weights) for row in self._table.layers):
            return self._made().set_weights(weights)
        left = iter(weights)
        rows = [_filled(row, [next(left) for _ in row.weights]) for row in self._table.layers]
        if None in rows:
            return self._made().set_weights(weights)
        self.__dict__["_table"] = replace(self._table, layers=tuple(rows))

    def restore(self, table: ModelTable) -> None:
        """Become what the table says, as `restore_model` has it."""
        if self._real is not None or not alike(self._table, table):
            return restore_model(self._made(), table)
        expect_whole(table)
        rows = (
            replace(_filled(old, new.weights), activation=new.activation, trainable=new.trainable)
            for old, new in zip(self._table.layers, table.layers, strict=True)
        )
        self.__dict__["_table"] = replace(self._table, trainable=table.trainable, layers=tuple(rows))

    def _made(self) -> Any:
        if self._real is None:
            self.__dict__["_real"] = rebuild_model(self._table)
            for view, layer in zip(self._views, self._real.layers, strict=False):
                view.__dict__["_own"] = layer
        return self._real


class LazyLayer(LazyProxy):
    """The layer at `place` in a late model, whose kind Keras knows."""

    def __init__(self, model: LazyModel, place: int) -> None:
        self.__dict__.update(_whole=model, _place=place, _own=None)

    @property
    def __class__(self) -> type:
        """What `isinstance` goes by."""
        return getattr(sys.modules["keras"].layers, self._row.kind)

    def get_weights(self) -> list[np.ndarray]:
        """Return copies of the layer's weights."""
        if self._own is not None:
            return self._own.get_weights()
        return [array.copy() for array in self._row.weights]

    def set_weights(self, weights: Sequence[np.ndarray]) -> None:
        """Take copies of the layer's weights."""
        row = _filled(self._row, weights) if self._own is None and hasattr(weights, "__len__") else None
        if row is None:
            return self._made().set_weights(weights)
        rows = list(self._whole._table.layers)
        rows[self._place] = row
        self._whole.__dict__["_table"] = replace(self._whole._table, layers=tuple(rows))

    def __getattr__(self, name: str) -> Any:
        if self._own is None:
            if name in ("name", "trainable"):
                return getattr(self._row, name)
            if name == "activation" and self._row.activation is not None:
                return activation_named(self._row.activation)
            if name in self._row.settings:
                return self._row.settings[name]
        return super().__getattr__(name)

    @property
    def _row(self) -> LayerRow:
        return self._whole._table.layers[self._place]

    def _made(self) -> Any:
        if self._own is None:
            self._whole._made()
        return self._own


def describe_any_model(model: Any) -> list:
    """Return the table of a model as plain data, without having it made."""
    if isinstance(model, LazyModel) and model._real is None:
        return plain_table(model._table)
    return describe_model(model)


def make_networks_lazily() -> None:
    """Let `networks.network_from_kernels` put the making off, from now on, in this process.

    Names that Keras makes up here are from now on others than those that it makes up in a student's process.
    """
    networks = sys.modules.get("initcourse.networks")
    if networks is not None and not hasattr(networks.network_from_kernels, "__wrapped__"):
        networks.network_from_kernels = _lazily(networks.network_from_kernels, networks.chained)
        for prefix in NAMED:
            for _ in range(MAX_NAMES):
                networks.keras.backend.get_uid(prefix)


def _lazily(make: Callable, chained: Callable) -> Callable:
    @wraps(make)
    def network_from_kernels(kernels: Sequence[np.ndarray], activation: str = "relu") -> Any:
        kernels = chained(kernels)
        known = isinstance(activation, str) and activation in ACTIVATIONS
        if not known or not all(kernel.size for kernel in kernels) or _policy() != "float32":
            return make(kernels, activation)
        activations = [activation] * (len(kernels) - 1) + ["linear"]
        rows = tuple(map(_dense, kernels, activations))
        return LazyModel(ModelTable(_name("sequential"), True, kernels[0].shape[:1], rows))

    return network_from_kernels


def _dense(kernel: np.ndarray, activation: str) -> LayerRow:
    units = kernel.shape[1]
    weights = (kernel.copy(), np.zeros(units, "float32"))
    settings = {"units": units, "use_bias": True}
    return LayerRow("Dense", _name("dense"), settings, activation, True, "float32", (units,), weights)


def _name(prefix: str) -> str:
    """Return a name that Keras has not made up here and will not."""
    return f"{prefix}_{sys.modules['keras'].backend.get_uid(prefix) - 1}"


def _policy() -> str:
    return sys.modules["keras"].config.dtype_policy().name


def _filled(row: LayerRow, weights: Sequence[Any]) -> LayerRow | None:
    """Return the row with copies of other weights, or None if these do not fit."""
    if [getattr(array, "shape", None) for array in weights] != [array.shape for array in row.weights]:
        return None
    return replace(row, weights=tuple(np.array(array, dtype=row.dtype) for array in weights))


class ModelPool:
    """Real models, used again for tables of the same layers, unless somebody still holds one or made more of it.

    Who holds a model is told by the references to it: a compiled function, a cache, or a list of the student's has one.
    """

    def __init__(self) -> None:
        self._known: dict[tuple, list[Any]] = {}
        self._free: dict[tuple, list[Any]] = {}
        self._references: dict[int, list[int]] = {}

    def begin(self) -> None:
        """Let the next message have all models that nobody else has."""
        known = self._references
        self._free = {
            key: [model for model in models if _reference_counts(model) == known[id(model)]]
            for key, models in self._known.items()
        }

    def build(self, table: ModelTable) -> Any:
        """Return a model that holds what the table says; within one message each is used once."""
        key = _key(table)
        if free := self._free.get(key):
            model = free.pop()
            restore_model(model, table)
            _rename(model, table)
            return model
        model = rebuild_model(table)
        self._known.setdefault(key, []).append(model)
        self._references[id(model)] = _reference_counts(model)
        return model


def _reference_counts(model: Any) -> list[int]:
    """Count who refers to the model and to its parts, and what they hold themselves."""
    parts = [model, *model.layers, *model.variables]
    return [sys.getrefcount(part) for part in parts] + [len(vars(part)) for part in parts]


def _key(table: ModelTable) -> tuple:
    rows = (
        (row.kind, tuple(sorted(row.settings.items())), row.dtype, tuple(array.shape for array in row.weights))
        for row in table.layers
    )
    return table.input, tuple(rows)


def _rename(model: Any, table: ModelTable) -> None:
    model.name = table.name
    for layer, row in zip(model.layers, table.layers, strict=True):
        layer.name = row.name
