"""The student's side of a judged call: what the judge asks of the process that runs student code.

`cell_runner` hands requests over. Nothing here is trusted by anybody: student code runs in the same process.
"""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from initcourse.grading.codec import NotSerializable, decode, encode, encode_near, mutable_parts
from initcourse.grading.codec.errors import describe_error
from initcourse.grading.codec.model_pool import ModelPool
from initcourse.grading.execution.messages import NameKind

POOL = ModelPool()
"""The models that come as arguments: a test calls a function with one model after the other of the same layers."""


def look_up(names: Sequence[str], namespace: Mapping[str, Any]) -> tuple[dict[str, NameKind], bytes, str]:
    """Say of every name what it holds; return that, the values, and the type of one that arrives as another, or ""."""
    kinds: dict[str, NameKind] = dict.fromkeys(names, "missing")
    values = {}
    for name in names:
        if name in namespace:
            kinds[name] = _kind(namespace[name])
            if kinds[name] == "value":
                values[name] = namespace[name]
    try:
        message, near = encode_near(values)
    except NotSerializable:  # each may cross, and all of them together be too large
        kinds |= dict.fromkeys(values, "unsent")
        message, near = encode_near({})
    return kinds, message, near


def call(function: Callable[..., Any], arguments: bytes) -> tuple[bytes, str]:
    """Call the function; return a dict as bytes: what it returned, and the arguments after the call.

    Returned besides is the type of a value that arrives as another, or "". If it raised, "raised" holds an
    `ErrorRecord`; alone, if what came back cannot cross. Warnings are kept quiet, as a check keeps them.
    """
    POOL.begin()
    args, kwargs = decode(arguments, build=POOL.build)
    answer: dict[str, Any] = {"parts": mutable_parts([args, kwargs]), "result": None}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            answer["result"] = function(*args, **kwargs)
    except BaseException as error:
        answer["raised"] = describe_error(error, _traceback_lines(error))
    try:
        return encode_near(answer)
    except NotSerializable as reason:
        raised = describe_error(NotSerializable(f"what it returned {reason}"))
        return encode({"raised": raised}, strict=True), ""


def _kind(value: Any) -> NameKind:
    if callable(value) and not hasattr(value, "get_weights"):
        return "function"
    try:
        encode(value, strict=False)
    except NotSerializable:
        return "unsent"
    return "value"


def _traceback_lines(error: BaseException) -> list[str]:
    """Return the last lines of the error's traceback, from below the call in this file; none if it cannot be shown."""
    try:
        own = error.__traceback__.tb_next if error.__traceback__ else None
        return traceback.format_exception(type(error), error, own, limit=-3)
    except BaseException:
        return []
