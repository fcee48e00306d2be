"""A canonical hand-in: all that is left of a hand-in once it was read, and how a notebook is rebuilt from it.

The reader's answer is decoded by these types, so that nothing nested, huge or forged can reach the driver: it cannot be
expressed. Everything but texts and pictures comes from the course's `Skeleton`.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec
from nbformat import NotebookNode

from initcourse.grading.course.names import SHOW_TAG
from initcourse.grading.feedback.page import PictureType

CellType = Literal["code", "markdown", "raw"]

FLAGS = ("grade", "solution", "locked", "task")
"""What nbgrader decides by, besides a cell's id and its points."""

MAX_CELLS = 10_000
"""Cells that a notebook may have; the course's have some tens."""

MAX_TEXT = 5_000_000
"""Bytes that the texts of all cells take in a notebook's file; the course's notebooks have some ten thousand."""

LINE_COST = 64
"""Bytes that a line counts beyond its text. In a notebook's file it takes quotes, a comma and the space before it; in
memory it is a text of its own while the file is read or written, and that is more."""

LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""What ends a line for `str.splitlines`, by which nbformat divides a text into lines."""


class Repair(msgspec.Struct, frozen=True):
    """What was put right, in one sentence for TA and student, and the grade_id of the `cell` concerned, or "".

    `waits`: the cell waits for a person, as nobody but a person can tell whether its answer stands elsewhere.
    """

    what: str
    cell: str = ""
    waits: bool = False


class SkeletonCell(msgspec.Struct, frozen=True):
    """A cell as it was released, with nbgrader's marks (all False if it has none) and its `points`, if it has any.

    `shows`: it only shows something, so that grading need not run it. `checksum` is nbgrader's, of the released text.
    """

    id: str
    cell_type: CellType
    source: str
    grade_id: str = ""
    grade: bool = False
    solution: bool = False
    locked: bool = False
    task: bool = False
    points: float | None = None
    checksum: str = ""
    tags: frozenset[str] = frozenset()
    shows: bool = False


class Skeleton(msgspec.Struct, frozen=True):
    """What a course says about the notebook called `name`: its cells in order, and the kernel that it is for."""

    name: str
    cells: list[SkeletonCell]
    kernelspec: dict[str, str] = {}

    @property
    def graded(self) -> dict[str, SkeletonCell]:
        """The cells with marks, by grade_id, in order."""
        return {cell.grade_id: cell for cell in self.cells if cell.grade_id}

    @property
    def scored(self) -> list[str]:
        """The grade_ids of the cells that have points."""
        return [cell.grade_id for cell in self.cells if cell.points is not None]


class Picture(msgspec.Struct, frozen=True):
    """A picture pasted into a cell of text, by the name that the text calls it by."""

    name: str
    kind: PictureType
    data: bytes


class CanonicalCell(msgspec.Struct, frozen=True):
    """A text in its place: of the skeleton's cell with this `grade_id`, or a further cell of the student's.

    A locked cell has no text here: its text is the skeleton's.
    """

    cell_type: CellType
    source: str
    id: str
    grade_id: str = ""
    pictures: list[Picture] = []
    skipped: bool = False


class CanonicalHandIn(msgspec.Struct, frozen=True, tag=True):
    """One hand-in: every cell of the skeleton that has marks, once and in order, among the student's own.

    `files` are the names of the attached files that are taken along, as the file system has them below the `folder`
    that the notebook lies in; `unpacked` are those from an archive. `timestamp` is when it came, in UTC. `untouched`:
    it is as it was released. `builds_on` says for answers, by grade_id, which other answers they use.
    """

    cells: list[CanonicalCell]
    files: list[bytes] = []
    folder: bytes = b""
    unpacked: dict[bytes, bytes] = {}
    untouched: bool = False
    repairs: list[Repair] = []
    timestamp: datetime | None = None
    builds_on: dict[str, list[str]] = {}


class Refusal(msgspec.Struct, frozen=True, tag=True):
    """Why a hand-in cannot be read, and what to do."""

    reason: str


def rebuild(skeleton: Skeleton, hand_in: CanonicalHandIn) -> NotebookNode:
    """Return the notebook that is executed and graded: the skeleton with the hand-in's texts and pictures.

    A cell that only shows something is known by its text, as it may take longer than others.
    """
    graded, shown = skeleton.graded, {cell.source.strip() for cell in skeleton.cells if cell.shows}
    metadata = NotebookNode(kernelspec=NotebookNode(skeleton.kernelspec)) if skeleton.kernelspec else NotebookNode()
    cells = [_cell(cell, graded.get(cell.grade_id)) for cell in hand_in.cells]
    for cell in cells:
        if cell.cell_type == "code" and not cell.metadata and cell.source.strip() in shown:
            cell.metadata.tags = [SHOW_TAG]
    return NotebookNode(nbformat=4, nbformat_minor=5, metadata=metadata, cells=cells)


def released_notebook(skeleton: Skeleton, answers: Mapping[str, str] | None = None) -> NotebookNode:
    """Return the notebook as it was released, with these answers in it, by grade_id."""
    cells = [
        CanonicalCell(cell.cell_type, (answers or {}).get(cell.grade_id, cell.source), cell.id, cell.grade_id)
        for cell in skeleton.cells
    ]
    return rebuild(skeleton, CanonicalHandIn(cells))


def stored_size(text: str) -> int:
    """Return how many bytes a text takes in a notebook's file, at most: each line is one of JSON there."""
    return len(msgspec.json.encode(text)) + LINE_COST * (1 + sum(map(text.count, LINE_BREAKS)))


def _cell(cell: CanonicalCell, known: SkeletonCell | None) -> NotebookNode:
    source = known.source if known is not None and known.locked else cell.source
    rebuilt = NotebookNode(cell_type=cell.cell_type, id=cell.id, metadata=NotebookNode(), source=source)
    if known is not None:
        rebuilt.metadata.nbgrader = _marks(known)
    if cell.cell_type == "code":
        rebuilt.update(execution_count=None, outputs=[])
    elif cell.pictures:
        encoded = {p.name: NotebookNode({p.kind: b64encode(p.data).decode()}) for p in cell.pictures}
        rebuilt.attachments = NotebookNode(encoded)
    return rebuilt


def _marks(cell: SkeletonCell) -> NotebookNode:
    """Return what nbgrader's own sanitizers leave as a cell's marks."""
    flags = {"grade": cell.grade, "solution": cell.solution, "locked": cell.locked, "task": cell.task}
    marks = NotebookNode(**flags, grade_id=cell.grade_id, schema_version=3, cell_type=cell.cell_type)
    if cell.checksum:
        marks.checksum = cell.checksum
    if cell.points is not None:
        marks.points = cell.points
    return marks
