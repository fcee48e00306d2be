"""Keras models that are made once and used again for the arguments of many calls.

The student's process keeps a `ModelPool`: a test calls a function with one model after the other of the same layers,
and making a model costs ten times as much as filling it with weights. `decode` takes the pool's `build`.

Why: in CPU seconds of the student's process and the judge together for a source notebook (medians of 6 runs),
04_lsuv takes 1.30, and 1.62 without the pool. The other notebooks differ by at most 10 %,
about what two runs do.

CPython only: reference counts tell whether the student's code still holds a model.
"""

from __future__ import annotations

import sys
from typing import Any

from initcourse.grading.codec.keras_models import rebuild_model, restore_model
from initcourse.grading.codec.keras_table import ModelTable

Layers = tuple[Any, ...]
"""What two models must have in common to stand for each other: the input and, of every layer, all but its weights."""


class ModelPool:
    """Real models, used again for tables of the same layers, unless something still refers to one or changed it.

    A compiled function, a cache, or a list of the student's refers to a model that it holds: more references than
    when the model was new (CPython's `sys.getrefcount`) keep the model from being used again.
    """

    def __init__(self) -> None:
        self._models: dict[Layers, list[Any]] = {}
        self._free: dict[Layers, list[Any]] = {}
        self._references: dict[int, list[int]] = {}

    def begin(self) -> None:
        """Begin another message, which may use every model that nothing else refers to."""
        references = self._references
        self._free = {
            key: [model for model in models if _reference_counts(model) == references[id(model)]]
            for key, models in self._models.items()
        }

    def build(self, table: ModelTable) -> Any:
        """Return a model that holds what the table says; within one message each model is used once."""
        key = _layers_of(table)
        if free := self._free.get(key):
            model = free.pop()
            restore_model(model, table)
            _rename(model, table)
            return model
        model = rebuild_model(table)
        self._models.setdefault(key, []).append(model)
        self._references[id(model)] = _reference_counts(model)
        return model


def _reference_counts(model: Any) -> list[int]:
    """Return the numbers of references to the model and its parts, and of the attributes of each."""
    parts = [model, *model.layers, *model.variables]
    return [sys.getrefcount(part) for part in parts] + [len(vars(part)) for part in parts]


def _layers_of(table: ModelTable) -> Layers:
    rows = (
        (row.kind, tuple(sorted(row.settings.items())), row.dtype, tuple(array.shape for array in row.weights))
        for row in table.layers
    )
    return table.input, tuple(rows)


def _rename(model: Any, table: ModelTable) -> None:
    model.name = table.name
    for layer, row in zip(model.layers, table.layers, strict=True):
        layer.name = row.name
