"""Models whose making is put off or saved: Keras takes ten times as long to make one as to fill it with weights.

`restore` gives the judge a `LateModel` for a model that a function returned; `student` keeps a `ModelPool` for those
that come as arguments.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from initcourse.grading.models import ModelTable, rebuild_model, restore_model


class LateModel:
    """A Keras model in all that is asked of it: its weights are at hand, all else is made when it is wanted."""

    def __init__(self, table: ModelTable) -> None:
        self.__dict__.update(_table=table, _model=None)

    @property
    def __class__(self) -> type:
        """What `isinstance` goes by."""
        return sys.modules["keras"].Sequential

    def get_weights(self) -> list[np.ndarray]:
        """Return copies of the weights, layer by layer, as Keras does."""
        if self._model is not None:
            return self._model.get_weights()
        return [array.copy() for row in self._table.layers for array in row.weights]

    def _made(self) -> Any:
        if self._model is None:
            self.__dict__["_model"] = rebuild_model(self._table)
        return self._model

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._made(), name, value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Compute the output, as a model does."""
        return self._made()(*args, **kwargs)

    def __repr__(self) -> str:
        return repr(self._made())


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
