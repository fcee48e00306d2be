"""Grade a whole class: every hand-in of every assignment, one after the other, each by nbgrader itself.

A hand-in that cannot be graded costs a line and never the others. Nothing is printed here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import MissingEntry

from initcourse.grading.course import Course
from initcourse.grading.errors import ArgumentError, CourseError
from initcourse.grading.gradebook import ExerciseScore, cell_scores, exercise_scores
from initcourse.grading.release import build
from initcourse.grading.source import read_assignment
from initcourse.grading.submission import Submission, find_submissions, why_unreadable

TIMED_OUT = "CellTimeoutError"


@dataclass(frozen=True)
class Graded:
    """What became of one hand-in: its `outcome`, a line for a person or "", and its scores by exercise."""

    submission: Submission
    outcome: str
    message: str
    scores: dict[str, ExerciseScore]

    @property
    def line(self) -> str:
        """Who, what, and what became of it, for a list."""
        told = f"{self.submission.student}, {self.submission.assignment}: {self.outcome}"
        return f"{told}: {self.message}" if self.message else told

    @property
    def needs_a_person(self) -> bool:
        """Whether the outcome says something else than what the student knows."""
        return self.outcome not in ("graded", "not attempted")


def hand_ins(root: Path, assignments: Sequence[str], students: Sequence[str] = ()) -> list[Submission]:
    """Return the hand-ins to grade; raise `CourseError` if there are none, `ArgumentError` for an unknown student."""
    submitted = root / "submitted"
    if not submitted.is_dir():
        raise CourseError(
            f"no folder {submitted}: collect the hand-ins there, as <student>/<assignment>/<assignment>.ipynb"
        )
    found = [hand_in for name in assignments for hand_in in find_submissions(submitted, name)]
    unknown = set(students) - {path.name for path in submitted.iterdir()}
    if unknown:
        raise ArgumentError(f"no hand-ins of {', '.join(sorted(unknown))} in {submitted}")
    found = [hand_in for hand_in in found if not students or hand_in.student in students]
    if not found:
        raise CourseError(
            f"no hand-ins for {', '.join(assignments)} in {submitted}: collect them as <student>/<assignment>/"
        )
    return found


def prepare(root: Path, assignments: Sequence[str]) -> None:
    """Record in the gradebook every assignment that it does not know yet, from its source."""
    course = Course(root)
    for name in assignments:
        read_assignment(root, name)
        with course.gradebook() as gradebook:
            try:
                gradebook.find_notebook(name, name)
                continue
            except MissingEntry:
                pass
        with tempfile.TemporaryDirectory() as folder:
            build(course, [name], into=Path(folder), record=True)


def grade_all(root: Path, submissions: Sequence[Submission]) -> Iterator[Graded]:
    """Grade every hand-in and yield what became of it, in the given order."""
    course = Course(root)
    for submission in submissions:
        yield _grade(course, submission)


def _grade(course: Course, submission: Submission) -> Graded:
    reason = why_unreadable(submission)
    if reason:
        return Graded(submission, "unreadable", reason, {})
    result = course.autograde(submission.assignment, submission.student)
    if not result.done:
        return Graded(submission, "not graded", f"nbgrader stopped ({result.reason})", {})
    with course.gradebook() as gradebook:
        cells = cell_scores(gradebook, submission.assignment, submission.student)
    outcome, message = _outcome(course.root, submission)
    return Graded(submission, outcome, message, exercise_scores(cells))


def _outcome(root: Path, submission: Submission) -> tuple[str, str]:
    """Tell a hand-in whose cells ran out of time, or hold no answer yet, from one that was graded as usual."""
    path = root / "autograded" / submission.student / submission.assignment / submission.notebook.name
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    raised = {cell.id: {output.ename for output in cell.outputs if output.output_type == "error"} for cell in cells}
    slow = [cell for cell, names in raised.items() if TIMED_OUT in names]
    if slow:
        return "timed out", f"out of time in {', '.join(slow)}; the other exercises are graded"
    answers = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("solution")]
    if all("raise NotImplementedError()" in cell.source for cell in answers):
        return "not attempted", ""
    return "graded", ""
