"""Models that are made once and used again: `student` keeps a pool of them for those that come as arguments."""

from __future__ import annotations

import sys
from typing import Any

from initcourse.grading.model_table import ModelTable
from initcourse.grading.models import rebuild_model, restore_model


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
            key: [model for model in models if _references(model) == known[id(model)]]
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
        self._references[id(model)] = _references(model)
        return model


def _references(model: Any) -> list[int]:
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
