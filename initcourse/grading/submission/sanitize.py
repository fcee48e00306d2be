"""Restore in a hand-in what the release locked, with nbgrader's own sanitizers.

nbgrader asks its gradebook for every cell of every hand-in. Here the sanitizers ask a copy that was read once per
assignment, so that a hand-in is sanitized without touching a disk.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, GradeCell, MissingEntry, SolutionCell, SourceCell, TaskCell
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import (
    ClearOutput,
    DeduplicateIds,
    NbGraderPreprocessor,
    OverwriteCells,
)
from traitlets.config import Config

MAX_REMEMBERED = 10_000
"""Cells' metadata that are remembered as valid; an honest class has some tens."""


@dataclass(frozen=True)
class KnownCells:
    """What the gradebook knows of the cells of an assignment's notebook, detached from the database."""

    kernelspec: dict | None
    notebook: SimpleNamespace
    source_cells: dict[str, Any]
    graded_cells: dict[str, Any]
    validator: MetadataValidator

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """Return the cell as it was released; raise `MissingEntry`."""
        return _find(self.source_cells, name)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """Return the cell with its points; raise `MissingEntry`."""
        return _find(self.graded_cells, name)

    def find_notebook(self, name: str, assignment: str) -> SimpleNamespace:
        """Return the lists of cells, as nbgrader's notebook has them."""
        return self.notebook


def known_cells(gradebook: Gradebook, assignment: str) -> KnownCells:
    """Read once what the gradebook knows of the notebook that is called like its assignment."""
    notebook = gradebook.find_notebook(assignment, assignment)
    kinds = {
        "source_cells": SourceCell,
        "grade_cells": GradeCell,
        "solution_cells": SolutionCell,
        "task_cells": TaskCell,
    }
    query = gradebook.db.query
    cells = {kind: query(table).filter_by(notebook_id=notebook.id).all() for kind, table in kinds.items()}
    kernelspec = json.loads(notebook.kernelspec) if notebook.kernelspec else None
    gradebook.db.expunge_all()
    graded = cells["grade_cells"] + cells["task_cells"]
    return KnownCells(
        kernelspec,
        SimpleNamespace(**cells),
        {cell.name: cell for cell in cells["source_cells"]},
        {cell.name: cell for cell in graded},
        _Validator(),
    )


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


class _Validator(MetadataValidator):
    """nbgrader's check of cells' metadata, which remembers what it found valid: its schema is slow to apply."""

    def __init__(self) -> None:
        super().__init__()
        self.valid: set[str] = set()

    def validate_cell(self, cell: NotebookNode) -> None:
        seen = json.dumps([cell.cell_type, cell.metadata.get("nbgrader")], sort_keys=True)
        if seen not in self.valid:
            super().validate_cell(cell)
            if len(self.valid) < MAX_REMEMBERED:
                self.valid.add(seen)


class _OverwriteKnown(OverwriteCells):
    """nbgrader's OverwriteCells, asking `resources["nbgrader"]["known"]` instead of a gradebook."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        self.notebook_id = resources["nbgrader"]["notebook"]
        self.assignment_id = resources["nbgrader"]["assignment"]
        self.gradebook = resources["nbgrader"]["known"]
        nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
        if self.add_missing_cells:
            nb, resources = self.add_missing_grade_cells(nb, resources)
            nb, resources = self.add_missing_task_cells(nb, resources)
        return nb, resources


def _find(cells: dict[str, Any], name: str) -> Any:
    if name not in cells:
        raise MissingEntry(f"no cell {name!r} in the gradebook")
    return cells[name]
