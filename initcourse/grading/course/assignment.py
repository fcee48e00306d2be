"""Read a source notebook: which cells are solutions, tests and written answers, and what each test is worth.

`release`, `verify` and `bank` ask here. Nothing is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from initcourse.grading.course.folder import assignment_names
from initcourse.grading.errors import ArgumentError, CourseError

POINTS = 20
"""What every assignment is worth."""


@dataclass(frozen=True)
class GradedCell:
    """A cell that nbgrader knows by `grade_id`: `kind` is "solution", "test", "written" or "locked"."""

    grade_id: str
    kind: str
    points: float
    code: str

    @property
    def exercise(self) -> str:
        """The exercise's name: what stands before the first hyphen of the id."""
        return self.grade_id.split("-")[0]


@dataclass(frozen=True)
class PointsRow:
    """A row of the table at the top of a notebook: the exercise's `number`, its name and its points."""

    number: str
    exercise: str
    points: float


@dataclass(frozen=True)
class Assignment:
    """One source notebook: its `name`, its `notebook` as nbformat reads it, and its graded `cells` in order."""

    name: str
    notebook: NotebookNode
    cells: tuple[GradedCell, ...]

    def of_kind(self, kind: str) -> list[GradedCell]:
        """Return the graded cells of one kind, in order."""
        return [cell for cell in self.cells if cell.kind == kind]

    @property
    def exercises(self) -> list[str]:
        """The automatically graded exercises, in order."""
        return list(dict.fromkeys(cell.exercise for cell in self.of_kind("test")))


def read_assignment(root: Path, name: str) -> Assignment:
    """Read `root/source/<name>/<name>.ipynb`; raise `ArgumentError` if there is none, `CourseError` if it is broken."""
    path = root / "source" / name / f"{name}.ipynb"
    known = assignment_names(root)
    if name not in known:
        raise ArgumentError(
            f"no assignment called {name!r} in {root / 'source'}: there is {', '.join(known) or 'none'}"
        )
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as error:
        raise CourseError(f"{path} is not a notebook ({error}): restore it with git") from error
    return Assignment(name, notebook, tuple(graded_cells(notebook)))


def graded_cells(notebook: NotebookNode) -> list[GradedCell]:
    """Return the cells that carry nbgrader metadata."""
    return [
        GradedCell(meta["grade_id"], _kind(meta), float(meta.get("points", 0)), cell.source)
        for cell in notebook.cells
        if (meta := cell.metadata.get("nbgrader"))
    ]


def points_table(notebook: NotebookNode) -> list[PointsRow]:
    """Read rows like `| 1.1 | `xavier_variance` | 3 |` from the first cell that holds any."""
    row = re.compile(r"^\|\s*([\d.]+)\s*\|\s*`(\w+)`[^|]*\|\s*([\d.]+)\s*\|\s*$", re.MULTILINE)
    for cell in notebook.cells:
        rows = row.findall(cell.source) if cell.cell_type == "markdown" else []
        if rows:
            return [PointsRow(number, exercise, float(points)) for number, exercise, points in rows]
    return []


def _kind(meta: dict) -> str:
    grade, solution = meta.get("grade"), meta.get("solution")
    if grade and solution:
        return "written"
    return "test" if grade else "solution" if solution else "locked"


SOLUTION = ("### BEGIN SOLUTION", "### END SOLUTION")

HIDDEN_TESTS = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")


@dataclass(frozen=True)
class Problem:
    """What is wrong in which cell, and what to do."""

    assignment: str
    cell: str
    text: str

    def __str__(self) -> str:
        return f"{self.assignment}, cell {self.cell!r}: {self.text}"


def region(code: str, marker: tuple[str, str], *, inside: bool = True) -> list[str]:
    """Return the lines of `code` that stand between the two lines of `marker`, or those that do not."""
    found: dict[bool, list[str]] = {True: [], False: []}
    within = False
    for line in code.splitlines():
        if line.strip() in marker:
            within = line.strip() == marker[0]
        else:
            found[within].append(line)
    return found[inside]
