"""What becomes of a hand-in, in one word and one line: `job` decides by it, and everybody reads it.

What became of one hand-in, for whoever counts and shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from initcourse.grading.course.gradebook import ExerciseScore
from initcourse.grading.execution.task import DIED, OUT_OF_MEMORY, TIMED_OUT
from initcourse.grading.submission.model import Submission

GRADED, REPAIRED, NOT_ATTEMPTED, UNREADABLE, GRADER_ERROR = (
    "graded",
    "repaired",
    "not attempted",
    "unreadable",
    "our fault",
)

WELL = (GRADED, REPAIRED, NOT_ATTEMPTED)
"""Outcomes that need no person: the scores say what the answers are worth."""

FINAL = (*WELL, TIMED_OUT, OUT_OF_MEMORY, UNREADABLE)
"""Outcomes that grading the same hand-in once more would not change."""

FAILURE_LINES = {
    DIED: "the process ended in {cells}; the other cells are graded: look at it, or run it again",
    OUT_OF_MEMORY: "out of memory in {cells}; the other cells are graded: look at it",
    TIMED_OUT: "out of time in {cells}; the other cells are graded: look at it",
}
"""What a person is told of cells that did not end by themselves, the worst first."""


@dataclass(frozen=True)
class Outcome:
    """One of the words above, and a line for a person, or ""."""

    word: str
    message: str = ""


def outcome_of(
    notebook: NotebookNode, trouble: Mapping[str, str], faults: Mapping[str, str], repairs: Iterable[str]
) -> Outcome:
    """Tell what became of an executed notebook, from what went wrong by cell id, and from what was put right before."""
    put_right = list(dict.fromkeys(repairs))
    if faults:
        told = "; ".join(f"{cell}: {why}" for cell, why in _named(notebook, faults).items())
        return Outcome(GRADER_ERROR, f"{told}: these cells wait for a person")
    for word, line in FAILURE_LINES.items():
        cells = [cell for cell, why in _named(notebook, trouble).items() if why == word]
        if cells:
            return Outcome(word, "; ".join([line.format(cells=", ".join(cells)), *put_right]))
    if put_right:
        return Outcome(REPAIRED, "; ".join(put_right))
    return Outcome(GRADED if _attempted(notebook) else NOT_ATTEMPTED)


def graded_ids(notebook: NotebookNode, cells: Iterable[str]) -> set[str]:
    """Return what nbgrader calls the cells with these ids."""
    return set(_named(notebook, dict.fromkeys(cells)))


def _named(notebook: NotebookNode, by_cell: Mapping[str, str]) -> dict[str, str]:
    """Return the mapping by nbgrader's names of the cells, where they have one."""
    names = {cell.get("id", ""): cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells}
    return {names.get(cell) or cell: why for cell, why in by_cell.items()}


def _attempted(notebook: NotebookNode) -> bool:
    """Whether a solution cell holds something else than the release put there."""
    answers = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    return any("raise NotImplementedError()" not in cell.source for cell in answers if cell.cell_type == "code")


@dataclass(frozen=True)
class GradedSubmission:
    """What became of one hand-in: its `outcome`, a line for a person or "", and its scores by exercise.

    `before`: it was graded by an earlier run and nothing that decides its score has changed since. `walled`: its code
    ran behind walls. `apart`: its test cells ran apart from it.
    """

    submission: Submission
    outcome: str
    message: str
    scores: dict[str, ExerciseScore]
    before: bool = False
    walled: bool = True
    apart: bool = True

    @property
    def line(self) -> str:
        """Who, what, and what became of it, for a list."""
        told = f"{self.submission.student}, {self.submission.assignment}: {self.outcome}"
        told += " before" if self.before else ""
        return f"{told}: {self.message}" if self.message else told

    @property
    def needs_a_person(self) -> bool:
        """Whether the outcome says something else than what the answers are worth."""
        return self.outcome not in WELL
