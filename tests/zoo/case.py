"""One notebook of the zoo: an exercise, its tests, and hand-ins of which plain nbgrader says what they are worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

POINTS = 2
"""What every test cell is worth."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """An exercise whose tests are of one kind; all code may be indented, as it stands in the file.

    `solution` is the official answer, `wrong` a plausible one that plain nbgrader refuses, `other_right` a right one
    whose values are of other types. `tests` are test cells of `POINTS` each. Before the answer come `text` (a locked
    markdown cell), `given` (a cell that students may change) and `before` (a locked cell); after it `second`, another
    exercise, which everybody but `blank` answers as the course does. `files` lie beside the source notebook, by
    relative path. `oddity` says what plain nbgrader gets wrong here: its points are no measure then.
    """

    name: str
    solution: str
    wrong: str
    tests: tuple[str, ...]
    other_right: str = ""
    text: str = ""
    given: str = ""
    before: str = ""
    second: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    oddity: str = ""
