"""What becomes of a hand-in, in one word and one line.

A class run decides by it what to record and what to grade again; the report and the demo show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from nbformat import NotebookNode

from initcourse.grading.course.gradebook import ExerciseScore
from initcourse.grading.execution.task import Failure, TaskResult
from initcourse.grading.submission.canonical import Repair
from initcourse.grading.submission.model import Submission
from initcourse.grading.submission.reading import printable_name

MAX_NOTES = 5
"""Sentences on what was put right that a line of the report shows; the graded notebook holds all."""


class Outcome(StrEnum):
    """What became of a hand-in; the words are written into graded notebooks."""

    GRADED = "graded"
    REPAIRED = "repaired"
    NOT_ATTEMPTED = "not attempted"
    WAITS = "waits for a person"
    TIMED_OUT = Failure.TIMED_OUT.value
    OUT_OF_MEMORY = Failure.OUT_OF_MEMORY.value
    KERNEL_DIED = Failure.DIED.value
    UNREADABLE = "unreadable"
    MISPLACED = "in a wrong place"
    GRADER_ERROR = "grader error"

    @property
    def needs_a_person(self) -> bool:
        """Whether the scores say something else than what the answers are worth."""
        return self not in (Outcome.GRADED, Outcome.REPAIRED, Outcome.NOT_ATTEMPTED)

    @property
    def is_final(self) -> bool:
        """Whether grading the same hand-in once more would come to the same."""
        return self not in (Outcome.KERNEL_DIED, Outcome.GRADER_ERROR)


FAILURE_LINES = {
    Failure.DIED: "the process ended in {cells}; the other cells are graded: look at it, or run it again",
    Failure.OUT_OF_MEMORY: "out of memory in {cells}; the other cells are graded: look at it",
    Failure.TIMED_OUT: "out of time in {cells}; the other cells are graded: look at it",
}
"""What a person reads of cells that did not end by themselves; the worst failure first, which names the outcome."""


@dataclass(frozen=True)
class ReportedOutcome:
    """An outcome with a `message` for a person: what happened and what to do, or "" where the word says all.

    `credited` are the grade_ids of the test cells to which follow-through has given points.
    """

    outcome: Outcome
    message: str = ""
    credited: tuple[str, ...] = ()


@dataclass(frozen=True)
class GradedSubmission:
    """What became of one hand-in, with its scores by exercise.

    `graded_before`: an earlier run graded it, and nothing that decides its score has changed since. `sandboxed`: its
    code ran in the sandbox. `together`: why its test cells ran in the student's process; "" if they ran in the judge.
    `problems`: what is wrong with the source that it was graded by. `credited`: the exercises to which follow-through
    has given points.
    """

    submission: Submission
    outcome: Outcome
    message: str
    scores: Mapping[str, ExerciseScore]
    graded_before: bool = False
    sandboxed: bool = True
    together: str = ""
    problems: Sequence[str] = ()
    credited: frozenset[str] = frozenset()

    @property
    def line(self) -> str:
        """Who handed in what, and what became of it, for a list."""
        before = " before" if self.graded_before else ""
        line = f"{printable_name(self.submission.student)}, {self.submission.assignment}: {self.outcome}{before}"
        return f"{line}: {self.message}" if self.message else line

    @property
    def needs_a_person(self) -> bool:
        """Whether the scores say something else than what the answers are worth."""
        return self.outcome.needs_a_person


def outcome_of(
    notebook: NotebookNode,
    execution: TaskResult,
    repairs: Iterable[Repair],
    released: Mapping[str, str],
) -> ReportedOutcome:
    """Return what became of an executed notebook.

    The `execution` says by cell id what went wrong, `repairs` what was put right before; `released` are the texts of
    the course's cells by grade_id.
    """
    reported = _worst(notebook, execution, list(repairs), released)
    return replace(reported, credited=tuple(grade_ids(notebook, execution.credits)))


def _worst(
    notebook: NotebookNode, execution: TaskResult, repairs: list[Repair], released: Mapping[str, str]
) -> ReportedOutcome:
    notes = _some(list(dict.fromkeys(repair.what for repair in repairs)))
    failures, grader_errors = execution.failures, execution.grader_errors
    if grader_errors:
        errors = "; ".join(f"{cell}: {why}" for cell, why in _by_grade_id(notebook, grader_errors).items())
        return ReportedOutcome(Outcome.GRADER_ERROR, f"{errors}: these cells wait for a person")
    for failure, line in FAILURE_LINES.items():
        cells = [cell for cell, why in _by_grade_id(notebook, failures).items() if why == failure]
        if cells:
            return ReportedOutcome(Outcome(failure), "; ".join([line.format(cells=", ".join(cells)), *notes]))
    waiting = [f"{cell}: {why}" for cell, why in _by_grade_id(notebook, execution.doubts).items()]
    waiting += [repair.what for repair in repairs if repair.waits]
    if waiting:
        return ReportedOutcome(Outcome.WAITS, "; ".join(_some(list(dict.fromkeys([*waiting, *notes])))))
    if notes:
        return ReportedOutcome(Outcome.REPAIRED, "; ".join(notes))
    return ReportedOutcome(Outcome.GRADED if _attempted(notebook, released) else Outcome.NOT_ATTEMPTED)


def _some(notes: list[str]) -> list[str]:
    """Return as many of the notes as a line has room for."""
    return notes if len(notes) <= MAX_NOTES else [*notes[:MAX_NOTES], f"and {len(notes) - MAX_NOTES} more repairs"]


def grade_ids(notebook: NotebookNode, cells: Iterable[str]) -> list[str]:
    """Return what nbgrader calls the cells with these ids, in their order; a cell's own id where it has no other."""
    return list(_by_grade_id(notebook, dict.fromkeys(cells, "")))


def _by_grade_id(notebook: NotebookNode, by_cell: Mapping[str, str]) -> dict[str, str]:
    """Return a mapping by cell id with nbgrader's names of the cells in place of their ids, where they have one."""
    names = {cell.get("id", ""): cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells}
    return {names.get(cell) or cell: value for cell, value in by_cell.items()}


def _attempted(notebook: NotebookNode, released: Mapping[str, str]) -> bool:
    """Whether an answer, code or words, is something else than the release put there."""
    marks = ((cell, cell.metadata.get("nbgrader", {})) for cell in notebook.cells)
    answers = ((cell, released.get(mark["grade_id"], "")) for cell, mark in marks if mark.get("solution"))
    return any(cell.source.strip() != text.strip() or cell.get("attachments") for cell, text in answers)
