"""What a course says about a notebook before any hand-in comes: its source and what the gradebook has recorded of it.

A class run asks once per assignment. Everything that decides about points comes from here, whatever a hand-in says.
"""

from __future__ import annotations

import json
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook, GradeCell, SourceCell, TaskCell

from initcourse.grading.course.names import SHOW_TAG
from initcourse.grading.submission.canonical import FLAGS, Skeleton, SkeletonCell


def read_skeleton(gradebook: Gradebook, source: NotebookNode, assignment: str) -> Skeleton:
    """Return the skeleton of the notebook that has its assignment's name; raise `MissingEntry` if it is not recorded.

    Marked cells that the gradebook does not know are ordinary cells.
    """
    notebook = gradebook.find_notebook(assignment, assignment)
    known = {cell.name: cell for cell in gradebook.db.query(SourceCell).filter_by(notebook_id=notebook.id)}
    points: dict[str, float] = {}
    for table in (GradeCell, TaskCell):
        points |= {cell.name: cell.max_score for cell in gradebook.db.query(table).filter_by(notebook_id=notebook.id)}
    kernelspec = json.loads(notebook.kernelspec) if notebook.kernelspec else {}
    cells = [_cell(cell, known, points) for cell in source.cells]
    gradebook.db.rollback()  # reading has locked the gradebook
    return Skeleton(name=assignment, cells=cells, kernelspec={key: str(value) for key, value in kernelspec.items()})


def _cell(cell: NotebookNode, known: dict[str, Any], points: dict[str, float]) -> SkeletonCell:
    marks = cell.metadata.get("nbgrader", {})
    tags = frozenset(cell.metadata.get("tags", ()))
    recorded = known.get(marks.get("grade_id"))
    if recorded is None:
        shows = cell.cell_type == "code" and SHOW_TAG in tags and not marks
        return SkeletonCell(id=cell.id, cell_type=cell.cell_type, source=cell.source, tags=tags, shows=shows)
    flags = {flag: bool(marks.get(flag, False)) for flag in FLAGS}
    # whatever the mark says, code that is nobody's answer may be a test: it runs with the course's text alone
    flags["locked"] = utils.is_locked(cell) or (recorded.cell_type == "code" and not flags["solution"])
    return SkeletonCell(
        id=cell.id,
        cell_type=recorded.cell_type,
        source=recorded.source,
        grade_id=recorded.name,
        **flags,
        points=points.get(recorded.name),
        checksum=recorded.checksum or "",
        tags=tags,
    )
