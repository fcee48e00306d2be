"""Values that cross between the student's process and the judge: bytes that hold data and nothing executable.

The judge sends arguments with `encode(..., strict=True)`: a value that would not arrive as it is raises
`NotSerializable`. The student's process sends results with `strict=False`: what cannot cross arrives as an
`OpaqueValue`. Only bytes arrive, and `decode` builds nothing but types of our own choice from them, so that an instance
of a student's subclass crosses as the plain value of its base and no method of it is ever called in the judge. Pickle
is never used.

Exact: None, bool, int, float, complex, str, bytes, bytearray, list, tuple, dict, OrderedDict, deque, set, frozenset,
range, slice, views of a dict, Counter, UserDict, UserList, UserString, array.array, Fraction, Decimal, dates, times,
paths, NumPy numbers and arrays, random generators with their seed sequences, tensors, variables, pandas tables and
columns. One object that occurs twice in a message arrives as one object.
Near enough: an instance of a subclass as its base; a generator, `map` or `zip` as an iterator over up to 10,000 items
that are taken out at once; a long double as a float64; an error as the nearest of Python's own, see `errors`; a Keras
model as a Sequential with the same layers, see `keras_models`. Two arrays that share memory arrive apart. Of instances
of subclasses, iterators and errors the sender is told (`encode_near`), and so is the judge.
Not: functions, classes, modules, other objects.

One call, from both ends:

    judge      encode([args, kwargs], strict=True)
    student    args, kwargs = decode(request)
               mutable = mutable_parts([args, kwargs])
               result = function(*args, **kwargs)
               encode({"parts": mutable, "result": result}, strict=False)
    judge      answer = decode(reply, build=None)
               result = copy_restore([args, kwargs], answer["parts"], answer["result"])

To let another type cross, see `registry`.

The width is deliberate. The 165 right answers to this course's exercises send lists, dicts, tuples, numbers, text,
arrays, PCG64 generators, models and tensors; its 474 wrong ones send tables and errors as well, and nothing else. The
other types cost a few lines each: without them, an honest function of another course would lose its points because it
returns a set.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from initcourse.grading.codec.copy_restore import copy_restore, mutable_parts
from initcourse.grading.codec.decoder import Build, decode_value
from initcourse.grading.codec.encoder import encode_value
from initcourse.grading.codec.keras_models import rebuild_model
from initcourse.grading.codec.protocol import NotSerializable, OpaqueValue

__all__ = ["NotSerializable", "OpaqueValue", "copy_restore", "decode", "encode", "encode_near", "mutable_parts"]


def encode(value: Any, *, strict: bool) -> bytes:
    """Return `value` as a message; what cannot cross raises `NotSerializable` if `strict`, else becomes opaque.

    A value that contains itself, is nested deeper than 100 or larger than 32 MB raises `NotSerializable` in any case.
    """
    return _encoded(value, strict=strict)[0]


def encode_near(value: Any) -> tuple[bytes, str]:
    """Return `value` as a message that is not strict, and the type of a value that arrives as something near it.

    The type is "" if all arrives as it is, or as an `OpaqueValue`. Raises `NotSerializable` as `encode` does.
    """
    return _encoded(value, strict=False)


def decode(
    data: bytes, *, build: Build | None = rebuild_model, on_opaque: Callable[[OpaqueValue], None] | None = None
) -> Any:
    """Return the value of a message from anybody; raises `NotSerializable`, and nothing else, if it is not a message.

    `build` makes a model of its table; without it, models stay tables, which `copy_restore` writes into the originals.
    `on_opaque` is called with every value that has not crossed.
    """
    return decode_value(data, build=build, on_opaque=on_opaque)


def _encoded(value: Any, *, strict: bool) -> tuple[bytes, str]:
    try:
        return encode_value(value, strict=strict)
    except RecursionError:
        raise NotSerializable("a value nested too deep") from None
