"""The records that the steps of this room pass on, the reason why a hand-in has none, and the hash of its content.

Every other file of the room imports from here, and so do the rooms that grade and report a class. Nothing is read.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nbgrader.api import MissingEntry
from nbgrader.nbgraderformat import MetadataValidator

from initcourse.grading.errors import CourseError


class Unreadable(CourseError):
    """A hand-in that cannot be read as it is; the text says what to do."""


@dataclass(frozen=True)
class Repair:
    """What was put right, in one sentence for TA and student, and the grade_id of the `cell` concerned, or ""."""

    what: str
    cell: str = ""


@dataclass(frozen=True)
class Submission:
    """One student's folder for one assignment."""

    student: str
    assignment: str
    folder: Path

    @property
    def notebook(self) -> Path:
        """Where the notebook must be: it has the assignment's name."""
        return self.folder / f"{self.assignment}.ipynb"


@dataclass(frozen=True)
class HandIn:
    """What a submission's folder holds: the notebook's bytes, the attached `files` by path, and when it came (UTC)."""

    content: bytes
    files: dict[str, bytes] = field(default_factory=dict)
    timestamp: datetime | None = None
    repairs: tuple[Repair, ...] = ()

    @property
    def digest(self) -> str:
        """The SHA-256 of everything that was handed in; it does not depend on the order of the files."""
        attached = (part for name in sorted(self.files) for part in (os.fsencode(name), self.files[name]))
        return content_digest(b"", self.content, *attached)


def content_digest(*parts: bytes) -> str:
    """Return the SHA-256 of `parts`; each is preceded by its length, so that no other cut gives the same hash."""
    return hashlib.sha256(b"".join(b"%d:" % len(part) + part for part in parts)).hexdigest()


@dataclass(frozen=True)
class KnownCells:
    """What the gradebook knows of the cells of an assignment's notebook, detached from the database.

    The `find_` methods are those of nbgrader's `Gradebook` that its sanitizers call.
    """

    kernelspec: dict[str, Any] | None
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


def _find(cells: dict[str, Any], name: str) -> Any:
    if name not in cells:
        raise MissingEntry(f"no cell {name!r} in the gradebook")
    return cells[name]
