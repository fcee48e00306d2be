"""What the class did, for people: a table student by exercise for every assignment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.table import Table

from initcourse.grading.batch import Graded
from initcourse.grading.gradebook import ExerciseScore
from initcourse.grading.source import PointsRow, points_table, read_assignment


def class_tables(root: Path, graded: Sequence[Graded]) -> Iterator[Table]:
    """Yield one table per assignment: a row per student, a column per exercise, the sum and the outcome."""
    for name in sorted({result.submission.assignment for result in graded}):
        exercises = points_table(read_assignment(root, name).notebook)
        yield _table(name, exercises, [result for result in graded if result.submission.assignment == name])


def _table(name: str, exercises: Sequence[PointsRow], graded: Sequence[Graded]) -> Table:
    numbers = ", ".join(f"{row.number} {row.exercise}" for row in exercises)
    table = Table(title=name, caption=f"{numbers}.  ? waits for a person, - has no score")
    table.add_column("student")
    for row in exercises:
        table.add_column(f"{row.number}\n/{row.points:g}", justify="right")
    table.add_column(f"auto\n/{_most(graded):g}", justify="right")
    table.add_column("outcome")
    for result in graded:
        cells = [_points(result.scores.get(row.exercise)) for row in exercises]
        table.add_row(result.submission.student, *cells, _sum(result), result.outcome)
    return table


def _points(score: ExerciseScore | None) -> str:
    if score is None:
        return "-"
    return "?" if score.points is None else f"{score.points:g}"


def _sum(result: Graded) -> str:
    known = [score.points for score in result.scores.values() if score.points is not None]
    return f"{sum(known):g}" if known else "-"


def _most(graded: Sequence[Graded]) -> float:
    """Points that need no person, as far as this class shows them."""
    return max((sum(s.most for s in r.scores.values() if s.points is not None) for r in graded), default=0)
