"""What nbgrader's gradebook holds: the scores of cells and of exercises, and who has any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nbgrader.api import Assignment, BaseCell, Comment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select


@dataclass(frozen=True)
class CellScore:
    """What one cell scored: `points` of `most`, or None while it waits for a person."""

    grade_id: str
    points: float | None
    most: float

    @property
    def exercise(self) -> str:
        """The exercise's name: what stands before the first hyphen of the id."""
        return self.grade_id.split("-")[0]


@dataclass(frozen=True)
class ExerciseScore:
    """The sum over an exercise's cells: `points` is None while one of them waits for a person."""

    points: float | None
    most: float


def cell_scores(gradebook: Gradebook, assignment: str, student: str) -> list[CellScore]:
    """Return the score of every graded cell of one submission; none if the student has no submission."""
    query = (
        select(BaseCell.name, Grade.needs_manual_grade, Grade.score, Grade.max_score)
        .join(Grade, Grade.cell_id == BaseCell.id)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment, SubmittedAssignment.student_id == student)
    )
    return [CellScore(name, None if waits else score, most) for name, waits, score, most in gradebook.db.execute(query)]


def everything(gradebook: Gradebook) -> dict[tuple[str, ...], tuple]:
    """Return all that grading wrote, by student, assignment and cell: scores, comments and late penalties."""
    query = gradebook.db.query
    scores = {
        (g.student.id, g.assignment.name, g.name, "score"): (g.auto_score, g.manual_score, g.needs_manual_grade)
        for g in query(Grade)
    }
    comments = {
        (c.student.id, c.assignment.name, c.name, "comment"): (c.auto_comment, c.manual_comment) for c in query(Comment)
    }
    penalties = {
        (n.student.id, n.assignment.name, "", "penalty"): (n.late_submission_penalty, n.score)
        for n in query(SubmittedNotebook)
    }
    return scores | comments | penalties


def recorded_students(gradebook: Gradebook, assignment: str) -> set[str]:
    """Return the students whose submission of `assignment` the gradebook holds."""
    query = select(SubmittedAssignment.student_id).join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    return set(gradebook.db.execute(query.where(Assignment.name == assignment)).scalars())


def exercise_scores(scores: Sequence[CellScore]) -> dict[str, ExerciseScore]:
    """Sum the cells of every exercise."""
    cells: dict[str, list[CellScore]] = defaultdict(list)
    for score in scores:
        cells[score.exercise].append(score)
    return {
        exercise: ExerciseScore(
            None if any(cell.points is None for cell in own) else sum(cell.points for cell in own),
            sum(cell.most for cell in own),
        )
        for exercise, own in cells.items()
    }
