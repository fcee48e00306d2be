"""A notebook of the zoo: what a lecturer of a first course writes, an answer that is right, and one that is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """One exercise: the official `solution`, a `wrong` answer, the texts of its `tests` (2 points each).

    `other` is a right answer of other types, or "". `before` is a locked code cell, `given` an unlocked one that is
    nobody's answer, `text` a locked cell of text, `files` lie beside the source notebook.
    """

    name: str
    solution: str
    wrong: str
    tests: tuple[str, ...]
    other: str = ""
    before: str = ""
    given: str = ""
    text: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


def case(name: str, solution: str, wrong: str, *tests: str, **more: object) -> Case:
    """Return a case, its texts without the space around them."""
    return Case(name, solution.strip(), wrong.strip(), tuple(test.strip() for test in tests), **more)  # type: ignore[arg-type]
