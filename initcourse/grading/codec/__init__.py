"""Plain data in, plain data out: what may cross between the student's process and the judge.

The judge sends arguments with `encode(..., strict=True)`: a value that would not arrive as it is raises `NotPlain`.
The student's process sends results with `strict=False`: what is not plain arrives as `Foreign`. Only bytes arrive,
and `decode` builds nothing but our own choice of types from them, so that a student's subclass crosses as the plain
value of its base and no method of it is ever asked in the judge. Never pickle.

Exact: None, bool, int, float, complex, str, bytes, bytearray, list, tuple, dict, OrderedDict, deque, set, frozenset,
range, slice, views of a dict, NumPy numbers and arrays, generators with their seed sequences, tensors, variables,
pandas tables and columns, errors of Python's own. One object that occurs twice in a message arrives as one object.
Near enough: a subclass as its base; a generator, `map` or `zip` as an iterator over up to 10,000 items that are taken
out at once; a long double as a float64; an error of the student's own as the nearest of Python's; a Keras model as a
Sequential with the same layers, see `models`. Two arrays that share memory arrive apart.
Not: functions, classes, modules, other objects.

One call, from both ends:

    judge      encode({"args": args}, strict=True)
    student    args = decode(request)["args"]; mutable = parts(args); result = function(*args)
               encode({"parts": mutable, "result": result}, strict=False)
    judge      answer = decode(reply, build=None)
               result = restore(args, answer["parts"], answer["result"])
"""

from __future__ import annotations

from typing import Any

from initcourse.grading.codec.copy_restore import copy_restore, mutable_parts
from initcourse.grading.codec.decoder import Build, decode_value
from initcourse.grading.codec.encoder import encode_value
from initcourse.grading.codec.keras_models import rebuild_model
from initcourse.grading.codec.protocol import NotSerializable, OpaqueValue

__all__ = ["NotSerializable", "OpaqueValue", "copy_restore", "decode", "encode", "mutable_parts"]


def encode(value: Any, *, strict: bool) -> bytes:
    """Return `value` as a message; what is not plain raises `NotPlain` if `strict` and else becomes `Foreign`.

    A value that holds itself, is nested deeper than 100 or larger than 32 MB raises `NotPlain` in any case.
    """
    try:
        return encode_value(value, strict=strict)
    except RecursionError:
        raise NotSerializable("a value nested too deep") from None


def decode(data: bytes, *, build: Build | None = rebuild_model) -> Any:
    """Return the value of a message from anybody; raises `NotPlain`, and nothing else, if it is none.

    `build` makes a model of its table; without it, models stay tables, which `restore` writes into the originals.
    """
    return decode_value(data, build=build)
