"""What reading a hand-in of the small course needs, and what the notebook that comes of it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
import nbformat
from nbformat import NotebookNode

from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.submission.canonical import CanonicalHandIn, Skeleton, rebuild
from initcourse.grading.submission.model import HandIn
from initcourse.grading.submission.reading import ReadRequest, read_hand_in, request_for
from initcourse.grading.submission.skeleton import read_skeleton
from tests.support.small_course import RIGHT, small_notebook, write_source

ORDER = ["double", "double-small", "double-large", "halve", "halve-values", "why_two"]
"""The grade_ids of the small course's notebook."""


@dataclass(frozen=True)
class PreparedCourse:
    """The small course as it is known when a hand-in comes, and an `honest` one with right answers."""

    skeleton: Skeleton
    honest: NotebookNode

    def read(self, notebook: NotebookNode | bytes) -> tuple[NotebookNode, list[str]]:
        """Return the notebook that is graded of one handed in, and what was put right; raise `Unreadable`."""
        content = notebook if isinstance(notebook, bytes) else nbformat.writes(notebook).encode(errors="surrogatepass")
        canonical = read_files(self.skeleton, {b"small.ipynb": content})
        return rebuild(self.skeleton, canonical), [repair.what for repair in canonical.repairs]


def read_files(skeleton: Skeleton, files: Mapping[bytes, bytes], *, search: bool = False) -> CanonicalHandIn:
    """Read a hand-in that holds these files; raise `Unreadable`."""
    return read_found(skeleton, HandIn(files=files), search=search)


def read_found(
    skeleton: Skeleton, found: HandIn, ignored: tuple[str, ...] = (), *, search: bool = False
) -> CanonicalHandIn:
    """Read what was found in a hand-in's folder, in this process; raise `Unreadable`."""
    request = request_for(found, skeleton, ignored, "submitted/ada/small", search=search)
    return read_hand_in(msgspec.msgpack.decode(request, type=ReadRequest))


def prepared_course(root: Path) -> PreparedCourse:
    """Write the small course into `root`, and its release into the gradebook."""
    write_source(root, small_notebook())
    write_release(root, ["small"])
    honest = nbformat.reads(hand_in(root / "release/small/small.ipynb", RIGHT), 4)
    return PreparedCourse(skeleton_of(root, "small"), honest)


def skeleton_of(root: Path, assignment: str) -> Skeleton:
    """Return the skeleton of an assignment that the course's gradebook knows."""
    with Course(root).gradebook() as gradebook:
        return read_skeleton(gradebook, read_assignment(root, assignment).notebook, assignment)


def texts(notebook: NotebookNode) -> list[tuple[str, str, str | None]]:
    """Return id, type and text of every cell; no text of locked ones, from which the release lacks hidden tests."""
    locked = [cell.metadata.get("nbgrader", {}).get("locked", False) for cell in notebook.cells]
    cells = zip(notebook.cells, locked, strict=True)
    return [(cell.id, cell.cell_type, None if is_locked else cell.source) for cell, is_locked in cells]


def cell_of(notebook: NotebookNode, name: str) -> NotebookNode:
    """Return the first cell with this grade_id."""
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name)


def grade_ids(notebook: NotebookNode) -> list[str]:
    """Return the grade_ids of the cells that have marks, in order."""
    return [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
