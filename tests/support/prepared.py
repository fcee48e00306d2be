"""What preparing a hand-in of the small course needs, and what the notebook that comes of it holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from traitlets.config import Config

from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.submission.model import KnownCells
from initcourse.grading.submission.sanitize import known_cells
from tests.support.small_course import RIGHT, small_notebook, write_source

ORDER = ["double", "double-small", "double-large", "halve", "halve-values", "why_two"]
"""The grade_ids of the small course's notebook."""


@dataclass(frozen=True)
class PreparedCourse:
    """The small course as it is known when a hand-in comes, and an `honest` one with right answers."""

    known: KnownCells
    source: NotebookNode
    config: Config
    honest: NotebookNode


def prepared_course(root: Path) -> PreparedCourse:
    """Write the small course into `root`, and its release into the gradebook."""
    write_source(root, small_notebook())
    write_release(root, ["small"])
    course = Course(root)
    with course.gradebook() as gradebook:
        known = known_cells(gradebook, "small")
    honest = nbformat.reads(hand_in(root / "release/small/small.ipynb", RIGHT), 4)
    return PreparedCourse(known, read_assignment(root, "small").notebook, course.config, honest)


def cell_of(notebook: NotebookNode, name: str) -> NotebookNode:
    """Return the first cell with this grade_id."""
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name)


def grade_ids(notebook: NotebookNode) -> list[str]:
    """Return the grade_ids of the cells that have marks, in order."""
    return [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
