"""Put the cells of one hand-in right: which cell is whose, of which kind, and in which order.

`job` asks before nbgrader's own sanitizers restore the text of test cells. An honest notebook comes back as it was.
Nothing is executed and nothing is read from disk.
"""

from __future__ import annotations

from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from initcourse.grading.cells import (
    MARKS,
    TYPES,
    bound,
    claims,
    grade_id,
    is_cell,
    is_id,
    marks_are_valid,
    reset,
    retype,
    tags,
)
from initcourse.grading.sanitize import KnownCells


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
        found = [(grade_id(cell), cell) for cell in source.cells]
        self.source = {name: cell for name, cell in found if name in known.source_cells}

    def tell(self, what: str, cell: str = "") -> None:
        self.told.append(Repair(what, cell))

    def drop_what_is_no_cell(self) -> None:
        """Keep cells that nbformat could write, with outputs and metadata of the right types."""
        for key in set(self.notebook) - {"cells", "metadata", "nbformat", "nbformat_minor"}:
            self.notebook.pop(key)
        cells = self.notebook.get("cells")
        kept = [cell for cell in cells if is_cell(cell)] if isinstance(cells, list) else []
        if not isinstance(cells, list) or len(kept) < len(cells):
            self.tell("what was no cell was left out")
        for cell in kept:
            if not isinstance(cell.get("metadata"), dict):
                cell["metadata"] = NotebookNode()
                self.tell("a cell's metadata was no table and was left out")
            for key in [key for key, kind in TYPES.items() if not isinstance(cell.metadata.get(key, kind()), kind)]:
                cell.metadata.pop(key)
            if not all(isinstance(tag, str) for tag in cell.metadata.get("tags", [])):
                cell.metadata.pop("tags")
            reset(cell)
        self.notebook["cells"] = kept
        if not isinstance(self.notebook.get("metadata"), dict):
            self.notebook["metadata"] = NotebookNode()
            self.tell("the notebook's metadata was no table and was left out")

    def forget_unknown_marks(self) -> None:
        """Let a cell whose grade_id the course does not know be an ordinary cell of the student's."""
        for cell in self.notebook.cells:
            if "nbgrader" in cell.metadata and grade_id(cell) not in self.source:
                marks = cell.metadata.pop("nbgrader")
                if claims(marks):
                    self.tell("a cell was marked as graded that is none of this assignment: its marks were removed")

    def settle_copies(self) -> None:
        """Of cells with the same grade_id let one count, and leave the others in the notebook without marks.

        Of a solution cell, the first counts that differs from the release, where the student has worked; of others, the
        first. A copy of a cell that is not the student's own is dropped: its text would run twice.
        """
        for name in self.source:
            copies = [cell for cell in self.notebook.cells if grade_id(cell) == name]
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
            name = grade_id(cell)
            if name not in self.source:
                continue
            self._mark(cell, name)
            kind = self.known.source_cells[name].cell_type
            if cell.cell_type != kind:
                self.tell(f"{name} was a {cell.cell_type} cell: it is a {kind} cell again", name)
                retype(cell, kind)
            added = tags(cell) - tags(self.source[name])
            if added or not isinstance(cell.metadata.get("tags", []), list):
                cell.metadata.pop("tags")
                self.tell(f"tags of {name} were removed", name)

    def restore_missing(self) -> None:
        """Put back known cells: an unmarked cell that binds a lost answer's names, or the cell as it was released."""
        for name in self.source:
            if any(grade_id(cell) == name for cell in self.notebook.cells):
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
            if grade_id(cell) in self.source:
                blocks.append([])
            blocks[-1].append(cell)
        order = {name: place for place, name in enumerate(self.source)}
        ordered = sorted(blocks[1:], key=lambda block: order[grade_id(block[0])])
        if any(one is not other for one, other in zip(ordered, blocks[1:], strict=True)):
            self.tell("cells were in another order: they were graded in the order of the release")
            self.notebook.cells = blocks[0] + [cell for block in ordered for cell in block]

    def renew_ids(self) -> None:
        """Give every cell an id of its own that nbformat allows."""
        seen: set[str] = set()
        for cell in self.notebook.cells:
            if not is_id(cell.get("id")) or cell.id in seen:
                cell["id"] = nbformat.v4.new_code_cell().id
            seen.add(cell.id)

    def _mark(self, cell: NotebookNode, name: str, *, told: bool = True) -> None:
        marks, truth = cell.metadata.get("nbgrader", {}), self.source[name].metadata["nbgrader"]
        wrong = any(marks.get(key, False) is not truth.get(key, False) for key in MARKS)
        if wrong and told:
            self.tell(f"{name} was marked otherwise: the course's marks count", name)
        graded = self.known.graded_cells.get(name)
        points = {} if graded is None else {"points": graded.max_score}
        right = {key: bool(truth.get(key, False)) for key in MARKS} | {"grade_id": name, "schema_version": 3} | points
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
        wanted = bound(cell.source) if self._is_answer(name) and cell.cell_type == "code" else set()
        own = (c for c in self.notebook.cells if c.cell_type == "code" and grade_id(c) not in self.source)
        return next((c for c in own if wanted and wanted <= bound(c.source)), None)

    def _released(self, name: str) -> NotebookNode:
        known = self.known.source_cells[name]
        make = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}
        return make.get(known.cell_type, nbformat.v4.new_raw_cell)(known.source)

    def _place_of(self, name: str) -> int:
        """Return where a missing cell belongs: before the next known cell, or at the end."""
        names = list(self.source)
        later = set(names[names.index(name) + 1 :])
        places = (place for place, cell in enumerate(self.notebook.cells) if grade_id(cell) in later)
        return next(places, len(self.notebook.cells))
