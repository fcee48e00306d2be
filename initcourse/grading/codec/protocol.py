"""What both ends of the codec agree on: limits, how a type crosses, and what becomes of a value that cannot cross.

Every other module of this room builds on this one. `CrossingType` is the record that describes one type;
`registry` collects them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from initcourse.describe import as_text

MAX_BYTES = 32 << 20
"""Bytes of a message."""

MAX_DEPTH = 100
"""Containers inside each other."""

MAX_ITEMS = 10_000_000
"""Items of a value, a shared container counted wherever it occurs: what printing or comparing it would visit."""

MAX_OPAQUE_TEXT = 300
"""Characters of an opaque value's text; `describe.as_text` shows about a hundred."""


class NotSerializable(Exception):
    """A value that may not cross, or bytes that are not a message: says in one line what is wrong."""


class ValueRefused(NotSerializable):
    """This very value does not cross, though the container that it stands in may."""


@dataclass(frozen=True, kw_only=True)
class CrossingType:
    """How values of one kind cross: what the sender writes of one, and what the receiver makes of it.

    `tag` names the kind. `describe` returns the items of the value's container; it runs where the value lives and
    raises `ValueRefused` for a value that does not cross. `rebuild` makes the value from items that anybody may have
    sent: it checks every one of them and raises `NotSerializable` before it allocates more than they occupy.

    A value belongs here if its class is one of `types`, or if `recognizes` says so (for libraries that may not be
    imported). With `exact=False` something else arrives than was sent, so that a strict sender refuses the value.
    `to_base` makes the plain value of an instance of a subclass, without calling any method of the subclass.
    `restore(original, copy)` changes a mutable original in place to what its copy became.

    `cost` is what `rebuild` costs in items of a list, `hashed` returns the items that it hashes, and `weight` the
    items that the value has beyond those that were sent.
    """

    tag: str
    describe: Callable[[Any], Iterable[Any]]
    rebuild: Callable[[list[Any]], Any]
    types: tuple[type, ...] = ()
    recognizes: Callable[[Any], bool] | None = None
    exact: bool = True
    to_base: Callable[[Any], Any] | None = None
    restore: Callable[[Any, Any], None] | None = None
    cost: int = 10
    hashed: Callable[[list[Any]], list[Any]] | None = None
    weight: Callable[[Any], int] | None = None


@dataclass(frozen=True, eq=False, repr=False)
class OpaqueValue:
    """Stands in the judge for a value that stayed in the student's process; messages show its `text`.

    It is not a number, holds nothing, cannot be called and equals only itself, so that no check takes it for a result.
    """

    type_name: str
    text: str

    def __repr__(self) -> str:
        return self.text


def type_name(value: Any) -> str:
    """Return the name of the value's class, whatever its metaclass says."""
    return str.__str__(type.__dict__["__name__"].__get__(type(value)))


def describe_opaque(value: Any) -> list[str]:
    """Return the name of the value's type and its text.

    It runs where the value lives, as the value's `repr` may be the student's code.
    """
    name = type_name(value)[:MAX_OPAQUE_TEXT]
    try:
        text = as_text(value)
    except Exception:
        text = f"<{name} object>"
    return [name, text[:MAX_OPAQUE_TEXT]]


def _rebuild_opaque(items: list[Any]) -> OpaqueValue:
    name, text = items
    if type(name) is not str or type(text) is not str or max(len(name), len(text)) > MAX_OPAQUE_TEXT:
        raise NotSerializable("an opaque value is a name and a short text")
    return OpaqueValue(type_name=name, text=text)


OPAQUE = CrossingType(tag="opaque", describe=describe_opaque, rebuild=_rebuild_opaque)
"""How a value arrives that does not cross: the encoder falls back on it unless it is strict."""
