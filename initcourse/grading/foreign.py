"""What does not cross between the student's process and the judge: the refusal, and the token that stands for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from initcourse.describe import as_text

MOST_TEXT = 300
"""Characters of a foreign value's text; `describe.as_text` shows about a hundred."""


class NotPlain(ValueError):
    """A value that may not cross, or bytes that are no message: says in one line what is wrong."""


class Refused(NotPlain):
    """This very value is no plain data, though the container that it stands in may be."""


@dataclass(frozen=True, eq=False, repr=False)
class Foreign:
    """Stands in the judge for a value that stayed in the student's process; messages show its `text`.

    It is no number, holds nothing, cannot be called and equals only itself, so that no check takes it for a result.
    """

    type_name: str
    text: str

    def __repr__(self) -> str:
        return self.text


def foreign_items(value: Any) -> list[str]:
    """Return the name of the value's type and its text: runs where the value lives, as its `repr` is its own code."""
    name = str.__str__(type.__dict__["__name__"].__get__(type(value)))[:MOST_TEXT]
    try:
        text = as_text(value)
    except Exception:
        text = f"<{name} object>"
    return [name, text[:MOST_TEXT]]


def foreign(type_name: Any, text: Any) -> Foreign:
    """Build the stand-in from what the sender says of it."""
    if type(type_name) is not str or type(text) is not str or max(len(type_name), len(text)) > MOST_TEXT:
        raise NotPlain("a foreign value is a name and a short text")
    return Foreign(type_name, text)
