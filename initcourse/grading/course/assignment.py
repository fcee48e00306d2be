"""Read a source notebook: which cells are solutions, tests and written answers, and what each test is worth.

`lint`, the release and the proof build on it; so does a class run, for the table of points. Nothing is written here,
and whether the notebook is a good one is `lint`'s to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import nbformat
from nbformat import NotebookNode

from initcourse.grading.course.folder import CourseFolder, assignment_names
from initcourse.grading.errors import ArgumentError, CourseError

Kind = Literal["solution", "test", "written", "locked", "text"]
"""What a cell is for: a student's code, a test of it, an answer in words that a person marks, read-only code, or text
that has no points: read-only, or a student's."""

POINTS = 20
"""What every assignment is worth."""

SOLUTION = ("### BEGIN SOLUTION", "### END SOLUTION")
"""The lines around what nbgrader replaces in a solution cell."""

HIDDEN_TESTS = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")
"""The lines around what nbgrader removes from a test cell."""

POINTS_ROW = re.compile(r"^\|\s*([\d.]+)\s*\|\s*`(\w+)`[^|]*\|\s*([\d.]+)\s*\|\s*$", re.MULTILINE)
"""A row like `| 1.1 | `xavier_variance` | 3 |`."""


@dataclass(frozen=True)
class GradedCell:
    """A cell with nbgrader metadata: its `grade_id`, what it is for, its points (0 if it has none) and its text."""

    grade_id: str
    kind: Kind
    points: float
    code: str

    @property
    def exercise(self) -> str:
        """The name of the exercise that the cell belongs to."""
        return exercise_of(self.grade_id)

    @property
    def is_tools(self) -> bool:
        """Whether it only defines what other test cells use: a test cell without points, whose text is hidden."""
        return self.kind == "test" and self.points == 0

    @property
    def answer(self) -> str:
        """The text as somebody would hand it in: without the lines that mark a solution."""
        return without_markers(self.code)


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

    def of_kind(self, kind: Kind) -> list[GradedCell]:
        """Return the graded cells of one kind, in order."""
        return [cell for cell in self.cells if cell.kind == kind]

    @property
    def exercises(self) -> list[str]:
        """The automatically graded exercises, in order."""
        return list(dict.fromkeys(cell.exercise for cell in self.of_kind("test")))


@dataclass(frozen=True)
class Problem:
    """What is wrong in which cell, and what to do."""

    assignment: str
    cell: str
    text: str

    def __str__(self) -> str:
        return f"{self.assignment}, cell {self.cell!r}: {self.text}"


def read_assignment(root: Path, name: str) -> Assignment:
    """Read the source notebook of the course in `root`.

    Raises `ArgumentError` if there is none called `name`, `CourseError` if it is not a notebook.
    """
    folder = CourseFolder(root)
    known = assignment_names(root)
    if name not in known:
        raise ArgumentError(f"no assignment called {name!r} in {folder.sources}: there is {', '.join(known) or 'none'}")
    try:
        notebook = nbformat.read(folder.source(name), as_version=4)
    except Exception as error:
        raise CourseError(f"{folder.source(name)} is not a notebook ({error}): restore it with git") from error
    return Assignment(name, notebook, tuple(graded_cells(notebook)))


def graded_cells(notebook: NotebookNode) -> list[GradedCell]:
    """Return the cells that carry nbgrader metadata."""
    return [
        GradedCell(
            grade_id=metadata["grade_id"],
            kind=_kind(metadata, is_code=cell.cell_type == "code"),
            points=float(metadata.get("points", 0)),
            code=cell.source,
        )
        for cell in notebook.cells
        if (metadata := cell.metadata.get("nbgrader"))
    ]


def exercise_of(grade_id: str) -> str:
    """Return the name of the exercise that a cell belongs to: what stands before the first hyphen of its id."""
    return grade_id.split("-")[0]


def points_table(notebook: NotebookNode) -> list[PointsRow]:
    """Read the rows of the table of points from the first cell that holds any."""
    for cell in notebook.cells:
        rows = POINTS_ROW.findall(cell.source) if cell.cell_type == "markdown" else []
        if rows:
            return [PointsRow(number, exercise, float(points)) for number, exercise, points in rows]
    return []


def without_markers(code: str) -> str:
    """Return a solution cell's code without the lines that mark the solution."""
    return "".join(line for line in code.splitlines(keepends=True) if not any(marker in line for marker in SOLUTION))


def region(code: str, marker: tuple[str, str], *, inside: bool = True) -> list[str]:
    """Return the lines of `code` that stand between the two lines of `marker`, or those that do not."""
    lines: dict[bool, list[str]] = {True: [], False: []}
    within = False
    for line in code.splitlines():
        if line.strip() in marker:
            within = line.strip() == marker[0]
        else:
            lines[within].append(line)
    return lines[inside]


def _kind(metadata: Mapping[str, Any], *, is_code: bool) -> Kind:
    grade, solution = metadata.get("grade"), metadata.get("solution")
    if grade and solution:
        return "written"
    if not is_code:
        return "text"
    return "test" if grade else "solution" if solution else "locked"
