"""Repair the cells of a hand-in: every cell of the course once, in its own kind, and in the course's order.

`reading` calls it, in a process that is confined to this hand-in. An honest notebook comes back as it was. Nothing of a
cell is taken for granted but that it has a type and a text.
"""

from __future__ import annotations

import ast

from initcourse.grading.course.names import MAY_FAIL_TAG, NOT_PYTHON, defined_names
from initcourse.grading.submission.canonical import FLAGS, Repair, Skeleton, SkeletonCell
from initcourse.grading.submission.parser import ParsedCell


def holds_answers(cells: list[ParsedCell], skeleton: Skeleton) -> bool:
    """Whether cells of a hand-in are for this assignment's answers: one has the marks or the names of one of them."""
    answers = {cell.grade_id: cell for cell in skeleton.cells if cell.solution and cell.cell_type == "code"}
    names = set().union(*(_names_defined(cell.source) for cell in answers.values()))
    return not answers or any(
        cell.grade_id in answers or (cell.cell_type == "code" and names & _names_defined(cell.source)) for cell in cells
    )


def is_untouched(cells: list[ParsedCell], skeleton: Skeleton) -> bool:
    """Whether repaired cells are those of the release, with no text or picture of the student's."""
    graded, released = skeleton.graded, {cell.source.strip() for cell in skeleton.cells}
    for cell in cells:
        texts = {graded[cell.grade_id].source.strip(), ""} if cell.grade_id else released | {""}
        locked = cell.grade_id is not None and graded[cell.grade_id].locked
        if cell.attachments or (not locked and cell.source.strip() not in texts):
            return False
    return True


def repair(cells: list[ParsedCell], skeleton: Skeleton) -> tuple[list[ParsedCell], list[Repair]]:
    """Return the cells with every marked cell of the skeleton once and in its order, and what was put right."""
    work = _Repairs(cells, skeleton)
    work.forget_unknown_marks()
    work.settle_copies()
    work.restore_kinds()
    work.restore_missing()
    work.restore_order()
    work.ask_for_written_answers()
    return work.cells, work.repairs


class _Repairs:
    """The steps of a repair, to be taken in this order. What each may rely on, and leaves to those after it:

    1. `forget_unknown_marks`: after it a cell that has a grade_id has one that the course knows.
    2. `settle_copies`: after it no two cells have the same grade_id.
    3. `restore_kinds`: after it every cell with a grade_id has the type that the course gave it.
    4. `restore_missing`: after it every known cell is there, and once, as copies are settled.
    5. `restore_order` needs all known cells, each once: after it they are in the order of the course.
    6. `ask_for_written_answers` changes no cell.

    `known` holds the course's marked cells by grade_id, in order; `repairs` grows.
    """

    def __init__(self, cells: list[ParsedCell], skeleton: Skeleton) -> None:
        self.cells, self.known = cells, skeleton.graded
        self.released = {cell.source.strip() for cell in skeleton.cells}
        self.repairs: list[Repair] = []

    def note(self, what: str, cell: str = "", *, waits: bool = False) -> None:
        """Add a repair to the list."""
        self.repairs.append(Repair(what=what, cell=cell, waits=waits))

    def forget_unknown_marks(self) -> None:
        """Let a cell whose grade_id the course does not know be an ordinary cell of the student's."""
        for cell in self.cells:
            if cell.grade_id not in self.known:
                if cell.marked:
                    self.note("a cell was marked as graded that is not one of this assignment: its marks were removed")
                cell.grade_id = None

    def settle_copies(self) -> None:
        """Let one of the cells with the same grade_id count, and take the marks from the others.

        Of solution cells, the first that differs from the release counts, as there the student has worked; of others,
        the first. Copies of solution cells stay in the notebook; copies of other cells go, as their text would run
        twice.
        """
        for name, known in self.known.items():
            copies = [cell for cell in self.cells if cell.grade_id == name]
            if len(copies) < 2:
                continue
            worked_on = [
                cell for cell in copies if known.solution and cell.source.strip() not in ("", known.source.strip())
            ]
            counting = (worked_on or copies)[0]
            for cell in copies:
                if cell is not counting:
                    cell.grade_id = None
            if not known.solution:
                dropped = {id(cell) for cell in copies if cell is not counting}
                self.cells = [cell for cell in self.cells if id(cell) not in dropped]
            which = "the first that differs from the release" if worked_on else "the first"
            self.note(f"{name} was there {len(copies)} times: {which} counts", name)

    def restore_kinds(self) -> None:
        """Give known cells the type that the course gave them, and say so if their marks or tags were others."""
        for cell in self.cells:
            known = self.known.get(cell.grade_id or "")
            if known is None:
                continue
            if cell.marks != {flag for flag in FLAGS if getattr(known, flag)}:
                self.note(f"{known.grade_id} was marked otherwise: the course's marks count", known.grade_id)
            if cell.cell_type != known.cell_type:
                what = f"was a {cell.cell_type} cell: it is a {known.cell_type} cell again"
                self.note(f"{known.grade_id} {what}", known.grade_id)
                cell.cell_type = known.cell_type
            if cell.tags - known.tags - {MAY_FAIL_TAG}:
                self.note(f"tags of {known.grade_id} were removed", known.grade_id)

    def restore_missing(self) -> None:
        """Put back known cells: an unmarked cell that binds a lost answer's names, or the cell as it was released."""
        for name, known in self.known.items():
            if any(cell.grade_id == name for cell in self.cells):
                continue
            cell = self._written_elsewhere(known)
            if cell is not None:
                self.note(f"{name} had lost its marks: the cell that defines it counts", name)
                cell.grade_id = name
                continue
            place, given = self._place_of(name), self._given_in_another(known)
            text = known.source
            if given is not None:  # a stub would cover it; where it comes too late, it runs here, too
                text = "" if any(cell is given for cell in self.cells[:place]) else given.source
            self.cells.insert(place, ParsedCell(known.cell_type, text, grade_id=name))
            how = f"{given.grade_id} defines it, and counts" if given is not None else "it was put back as released"
            self.note(f"{name} was missing: {how}", name)

    def restore_order(self) -> None:
        """Bring known cells into the order of the course; a student's own cells stay behind the one before them."""
        blocks: list[list[ParsedCell]] = [[]]
        for cell in self.cells:
            if cell.grade_id is not None:
                blocks.append([])
            blocks[-1].append(cell)
        order: dict[str | None, int] = {name: place for place, name in enumerate(self.known)}
        ordered = sorted(blocks[1:], key=lambda block: order[block[0].grade_id])
        if any(block is not before for block, before in zip(ordered, blocks[1:], strict=True)):
            self.note("cells were in another order: they were graded in the order of the release")
            self.cells = blocks[0] + [cell for block in ordered for cell in block]

    def ask_for_written_answers(self) -> None:
        """Have a person look where a written answer is as it was released, and the hand-in holds other text."""
        empty = [cell for cell in self.cells if self._waits_for_text(cell)]
        if empty and any(self._is_text_of_the_student(cell) for cell in self.cells):
            for cell in empty:
                what = f"{cell.grade_id} is as it was released, and there is text of the student's outside it"
                self.note(f"{what}: a person looks at it", cell.grade_id or "", waits=True)

    def _waits_for_text(self, cell: ParsedCell) -> bool:
        """Whether this is a cell for an answer that a person marks, and nothing was written into it."""
        known = self.known.get(cell.grade_id or "")
        if known is None or not (known.grade and known.solution) or cell.attachments:
            return False
        return cell.source.strip() in ("", known.source.strip())

    def _is_text_of_the_student(self, cell: ParsedCell) -> bool:
        """Whether this is text, not code, that the course has not released, in a cell that has no marks."""
        text = cell.source.strip()
        if cell.grade_id is not None or text in self.released:
            return False
        if cell.cell_type != "code":
            return bool(text or cell.attachments)
        return bool(text) and _is_comment(text)

    def _given_in_another(self, known: SkeletonCell) -> ParsedCell | None:
        """Return the first answer that binds all that a lost one defines."""
        wanted = _names_defined(known.source) if known.solution and known.cell_type == "code" else set()
        answers = (cell for cell in self.cells if cell.grade_id and self.known[cell.grade_id].solution)
        found = (cell for cell in answers if wanted and wanted <= _names_defined(cell.source))
        return next(found, None)

    def _written_elsewhere(self, known: SkeletonCell) -> ParsedCell | None:
        """Return the first unmarked code cell that binds all that the released cell of a lost answer defines."""
        wanted = _names_defined(known.source) if known.solution and known.cell_type == "code" else set()
        unmarked = (cell for cell in self.cells if cell.cell_type == "code" and cell.grade_id is None)
        return next((cell for cell in unmarked if wanted and wanted <= _names_defined(cell.source)), None)

    def _place_of(self, name: str) -> int:
        """Return where a missing cell belongs: before the next known cell, or at the end."""
        names = list(self.known)
        later = set(names[names.index(name) + 1 :])
        places = (place for place, cell in enumerate(self.cells) if cell.grade_id in later)
        return next(places, len(self.cells))


def _is_comment(code: str) -> bool:
    """Whether the code of a cell is words alone: comments, or a text that nothing is done with."""
    try:
        body = ast.parse(code).body
    except NOT_PYTHON:
        return True
    return all(isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant) for part in body)


def _names_defined(code: str) -> set[str]:
    """Return the names that `code` defines; none if Python cannot parse it."""
    try:
        return defined_names(code)
    except NOT_PYTHON:
        return set()
