"""Read a source notebook: which cells are solutions, tests and written answers, and what each test is worth.

`release`, `verify` and `bank` ask here. Nothing is written.
"""

from __future__ import annotations

import builtins
import re
import symtable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

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


def assignment_names(root: Path) -> list[str]:
    """Return the names of the assignments under `root/source`, sorted."""
    return sorted(path.parent.name for path in (root / "source").glob("*/*.ipynb") if path.stem == path.parent.name)


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


def free_names(code: str) -> set[str]:
    """Return the global names that `code` reads but neither assigns, imports nor finds among the builtins."""
    top = symtable.symtable(code, "<cell>", "exec")
    bound = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()}
    read: set[str] = set()
    tables = [top]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        read |= {s.get_name() for s in table.get_symbols() if s.is_referenced() and (s.is_global() or table is top)}
    return read - bound - set(dir(builtins))


def defined_names(code: str) -> set[str]:
    """Return the names that running `code` defines at the top level, without what it imports."""
    top = symtable.symtable(code, "<cell>", "exec")
    return {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_namespace()}


def bound_names(code: str) -> set[str]:
    """Return the names that running `code` leaves behind at the top level, imports included."""
    top = symtable.symtable(code, "<cell>", "exec")
    return defined_names(code) | {s.get_name() for s in top.get_symbols() if s.is_imported()}


def _kind(meta: dict) -> str:
    grade, solution = meta.get("grade"), meta.get("solution")
    if grade and solution:
        return "written"
    return "test" if grade else "solution" if solution else "locked"
