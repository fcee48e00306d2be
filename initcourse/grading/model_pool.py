"""Models that are made once and used again: `student` keeps a pool of them for those that come as arguments."""

from __future__ import annotations

from typing import Any

from initcourse.grading.model_table import ModelTable
from initcourse.grading.models import rebuild_model, restore_model


class ModelPool:
    """Real models, used again for tables of the same layers; within one message each is used once."""

    def __init__(self) -> None:
        self._known: dict[tuple, list[Any]] = {}
        self._free: dict[tuple, list[Any]] = {}

    def begin(self) -> None:
        """Let the next message have all models."""
        self._free = {key: list(models) for key, models in self._known.items()}

    def build(self, table: ModelTable) -> Any:
        """Return a model that holds what the table says."""
        key = _key(table)
        if free := self._free.get(key):
            model = free.pop()
            restore_model(model, table)
            _rename(model, table)
            return model
        model = rebuild_model(table)
        self._known.setdefault(key, []).append(model)
        return model


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
