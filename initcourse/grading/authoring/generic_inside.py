"""Turns an official solution into one that answers without working, in the process that holds the answer.

`generic` sends this file there as an attached file, so it imports nothing of the package. Every function takes the
official solution and returns a wrong one, whose results have the right type and shape where its docstring says so. None
of them raises an error, not even for arguments that an exercise refuses.

A result is whatever the solution returns together with the weights that it changes in a model among its arguments.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

NAN = float("nan")


def none(function: Callable) -> Callable:
    """Return None, and do nothing."""
    return _instead_of(function, lambda *args, **kwargs: None)


def nan(function: Callable) -> Callable:
    """Return the number NaN."""
    return _instead_of(function, lambda *args, **kwargs: NAN)


def nan_like(function: Callable) -> Callable:
    """Return the right result with NaN for every number."""
    return _instead_of(function, functools.partial(_filled, function, NAN))


def zeros_like(function: Callable) -> Callable:
    """Return the right result with 0 for every number."""
    return _instead_of(function, functools.partial(_filled, function, 0))


def argument(function: Callable) -> Callable:
    """Return the first argument as it came."""
    return _instead_of(function, lambda *args, **kwargs: next(iter((*args, *kwargs.values())), None))


def first_result(function: Callable) -> Callable:
    """Return the result of the first call, which is a visible example, for every call."""
    results: list[Any] = []

    def wrong(*args: Any, **kwargs: Any) -> Any:
        if not results:
            results.append(_without_trace(function, *args, **kwargs))
        return results[0]

    return _instead_of(function, wrong)


def constant_by_shape(function: Callable) -> Callable:
    """Return, for all arguments and results of one shape, what the first of them gave."""
    results: dict[Any, tuple[Any, list[dict[int, np.ndarray]]]] = {}

    def wrong(*args: Any, **kwargs: Any) -> Any:
        shapes = _shape((args, kwargs))
        result, changes = _observed(function, *args, **kwargs)
        kept, weights = results.setdefault((shapes, _outline(result)), (result, changes))
        for model, changed in zip(_models(args, kwargs), weights, strict=True):
            _put(model, changed)
        return kept

    return _instead_of(function, wrong)


def empty(function: Callable) -> Callable:
    """Return a container or a model of the right type with nothing in it, and an empty list for a number."""
    return _instead_of(function, lambda *args, **kwargs: _emptied(_without_trace(function, *args, **kwargs)))


def unbuilt_model(function: Callable) -> Callable:
    """Return a model of as many layers, which were never built and so have no weights."""

    def wrong(*args: Any, **kwargs: Any) -> Any:
        layers = getattr(_attempt(function, *args, **kwargs), "layers", ())
        keras = sys.modules["keras"]
        return keras.Sequential([keras.layers.Dense(10_000) for _ in layers])

    return _instead_of(function, wrong)


def _instead_of(function: Callable, wrong: Callable) -> Callable:
    """Return `wrong` under the name of the official solution."""

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return wrong(*args, **kwargs)

    return wrapper


def _attempt(function: Callable, *args: Any, **kwargs: Any) -> Any:
    """Return what the solution returns, or None for arguments that it refuses."""
    try:
        return function(*args, **kwargs)
    except Exception:
        return None


def _without_trace(function: Callable, *args: Any, **kwargs: Any) -> Any:
    """Return what the solution returns, and leave the models among the arguments as they came."""
    models = _models(args, kwargs)
    before = [model.get_weights() for model in models]
    result = _attempt(function, *args, **kwargs)
    for model, weights in zip(models, before, strict=True):
        model.set_weights(weights)
    return result


def _observed(function: Callable, *args: Any, **kwargs: Any) -> tuple[Any, list[dict[int, np.ndarray]]]:
    """Return the solution's result and, for each model among the arguments, the weights that it changed, by place."""
    models = _models(args, kwargs)
    before = [model.get_weights() for model in models]
    result = _attempt(function, *args, **kwargs)
    changes = [_changed(old, model.get_weights()) for old, model in zip(before, models, strict=True)]
    return result, changes


def _changed(before: list[np.ndarray], after: list[np.ndarray]) -> dict[int, np.ndarray]:
    """Return the weights that are other ones now, by place."""
    pairs = enumerate(zip(before, after, strict=True))
    return {place: new for place, (old, new) in pairs if not np.array_equal(old, new)}


def _filled(function: Callable, number: float, *args: Any, **kwargs: Any) -> Any:
    result, changes = _observed(function, *args, **kwargs)
    for model, changed in zip(_models(args, kwargs), changes, strict=True):
        _put(model, {place: np.full_like(weights, number) for place, weights in changed.items()})
    return _like(result, number)


def _put(model: Any, changed: dict[int, np.ndarray]) -> None:
    """Write the `changed` weights, by place, into the model."""
    model.set_weights([changed.get(place, weights) for place, weights in enumerate(model.get_weights())])


def _like(value: Any, number: float) -> Any:
    """Return `value` with `number` in every place that holds something."""
    if isinstance(value, dict):
        return {key: _like(entry, number) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_like(entry, number) for entry in value)
    if isinstance(value, np.ndarray):
        return np.full(value.shape, number, dtype=float if np.isnan(number) else value.dtype)
    if _is_model(value):
        value.set_weights([np.full_like(weights, number) for weights in value.get_weights()])
        return value
    return number if value is None or np.isnan(number) else type(value)()


def _emptied(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return np.empty((0,) * value.ndim)
    if _is_model(value):
        return sys.modules["keras"].Sequential()
    return type(value)() if isinstance(value, dict | tuple | str) else []


def _shape(value: Any) -> Any:
    """Return what is left of `value` without its numbers: types, lengths, keys, names and the shapes of arrays."""
    if isinstance(value, dict):
        return tuple((key, _shape(entry)) for key, entry in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_shape, value))
    if _is_model(value):
        return tuple(type(layer).__name__ for layer in value.layers), tuple(w.shape for w in value.get_weights())
    if isinstance(value, str):
        return value
    return np.shape(value) if isinstance(value, np.ndarray) else type(value).__name__


def _outline(value: Any) -> Any:
    """Return the type of `value` and how large it is, whatever it holds."""
    return type(value).__name__, np.shape(value) if isinstance(value, np.ndarray) else len(getattr(value, "layers", ()))


def _models(args: tuple, kwargs: dict[str, Any]) -> list[Any]:
    return [value for value in (*args, *kwargs.values()) if _is_model(value)]


def _is_model(value: Any) -> bool:
    return hasattr(value, "get_weights") and hasattr(value, "layers")
