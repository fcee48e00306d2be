"""`repair` for nbgrader's own `autograde` and formgrader's button: the first of the course's sanitizers.

`nbgrader_config.py` names it before nbgrader's own sanitizers, which would stop at a cell that is there twice. nbgrader
has parsed the notebook before, and sanitizes it after; so only the step between is taken here.
"""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor

from initcourse.grading.course.nbgrader import source_of
from initcourse.grading.submission.repair import explain_repairs, repair
from initcourse.grading.submission.sanitize import known_cells


class RepairCells(NbGraderPreprocessor):
    """Put the cells of a hand-in right and say in a cell on top what was put right."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Repair the notebook in place, if the source and the gradebook know its assignment."""
        names = resources["nbgrader"]
        source = source_of(self, names["assignment"], names["notebook"])
        if source is None or names["assignment"] != names["notebook"]:
            return nb, resources
        with Gradebook(names["db_url"]) as gradebook:
            try:
                known = known_cells(gradebook, names["assignment"])
            except MissingEntry:
                return nb, resources
        nb, repairs = repair(nb, known, source)
        if repairs:
            explain_repairs(nb, [made.what for made in repairs])
        return nb, resources
