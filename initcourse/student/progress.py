"""What a student has reached in a running kernel: which checks have passed, and what to do next.

`kernel` tells a `Progress` which cells have run; nothing is shown or stored here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from initcourse.hints import Finding, Outcomes
from initcourse.student.cell_table import CellTable, ReleasedCell, points_text, text_hash


@dataclass
class Progress:
    """The checks that have passed, by assignment, and the answers whose definition is not that of their cell.

    `stale` says by name why a function that is there is an older one; `empty` are the names whose cell is as it was
    released, and `failed` those whose cell ended in an error before it defined them for the first time. `cells` are the
    names that each cell of the notebook has defined, by the id that the front end gives it; `texts` the cell that each
    name comes from. `found` is what checks that failed have found, by their `grade_id`.
    """

    tables: Sequence[CellTable]
    passed: dict[str, set[str]] = field(default_factory=dict)
    stale: dict[str, str] = field(default_factory=dict)
    empty: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    cells: dict[str, frozenset[str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    found: dict[str, Finding | None] = field(default_factory=dict)

    @property
    def answers(self) -> Mapping[str, ReleasedCell]:
        """The cells in which code is to be written, by the names that they define."""
        return {name: cell for table in self.tables for name, cell in table.answers.items()}

    def check(self, code: str) -> tuple[CellTable, ReleasedCell] | None:
        """Return the check that a cell with this text is, with its table; None if it is none."""
        key = text_hash(code)
        return next(((table, table.checks[key]) for table in self.tables if key in table.checks), None)

    def ran(self, code: str, cell_id: str, *, well: bool, bound: AbstractSet[str], kept: AbstractSet[str]) -> list[str]:
        """Take note of a cell that has run; return what to tell the student: a line for a check that has passed.

        `bound` are the answers' names that the cell has given a value, and `kept` those that hold the one from before.
        """
        known = self.check(code)
        if known is None:
            self._ran_answer(code, cell_id, well=well, bound=bound, kept=kept)
            return []
        table, check = known
        passed, subject = self.passed.setdefault(table.assignment, set()), f"{check.number} {check.aspect}"
        if not well:
            passed.discard(check.grade_id)
            return []
        self.found.pop(check.grade_id, None)
        if self.older_definition(code):
            return [f"{subject}: not counted, as it saw what is no longer in the notebook"]
        passed.add(check.grade_id)
        told = "there; whether it is right is seen when it is graded" if check.later else "passed"
        return [f"{subject}: {told} ({points_text(check.points)})", *self._after_exercise(table, check.exercise)]

    def outcomes(self, check: ReleasedCell) -> Outcomes:
        """Return what the other checks of the same exercise have found since its answer was last changed."""
        checks = {cell.grade_id for table in self.tables for cell in table.cells if cell.exercise == check.exercise}
        others = checks - {check.grade_id}
        passed = frozenset(others.intersection(set().union(*self.passed.values())))
        failed = frozenset(others & self.found.keys())
        found = tuple(finding for test in sorted(failed) if (finding := self.found[test]))
        return Outcomes(passed, failed | {check.grade_id}, found)

    def older_definition(self, code: str) -> str | None:
        """Return what to tell of a check that looks at an older definition than the one in the notebook."""
        known = self.check(code)
        names = self._names(known[1]) if known else []
        return next((self.stale[name] for name in names if name in self.stale), None)

    def empty_answer(self, check: ReleasedCell) -> str | None:
        """Return the name that the check asks for if its cell is as it was released."""
        return next((name for name in self._names(check) if name in self.empty), None)

    def answers_in(self, code: str) -> set[str]:
        """Return the answers' names that a cell defines."""
        return _defined(code) & self.answers.keys()

    def _names(self, check: ReleasedCell) -> list[str]:
        return [name for name, cell in self.answers.items() if cell.exercise == check.exercise]

    def _ran_answer(
        self, code: str, cell_id: str, *, well: bool, bound: AbstractSet[str], kept: AbstractSet[str]
    ) -> None:
        """Open the checks of what the cell defines, and remember what it does not define any more."""
        names = self.answers_in(code) | bound
        gone = self.cells.get(cell_id, frozenset()) - names if cell_id else frozenset()
        if cell_id:
            self.cells[cell_id] = frozenset(names | gone)
        for name in names:
            again = well and self.texts.get(name) == text_hash(code) and name not in self.stale
            self._forget(name)
            self.texts[name] = text_hash(code)
            if text_hash(code) == self.answers[name].text:
                self.empty.add(name)
            elif not well and name not in bound | kept:
                self.failed.add(name)
            elif not well and name in kept:
                self.stale[name] = (
                    f"Note: the cell of {name} ended in an error; this check sees {name} as it was before."
                )
            if not again:
                self._open(self.answers[name].exercise)
        for name in gone & kept:
            self.stale[name] = f"Note: no cell defines {name} any more; this check sees {name} as it was before."

    def _open(self, exercise: str) -> None:
        """Take back what the checks of an exercise have found: its answer is another one now."""
        for table in self.tables:
            checks = {cell.grade_id for cell in table.cells if cell.exercise == exercise}
            self.passed.get(table.assignment, set()).difference_update(checks)
            for check in checks:
                self.found.pop(check, None)

    def _forget(self, name: str) -> None:
        """Take back what was noted of the cell that defines a name."""
        self.stale.pop(name, None)
        self.empty.discard(name)
        self.failed.discard(name)

    def _after_exercise(self, table: CellTable, exercise: str) -> list[str]:
        """Return the line that ends an exercise: the points so far, and what is next."""
        passed, exercises = self.passed[table.assignment], table.exercises
        if not {cell.grade_id for cell in exercises[exercise]} <= passed:
            return []
        checks = [check for check in table.checks.values() if not check.later]
        reached = sum(check.points for check in checks if check.grade_id in passed)
        line = f"{reached:g} of {points_text(sum(check.points for check in checks))} from checks"
        open_ = {name: cells for name, cells in exercises.items() if not {c.grade_id for c in cells} <= passed}
        coded = [cells[0] for cells in open_.values() if cells[0].kind == "test"]
        if coded:
            return [f"{line}; next: {coded[0].number}"]
        written = " and ".join(cells[0].number for cells in open_.values())
        return [f"{line}; left: {written}, in words" if written else line]


def _defined(code: str) -> set[str]:
    """Return the functions and variables that a cell defines at its top level; of no Python, those after `def`."""
    try:
        body = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(re.findall(r"^(?:def\s+)?(\w+)\s*(?=[(=])", code, re.MULTILINE))
    names = {node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)}
    targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    return names | {target.id for target in targets if isinstance(target, ast.Name)}
