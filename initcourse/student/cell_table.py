"""The table of a course's cells, as they were released: which check belongs to which exercise, and what it is worth.

`initcourse release` writes one for each assignment, `cells/<assignment>.json`. A student's kernel tells by it which
check has passed, and `initcourse check` what is left to do. A cell is known by its text alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from importlib.resources import files


@dataclass(frozen=True)
class ReleasedCell:
    """A cell with its `grade_id` as it was released; of one that is not graded, the notebook's own id.

    `kind` is "test", "solution", "written", "locked" or "shown" (code of the lesson). `number`, as "1.1", and `title`
    are the exercise's; code of the lesson has the title of its section. `points` are those of the whole cell, hidden
    tests included; with `later`, only these know what is right. `defines`: the names that it leaves behind; `text`: its
    hash.
    """

    grade_id: str
    kind: str
    exercise: str
    number: str
    title: str
    points: float
    defines: tuple[str, ...]
    text: str
    later: bool = False

    @property
    def aspect(self) -> str:
        """What a check looks at: what stands after the exercise's name in its id."""
        return self.grade_id.partition("-")[2].replace("_", " ")


@dataclass(frozen=True)
class CellTable:
    """The released `cells` of one assignment, in order: those that have a `grade_id`, and all other code."""

    assignment: str
    cells: tuple[ReleasedCell, ...]

    @cached_property
    def checks(self) -> Mapping[str, ReleasedCell]:
        """The checks with points, by the hashes of their texts."""
        return {cell.text: cell for cell in self.cells if cell.kind == "test" and cell.points}

    @cached_property
    def answers(self) -> Mapping[str, ReleasedCell]:
        """The cells in which code is to be written, by the names that they define."""
        return {name: cell for cell in self.cells if cell.kind == "solution" for name in cell.defines}

    @property
    def exercises(self) -> dict[str, list[ReleasedCell]]:
        """What gives points, by exercise, in order: checks, and cells for written answers."""
        found: dict[str, list[ReleasedCell]] = {}
        for cell in self.cells:
            if cell.kind == "written" or cell.text in self.checks:
                found.setdefault(cell.exercise, []).append(cell)
        return found

    def as_json(self) -> str:
        """Return the table as a file holds it, a line a cell."""
        rows = ",\n".join(f"  {json.dumps(asdict(cell))}" for cell in self.cells)
        return f'{{"assignment": {json.dumps(self.assignment)}, "cells": [\n{rows}\n]}}\n'

    @classmethod
    def from_json(cls, text: str) -> CellTable:
        """Return the table that a file holds."""
        read = json.loads(text)
        rows = [row | {"defines": tuple(row["defines"])} for row in read["cells"]]
        return cls(read["assignment"], tuple(ReleasedCell(**row) for row in rows))


def text_hash(source: str) -> str:
    """Return the hash that a cell with this text has in a table."""
    return hashlib.sha256(source.strip().encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def packaged_tables() -> tuple[CellTable, ...]:
    """Return the tables of all assignments that came with the package."""
    found = (file for file in (files(__package__) / "cells").iterdir() if file.name.endswith(".json"))
    texts = [file.read_text(encoding="utf-8") for file in sorted(found, key=lambda file: file.name)]
    return tuple(map(CellTable.from_json, texts))


def points_text(points: float) -> str:
    """Return points as a sentence says them: "1 point", "2.5 points"."""
    return f"{points:g} point{'' if points == 1 else 's'}"
