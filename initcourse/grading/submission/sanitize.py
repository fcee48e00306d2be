"""Restore in a hand-in what the release locked, with nbgrader's own sanitizers; and the whole way from its bytes.

`class_run` calls `known_cells` once per assignment and `prepare_notebook` once per hand-in. nbgrader asks its gradebook
for every cell of every hand-in; here its sanitizers ask `KnownCells`, so that a hand-in is prepared without touching a
disk.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, GradeCell, SolutionCell, SourceCell, TaskCell
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import ClearOutput, DeduplicateIds, NbGraderPreprocessor, OverwriteCells
from traitlets.config import Config

from initcourse.grading.submission.model import KnownCells, Repair
from initcourse.grading.submission.parser import parse_notebook
from initcourse.grading.submission.repair import repair

MAX_REMEMBERED = 10_000
"""Cells' metadata that are remembered as valid; an honest class has some tens."""


@dataclass(frozen=True)
class PreparedNotebook:
    """A notebook that can be executed, and what was put right in it."""

    notebook: NotebookNode
    repairs: tuple[Repair, ...]


def known_cells(gradebook: Gradebook, assignment: str) -> KnownCells:
    """Return what the gradebook knows of the notebook that has its assignment's name; raise `MissingEntry`."""
    notebook = gradebook.find_notebook(assignment, assignment)
    tables = {
        "source_cells": SourceCell,
        "grade_cells": GradeCell,
        "solution_cells": SolutionCell,
        "task_cells": TaskCell,
    }
    query = gradebook.db.query
    cells = {kind: query(table).filter_by(notebook_id=notebook.id).all() for kind, table in tables.items()}
    kernelspec = json.loads(notebook.kernelspec) if notebook.kernelspec else None
    gradebook.db.expunge_all()
    return KnownCells(
        kernelspec=kernelspec,
        notebook=SimpleNamespace(**cells),
        source_cells={cell.name: cell for cell in cells["source_cells"]},
        graded_cells={cell.name: cell for cell in cells["grade_cells"] + cells["task_cells"]},
        validator=_RememberingValidator(),
    )


def prepare_notebook(
    path: Path, content: bytes, source: NotebookNode, known: KnownCells, config: Config
) -> PreparedNotebook:
    """Parse, repair and sanitize the bytes of a hand-in's notebook; raise `Unreadable` if there is none in them.

    `path` is where the notebook lies and is not read: the file's name is for messages, its stem is the assignment's.
    """
    notebook, notes = parse_notebook(path.name, content)
    notebook, repairs = repair(notebook, known, source)
    return PreparedNotebook(notebook=sanitize(notebook, path.stem, known, config), repairs=(*notes, *repairs))


def sanitize(notebook: NotebookNode, assignment: str, known: KnownCells, config: Config) -> NotebookNode:
    """Return `notebook`, changed in place: outputs gone, ids unique, locked cells as released, kernel as released.

    Raises what nbgrader raises when the notebook's metadata cannot be put right.
    """
    resources = {"nbgrader": {"notebook": assignment, "assignment": assignment, "known": known}}
    ClearOutput(config=config).preprocess(notebook, resources)
    DeduplicateIds(config=config).preprocess(notebook, resources)
    if known.kernelspec:
        notebook.metadata["kernelspec"] = known.kernelspec
    _OverwriteKnown(config=config).preprocess(notebook, resources)
    known.validator.validate_nb(notebook)
    return notebook


class _RememberingValidator(MetadataValidator):
    """nbgrader's check of cells' metadata, which remembers what it found valid: its schema is slow to apply."""

    def __init__(self) -> None:
        super().__init__()
        self.valid: set[str] = set()

    def validate_cell(self, cell: NotebookNode) -> None:
        key = json.dumps([cell.cell_type, cell.metadata.get("nbgrader")], sort_keys=True)
        if key not in self.valid:
            super().validate_cell(cell)
            if len(self.valid) < MAX_REMEMBERED:
                self.valid.add(key)


class _OverwriteKnown(OverwriteCells):
    """nbgrader's OverwriteCells, asking `resources["nbgrader"]["known"]` instead of a gradebook."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        self.notebook_id = resources["nbgrader"]["notebook"]
        self.assignment_id = resources["nbgrader"]["assignment"]
        self.gradebook = resources["nbgrader"]["known"]
        nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
        if self.add_missing_cells:
            nb, resources = self.add_missing_grade_cells(nb, resources)
            nb, resources = self.add_missing_task_cells(nb, resources)
        return nb, resources
