"""Put the cells of one hand-in right: which cell is whose, of which kind, and in which order.

`job` asks before nbgrader's own sanitizers restore the text of test cells. An honest notebook comes back as it was.
Nothing is executed and nothing is read from disk.


One cell of a hand-in, of which nothing is certain: whether it is a cell, what it claims to be, what it may hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode

from initcourse.grading.course.names import defined_names
from initcourse.grading.submission.sanitize import KnownCells


@dataclass(frozen=True)
class Repair:
    """What was put right, in one sentence for TA and student, and the `cell` that it is about, or ""."""

    what: str
    cell: str = ""


def repair(notebook: NotebookNode, known: KnownCells, source: NotebookNode) -> tuple[NotebookNode, tuple[Repair, ...]]:
    """Return `notebook`, changed in place, with every known cell once, in its kind and in the order of `source`."""
    work = _Repairs(notebook, known, source)
    for step in (work.drop_what_is_no_cell, work.forget_unknown_marks, work.settle_copies):
        step()
    for step in (work.restore_kinds, work.restore_missing, work.restore_order, work.renew_ids):
        step()
    return notebook, tuple(work.told)


class _Repairs:
    """The steps, in order; each leaves what the next one builds on."""

    def __init__(self, notebook: NotebookNode, known: KnownCells, source: NotebookNode) -> None:
        self.notebook, self.known, self.told = notebook, known, []
        found = [(_grade_id(cell), cell) for cell in source.cells]
        self.source = {name: cell for name, cell in found if name in known.source_cells}

    def tell(self, what: str, cell: str = "") -> None:
        self.told.append(Repair(what, cell))

    def drop_what_is_no_cell(self) -> None:
        """Keep cells that nbformat could write, with outputs and metadata of the right types."""
        for key in set(self.notebook) - {"cells", "metadata", "nbformat", "nbformat_minor"}:
            self.notebook.pop(key)
        cells = self.notebook.get("cells")
        kept = [cell for cell in cells if _is_cell(cell)] if isinstance(cells, list) else []
        if not isinstance(cells, list) or len(kept) < len(cells):
            self.tell("what was no cell was left out")
        for cell in kept:
            if not isinstance(cell.get("metadata"), dict):
                cell["metadata"] = NotebookNode()
                self.tell("a cell's metadata was no table and was left out")
            for key in [
                key for key, kind in METADATA_TYPES.items() if not isinstance(cell.metadata.get(key, kind()), kind)
            ]:
                cell.metadata.pop(key)
            if not all(isinstance(tag, str) for tag in cell.metadata.get("tags", [])):
                cell.metadata.pop("tags")
            _reset(cell)
        self.notebook["cells"] = kept
        if not isinstance(self.notebook.get("metadata"), dict):
            self.notebook["metadata"] = NotebookNode()
            self.tell("the notebook's metadata was no table and was left out")

    def forget_unknown_marks(self) -> None:
        """Let a cell whose grade_id the course does not know be an ordinary cell of the student's."""
        for cell in self.notebook.cells:
            if "nbgrader" in cell.metadata and _grade_id(cell) not in self.source:
                marks = cell.metadata.pop("nbgrader")
                if claims_grading(marks):
                    self.tell("a cell was marked as graded that is none of this assignment: its marks were removed")

    def settle_copies(self) -> None:
        """Of cells with the same grade_id let one count, and leave the others in the notebook without marks.

        Of a solution cell, the first counts that differs from the release, where the student has worked; of others, the
        first. A copy of a cell that is not the student's own is dropped: its text would run twice.
        """
        for name in self.source:
            copies = [cell for cell in self.notebook.cells if _grade_id(cell) == name]
            if len(copies) < 2:
                continue
            worked_on = [cell for cell in copies if self._is_worked_on(name, cell)]
            counts = (worked_on or copies)[0]
            for cell in copies:
                if cell is not counts:
                    cell.metadata.pop("nbgrader")
            if not self._is_answer(name):
                dropped = {id(cell) for cell in copies if cell is not counts}
                self.notebook.cells = [cell for cell in self.notebook.cells if id(cell) not in dropped]
            which = "the first that differs from the release" if worked_on else "the first"
            self.tell(f"{name} was there {len(copies)} times: {which} counts", name)

    def restore_kinds(self) -> None:
        """Give known cells the marks, the type and the tags that the course gave them."""
        for cell in self.notebook.cells:
            name = _grade_id(cell)
            if name not in self.source:
                continue
            self._mark(cell, name)
            kind = self.known.source_cells[name].cell_type
            if cell.cell_type != kind:
                self.tell(f"{name} was a {cell.cell_type} cell: it is a {kind} cell again", name)
                _retype(cell, kind)
            added = _tags(cell) - _tags(self.source[name])
            if added or not isinstance(cell.metadata.get("tags", []), list):
                cell.metadata.pop("tags")
                self.tell(f"tags of {name} were removed", name)

    def restore_missing(self) -> None:
        """Put back known cells: an unmarked cell that binds a lost answer's names, or the cell as it was released."""
        for name in self.source:
            if any(_grade_id(cell) == name for cell in self.notebook.cells):
                continue
            cell = self._written_elsewhere(name)
            if cell is not None:
                self.tell(f"{name} had lost its marks: the cell that defines it counts", name)
            else:
                cell = self._released(name)
                self.notebook.cells.insert(self._place_of(name), cell)
                self.tell(f"{name} was missing: it was put back as released", name)
            self._mark(cell, name, told=False)

    def restore_order(self) -> None:
        """Bring known cells into the order of the source; a student's own cells stay behind the one before them."""
        blocks: list[list[NotebookNode]] = [[]]
        for cell in self.notebook.cells:
            if _grade_id(cell) in self.source:
                blocks.append([])
            blocks[-1].append(cell)
        order = {name: place for place, name in enumerate(self.source)}
        ordered = sorted(blocks[1:], key=lambda block: order[_grade_id(block[0])])
        if any(one is not other for one, other in zip(ordered, blocks[1:], strict=True)):
            self.tell("cells were in another order: they were graded in the order of the release")
            self.notebook.cells = blocks[0] + [cell for block in ordered for cell in block]

    def renew_ids(self) -> None:
        """Give every cell an id of its own that nbformat allows."""
        seen: set[str] = set()
        for cell in self.notebook.cells:
            if not _is_id(cell.get("id")) or cell.id in seen:
                cell["id"] = nbformat.v4.new_code_cell().id
            seen.add(cell.id)

    def _mark(self, cell: NotebookNode, name: str, *, told: bool = True) -> None:
        marks, truth = cell.metadata.get("nbgrader", {}), self.source[name].metadata["nbgrader"]
        wrong = any(marks.get(key, False) is not truth.get(key, False) for key in GRADING_FLAGS)
        if wrong and told:
            self.tell(f"{name} was marked otherwise: the course's marks count", name)
        graded = self.known.graded_cells.get(name)
        points = {} if graded is None else {"points": graded.max_score}
        right = (
            {key: bool(truth.get(key, False)) for key in GRADING_FLAGS}
            | {"grade_id": name, "schema_version": 3}
            | points
        )
        spare = set(marks) - set(right) - {"cell_type", "checksum", "points"}
        if wrong or spare or any(marks.get(key) != value for key, value in right.items()) or not marks_are_valid(marks):
            cell.metadata["nbgrader"] = NotebookNode(right)

    def _is_answer(self, name: str) -> bool:
        return bool(self.source[name].metadata["nbgrader"].get("solution"))

    def _is_worked_on(self, name: str, cell: NotebookNode) -> bool:
        return self._is_answer(name) and cell.source.strip() not in ("", self.known.source_cells[name].source.strip())

    def _written_elsewhere(self, name: str) -> NotebookNode | None:
        """Return the first unmarked code cell that binds all that the released cell of a lost answer defines."""
        cell = self.known.source_cells[name]
        wanted = names_defined(cell.source) if self._is_answer(name) and cell.cell_type == "code" else set()
        own = (c for c in self.notebook.cells if c.cell_type == "code" and _grade_id(c) not in self.source)
        return next((c for c in own if wanted and wanted <= names_defined(c.source)), None)

    def _released(self, name: str) -> NotebookNode:
        known = self.known.source_cells[name]
        make = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}
        return make.get(known.cell_type, nbformat.v4.new_raw_cell)(known.source)

    def _place_of(self, name: str) -> int:
        """Return where a missing cell belongs: before the next known cell, or at the end."""
        names = list(self.source)
        later = set(names[names.index(name) + 1 :])
        places = (place for place, cell in enumerate(self.notebook.cells) if _grade_id(cell) in later)
        return next(places, len(self.notebook.cells))


GRADING_FLAGS = ("grade", "solution", "locked", "task")
"""What nbgrader decides by, besides the cell's id and its points."""

CELL_TYPES = ("code", "markdown", "raw")

METADATA_TYPES = {"tags": list, "name": str, "jupyter": dict, "execution": dict, "collapsed": bool, "format": str}
"""What nbformat's schema asks of a cell's metadata; what is of another type says nothing, and goes without a word."""


def _is_cell(cell: Any) -> bool:
    """Whether nbformat could write it as a cell, metadata aside."""
    return isinstance(cell, dict) and cell.get("cell_type") in CELL_TYPES and isinstance(cell.get("source"), str)


def _grade_id(cell: Mapping) -> str | None:
    """Return nbgrader's name for the cell, or None if it says none."""
    marks = cell.get("metadata", {}).get("nbgrader")
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) else None


def claims_grading(marks: Any) -> bool:
    """Whether nbgrader's part of the metadata makes anything of the cell."""
    return not isinstance(marks, dict) or any(marks.get(key) for key in (*GRADING_FLAGS, "grade_id"))


def marks_are_valid(marks: Mapping) -> bool:
    """Whether what stands in marks besides the course's own is of the form that nbgrader's schema asks for.

    A solution cell has no points of its own, and nbgrader refuses the notebook if it has some that are no number; True
    equals 1 in Python, and is none either.
    """
    points = marks.get("points", 0)
    return (
        marks.get("cell_type", "code") in CELL_TYPES
        and re.fullmatch(r"\w{32}", str(marks.get("checksum", "0" * 32))) is not None
        and type(points) in (int, float)
        and points >= 0
    )


def _tags(cell: NotebookNode) -> set[str]:
    """Return the cell's tags."""
    found = cell.metadata.get("tags", [])
    return {str(tag) for tag in found} if isinstance(found, list) else set()


def _is_id(found: Any) -> bool:
    """Whether nbformat allows it as a cell's id."""
    return isinstance(found, str) and re.fullmatch(r"[a-zA-Z0-9-_]{1,64}", found) is not None


def _reset(cell: NotebookNode) -> None:
    """Leave a cell only what its type may have, and a code cell no outputs."""
    kept = {"id", "cell_type", "metadata", "source"} | ({"attachments"} if cell.cell_type != "code" else set())
    for key in set(cell) - kept:
        cell.pop(key)
    if not isinstance(cell.get("attachments", {}), dict):
        cell.pop("attachments")
    if cell.cell_type == "code":
        cell["outputs"], cell["execution_count"] = [], None


def _retype(cell: NotebookNode, kind: str) -> None:
    """Make the cell one of another kind, with the same text."""
    cell["cell_type"] = kind
    _reset(cell)


def names_defined(code: str) -> set[str]:
    """Return the names that code defines; none if it is no code."""
    try:
        return defined_names(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()


EXPLANATION_ID = "initcourse-explanation"
"""The id of the cell that says what was put right."""

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~$&-])")


def explain_repairs(notebook: NotebookNode, lines: Sequence[str]) -> None:
    """Put a cell on top of the notebook that says what was done to it before it was graded."""
    items = "\n".join(f"- {MARKDOWN.sub(_escaped, ' '.join(line.split()))}" for line in lines)
    text = f"**Before this notebook was graded:**\n\n{items}"
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(text, id=EXPLANATION_ID))


def _escaped(found: re.Match) -> str:
    return {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(found[1], f"\\{found[1]}")
