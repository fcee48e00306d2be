"""The student's side of a judged call: what the judge asks of the process that runs the student's code.

`runner` hands requests over. Nothing here is trusted by anybody: the student's code runs in the same process.
"""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from initcourse.grading.codec import NotSerializable, decode, encode, mutable_parts
from initcourse.grading.codec.model_pool import ModelPool

MAX_TEXT = 5_000
"""Characters of an error's message, and of each line of its traceback, that are told."""

Reply = tuple[dict[str, Any], bytes]

POOL = ModelPool()
"""The models that come as arguments: a test calls a function with one model after the other of the same layers."""


def look_up(names: Sequence[str], namespace: dict[str, Any]) -> Reply:
    """Tell of every name whether it holds a function or a value, or is missing; the values come along."""
    held = {name: namespace[name] for name in names if name in namespace}
    functions = {name for name, value in held.items() if _is_function(value)}
    values = {name: _plain(value) for name, value in held.items() if name not in functions}
    found = {name: "function" if name in functions else "value" if name in held else "missing" for name in names}
    return {"found": found}, encode(values, strict=False)


def call(function: Callable, payload: bytes) -> Reply:
    """Call the function with the arguments in `payload`; tell what it returned or raised, and the arguments after it.

    Warnings are kept quiet, as a check keeps them.
    """
    POOL.begin()
    args, kwargs = decode(payload, build=POOL.build)
    told: dict[str, Any] = {}
    back = {"parts": mutable_parts([args, kwargs]), "result": None}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            back["result"] = function(*args, **kwargs)
    except BaseException as error:
        told["raised"] = _raised(error)
    try:
        return told, encode(back, strict=False)
    except NotSerializable as reason:
        return {"raised": {"name": "NotPlain", "kind": "ValueError", "message": f"what it returned {reason}"}}, b""


def _is_function(value: Any) -> bool:
    return callable(value) and not hasattr(value, "get_weights")


def _plain(value: Any) -> Any:
    """Return the value, or words about it if it cannot cross as it is."""
    try:
        encode(value, strict=False)
    except NotSerializable as reason:
        return f"a value that {reason}"
    return value


def _raised(error: BaseException) -> dict[str, Any]:
    """Tell an error by its name, the nearest class that Python itself has, its message and its traceback."""
    kinds = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"]
    try:
        message = str(error)
        own = error.__traceback__.tb_next if error.__traceback__ else None  # below the call in this file
        lines = traceback.format_exception(type(error), error, own, limit=-3)
    except BaseException as broken:
        message, lines = f"an error that cannot be printed ({type(broken).__name__})", []
    return {
        "name": type(error).__name__,
        "kind": kinds[0],
        "message": message[:MAX_TEXT],
        "lines": [line.rstrip("\n")[:MAX_TEXT] for line in lines],
    }
