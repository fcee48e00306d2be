"""Scores as nbgrader's gradebook holds them, per exercise and student."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from nbgrader.api import Gradebook, MissingEntry


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
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return []
    return [
        CellScore(grade.name, None if grade.needs_manual_grade else grade.score, grade.max_score)
        for notebook in submission.notebooks
        for grade in notebook.grades
    ]


def exercise_scores(scores: list[CellScore]) -> dict[str, ExerciseScore]:
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
