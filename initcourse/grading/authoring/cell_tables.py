"""The table of cells that students' kernels know the checks by, made of a built release.

`release` writes it into the package beside the notebooks of the release, and `verify` reports one that differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from initcourse.grading.course.assignment import Assignment, GradedCell, graded_cells, points_table
from initcourse.grading.course.names import code_names
from initcourse.student.cell_table import CellTable, ReleasedCell, text_hash

HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.MULTILINE)
"""A heading of Markdown."""


def build_cell_table(assignment: Assignment, released: NotebookNode) -> CellTable:
    """Return the table of an assignment whose release is this notebook."""
    numbers = {row.exercise: row.number for row in points_table(released)}
    titles = dict(_titles(released, numbers))
    graded = {cell.grade_id: _row(cell, numbers, titles) for cell in graded_cells(released)}
    cells, section = [], ""
    for cell in released.cells:
        if cell.cell_type == "markdown":
            section = next(reversed(HEADING.findall(cell.source)), section)
        if "nbgrader" in cell.metadata:
            cells.append(graded[cell.metadata.nbgrader.grade_id])
        elif cell.cell_type == "code":
            cells.append(_shown(cell, section))
    return CellTable(assignment.name, tuple(cells))


def table_path(root: Path, assignment: str) -> Path | None:
    """Return where the assignment's table lies; None if the course in `root` has no package of its own."""
    folder = root / "initcourse" / "student" / "cells"
    return folder / f"{assignment}.json" if folder.is_dir() else None


def fresh_table(assignment: Assignment, release: Path) -> str:
    """Return the text of the table for the release of an assignment under the folder `release`."""
    notebook = nbformat.read(release / assignment.name / f"{assignment.name}.ipynb", as_version=4)
    return build_cell_table(assignment, notebook).as_json()


def _titles(notebook: NotebookNode, numbers: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield for each exercise the heading that holds its number."""
    headings = [
        found for cell in notebook.cells if cell.cell_type == "markdown" for found in HEADING.findall(cell.source)
    ]
    for exercise, number in numbers.items():
        yield exercise, next((text for text in headings if re.search(rf"\b{re.escape(number)}\b", text)), number)


def _shown(cell: NotebookNode, section: str) -> ReleasedCell:
    """Return the row of a cell of the lesson's own code."""
    defines = tuple(sorted(code_names(cell.source).bound))
    return ReleasedCell(cell.id, "shown", "", "", section, 0, defines, text_hash(cell.source))


def _row(cell: GradedCell, numbers: dict[str, str], titles: dict[str, str]) -> ReleasedCell:
    names = code_names(cell.code) if cell.kind in ("solution", "locked") else None
    return ReleasedCell(
        grade_id=cell.grade_id,
        kind=cell.kind,
        exercise=cell.exercise,
        number=numbers.get(cell.exercise, ""),
        title=titles.get(cell.exercise, ""),
        points=cell.points,
        defines=tuple(sorted(names.bound)) if names else (),
        text=text_hash(cell.code),
        later=cell.kind == "test" and _asks_only_for_a_letter(cell.code),
    )


def _asks_only_for_a_letter(code: str) -> bool:
    """Whether a check sees only that there is a letter; which one is right, the hidden tests know."""
    return "expect_letter(" in code and "right=" not in code
