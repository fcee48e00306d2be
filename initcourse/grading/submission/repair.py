"""Put the cells of one hand-in right: which cell is whose, of which kind, and in which order.

`prepare_notebook` and the nbgrader plugin call it, before nbgrader's own sanitizers restore the text of test cells. An
honest notebook comes back as it was. Nothing of a cell is taken for granted: neither that it is one, nor what it claims
to be. Nothing is executed, and nothing is read from disk.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode

from initcourse.grading.course.names import defined_names
from initcourse.grading.submission.model import KnownCells, Repair

GRADING_FLAGS = ("grade", "solution", "locked", "task")
"""What nbgrader decides by, besides the cell's id and its points."""

CELL_TYPES = ("code", "markdown", "raw")
"""The types that nbformat knows."""

METADATA_TYPES = {"tags": list, "name": str, "jupyter": dict, "execution": dict, "collapsed": bool, "format": str}
"""What nbformat's schema asks of a cell's metadata; what is of another type says nothing, and goes without a note."""

EXPLANATION_ID = "initcourse-explanation"
"""The id of the cell that says what was put right."""

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~$&-])")
"""Characters that mean something in Markdown."""


def repair(notebook: NotebookNode, known: KnownCells, source: NotebookNode) -> tuple[NotebookNode, tuple[Repair, ...]]:
    """Return `notebook`, changed in place, with every known cell once, in its kind and in the order of `source`."""
    work = _Repairs(notebook, known, source)
    work.drop_invalid_cells()
    work.forget_unknown_marks()
    work.settle_copies()
    work.restore_kinds()
    work.restore_missing()
    work.restore_order()
    work.renew_ids()
    return notebook, tuple(work.repairs)


def explain_repairs(notebook: NotebookNode, lines: Sequence[str]) -> None:
    """Put a cell on top of the notebook that says what was done to it before it was graded."""
    items = "\n".join(f"- {MARKDOWN.sub(_escaped, ' '.join(line.split()))}" for line in lines)
    text = f"**Before this notebook was graded:**\n\n{items}"
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(text, id=EXPLANATION_ID))


class _Repairs:
    """The steps of a repair, to be taken in this order. What each may rely on, and leaves to those after it:

    1. `drop_invalid_cells` relies on nothing. After it the notebook has a list of cells and a table of metadata; each
       cell has a type, a text and a table of metadata, and no outputs.
    2. `forget_unknown_marks`: after it a cell that has marks has a grade_id that the source knows.
    3. `settle_copies`: after it no two cells have the same grade_id.
    4. `restore_kinds`: after it every cell with a grade_id has the marks, the type and the tags of the course.
    5. `restore_missing`: after it every known cell is there, and once, as copies are settled.
    6. `restore_order` needs all known cells, each once: after it they are in the order of the source.
    7. `renew_ids` relies on nothing but cells: after it every cell has an id that no other has.

    `source` holds the source's cells that the gradebook knows, by grade_id, in order; `repairs` grows.
    """

    def __init__(self, notebook: NotebookNode, known: KnownCells, source: NotebookNode) -> None:
        self.notebook, self.known = notebook, known
        self.repairs: list[Repair] = []
        named = [(_grade_id(cell), cell) for cell in source.cells]
        self.source = {name: cell for name, cell in named if name is not None and name in known.source_cells}

    def note(self, what: str, cell: str = "") -> None:
        """Add a repair to the list."""
        self.repairs.append(Repair(what=what, cell=cell))

    def drop_invalid_cells(self) -> None:
        """Keep cells that nbformat could write, without outputs and with metadata of the right types."""
        for key in set(self.notebook) - {"cells", "metadata", "nbformat", "nbformat_minor"}:
            self.notebook.pop(key)
        cells = self.notebook.get("cells")
        valid = [cell for cell in cells if _is_cell(cell)] if isinstance(cells, list) else []
        if not isinstance(cells, list) or len(valid) < len(cells):
            self.note("what was not a cell was removed")
        for cell in valid:
            if not isinstance(cell.get("metadata"), dict):
                cell["metadata"] = NotebookNode()
                self.note("a cell's metadata was not a table and was removed")
            _drop_invalid_metadata(cell.metadata)
            _reset(cell)
        self.notebook["cells"] = valid
        if not isinstance(self.notebook.get("metadata"), dict):
            self.notebook["metadata"] = NotebookNode()
            self.note("the notebook's metadata was not a table and was removed")

    def forget_unknown_marks(self) -> None:
        """Let a cell whose grade_id the course does not know be an ordinary cell of the student's."""
        for cell in self.notebook.cells:
            if "nbgrader" in cell.metadata and _grade_id(cell) not in self.source:
                marks = cell.metadata.pop("nbgrader")
                if _claims_grading(marks):
                    self.note("a cell was marked as graded that is not one of this assignment: its marks were removed")

    def settle_copies(self) -> None:
        """Let one of the cells with the same grade_id count, and take the marks from the others.

        Of solution cells, the first that differs from the release counts, as there the student has worked; of others,
        the first. Copies of solution cells stay in the notebook; copies of other cells go, as their text would run
        twice.
        """
        for name in self.source:
            copies = [cell for cell in self.notebook.cells if _grade_id(cell) == name]
            if len(copies) < 2:
                continue
            worked_on = [cell for cell in copies if self._is_worked_on(name, cell)]
            counting = (worked_on or copies)[0]
            for cell in copies:
                if cell is not counting:
                    cell.metadata.pop("nbgrader")
            if not self._is_answer(name):
                dropped = {id(cell) for cell in copies if cell is not counting}
                self.notebook.cells = [cell for cell in self.notebook.cells if id(cell) not in dropped]
            which = "the first that differs from the release" if worked_on else "the first"
            self.note(f"{name} was there {len(copies)} times: {which} counts", name)

    def restore_kinds(self) -> None:
        """Give known cells the marks, the type and the tags that the course gave them."""
        for cell in self.notebook.cells:
            name = _grade_id(cell)
            if name is None or name not in self.source:
                continue
            self._mark(cell, name)
            kind = self.known.source_cells[name].cell_type
            if cell.cell_type != kind:
                self.note(f"{name} was a {cell.cell_type} cell: it is a {kind} cell again", name)
                _retype(cell, kind)
            added = _tags(cell) - _tags(self.source[name])
            if added or not isinstance(cell.metadata.get("tags", []), list):
                cell.metadata.pop("tags")
                self.note(f"tags of {name} were removed", name)

    def restore_missing(self) -> None:
        """Put back known cells: an unmarked cell that binds a lost answer's names, or the cell as it was released."""
        for name in self.source:
            if any(_grade_id(cell) == name for cell in self.notebook.cells):
                continue
            cell = self._written_elsewhere(name)
            if cell is not None:
                self.note(f"{name} had lost its marks: the cell that defines it counts", name)
            else:
                cell = self._released(name)
                self.notebook.cells.insert(self._place_of(name), cell)
                self.note(f"{name} was missing: it was put back as released", name)
            self._mark(cell, name, note=False)

    def restore_order(self) -> None:
        """Bring known cells into the order of the source; a student's own cells stay behind the one before them."""
        blocks: list[list[NotebookNode]] = [[]]
        for cell in self.notebook.cells:
            if _grade_id(cell) in self.source:
                blocks.append([])
            blocks[-1].append(cell)
        order: dict[str | None, int] = {name: place for place, name in enumerate(self.source)}
        ordered = sorted(blocks[1:], key=lambda block: order[_grade_id(block[0])])
        if any(block is not before for block, before in zip(ordered, blocks[1:], strict=True)):
            self.note("cells were in another order: they were graded in the order of the release")
            self.notebook.cells = blocks[0] + [cell for block in ordered for cell in block]

    def renew_ids(self) -> None:
        """Give every cell an id of its own that nbformat allows."""
        seen: set[str] = set()
        for cell in self.notebook.cells:
            if not _is_id(cell.get("id")) or cell.id in seen:
                cell["id"] = nbformat.v4.new_code_cell().id
            seen.add(cell.id)

    def _mark(self, cell: NotebookNode, name: str, *, note: bool = True) -> None:
        """Give `cell` the course's marks; `note` it if those that decide about grading were others."""
        marks, course_marks = cell.metadata.get("nbgrader", {}), self.source[name].metadata["nbgrader"]
        wrong = any(marks.get(key, False) is not course_marks.get(key, False) for key in GRADING_FLAGS)
        if wrong and note:
            self.note(f"{name} was marked otherwise: the course's marks count", name)
        graded = self.known.graded_cells.get(name)
        points = {} if graded is None else {"points": graded.max_score}
        right = (
            {key: bool(course_marks.get(key, False)) for key in GRADING_FLAGS}
            | {"grade_id": name, "schema_version": 3}
            | points
        )
        spare = set(marks) - set(right) - {"cell_type", "checksum", "points"}
        if (
            wrong
            or spare
            or any(marks.get(key) != value for key, value in right.items())
            or not _marks_are_valid(marks)
        ):
            cell.metadata["nbgrader"] = NotebookNode(right)

    def _is_answer(self, name: str) -> bool:
        return bool(self.source[name].metadata["nbgrader"].get("solution"))

    def _is_worked_on(self, name: str, cell: NotebookNode) -> bool:
        return self._is_answer(name) and cell.source.strip() not in ("", self.known.source_cells[name].source.strip())

    def _written_elsewhere(self, name: str) -> NotebookNode | None:
        """Return the first unmarked code cell that binds all that the released cell of a lost answer defines."""
        cell = self.known.source_cells[name]
        wanted = _names_defined(cell.source) if self._is_answer(name) and cell.cell_type == "code" else set()
        unmarked = (c for c in self.notebook.cells if c.cell_type == "code" and _grade_id(c) not in self.source)
        return next((c for c in unmarked if wanted and wanted <= _names_defined(c.source)), None)

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


def _is_cell(cell: Any) -> bool:
    """Whether nbformat could write it as a cell, metadata aside."""
    return isinstance(cell, dict) and cell.get("cell_type") in CELL_TYPES and isinstance(cell.get("source"), str)


def _grade_id(cell: Mapping[str, Any]) -> str | None:
    """Return nbgrader's name for the cell, or None if it says none."""
    marks = cell.get("metadata", {}).get("nbgrader")
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) else None


def _claims_grading(marks: Any) -> bool:
    """Whether the `marks`, which may be of any type, make a graded cell of a cell."""
    return not isinstance(marks, dict) or any(marks.get(key) for key in (*GRADING_FLAGS, "grade_id"))


def _marks_are_valid(marks: Mapping[str, Any]) -> bool:
    """Whether the fields of `marks` that the course does not set have the form that nbgrader's schema asks for.

    The course sets no points for a solution cell, and nbgrader refuses a notebook whose cell has points that are not a
    number; True is not one either, though it equals 1 in Python.
    """
    points = marks.get("points", 0)
    return (
        marks.get("cell_type", "code") in CELL_TYPES
        and re.fullmatch(r"\w{32}", str(marks.get("checksum", "0" * 32))) is not None
        and type(points) in (int, float)
        and points >= 0
    )


def _tags(cell: NotebookNode) -> set[str]:
    tags = cell.metadata.get("tags", [])
    return {str(tag) for tag in tags} if isinstance(tags, list) else set()


def _is_id(value: Any) -> bool:
    """Whether nbformat allows `value` as a cell's id."""
    return isinstance(value, str) and re.fullmatch(r"[a-zA-Z0-9-_]{1,64}", value) is not None


def _drop_invalid_metadata(metadata: NotebookNode) -> None:
    """Remove from a cell's metadata what nbformat's schema refuses."""
    for key, kind in METADATA_TYPES.items():
        if not isinstance(metadata.get(key, kind()), kind):
            metadata.pop(key)
    if not all(isinstance(tag, str) for tag in metadata.get("tags", [])):
        metadata.pop("tags")


def _reset(cell: NotebookNode) -> None:
    """Leave a cell only what its type may have, and a code cell no outputs."""
    fields = {"id", "cell_type", "metadata", "source"} | ({"attachments"} if cell.cell_type != "code" else set())
    for key in set(cell) - fields:
        cell.pop(key)
    if not isinstance(cell.get("attachments", {}), dict):
        cell.pop("attachments")
    if cell.cell_type == "code":
        cell["outputs"], cell["execution_count"] = [], None


def _retype(cell: NotebookNode, kind: str) -> None:
    """Make the cell one of another kind, with the same text."""
    cell["cell_type"] = kind
    _reset(cell)


def _names_defined(code: str) -> set[str]:
    """Return the names that `code` defines; none if Python cannot parse it."""
    try:
        return defined_names(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()


def _escaped(match: re.Match[str]) -> str:
    return {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(match[1], f"\\{match[1]}")
