"""What the class did, for people: a table student by exercise for every assignment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.table import Table

from initcourse.grading.graded import Graded
from initcourse.grading.scores import ExerciseScore
from initcourse.grading.source import Assignment, points_table, read_assignment


def class_tables(root: Path, graded: Sequence[Graded]) -> Iterator[Table]:
    """Yield one table per assignment: a row per student, a column per exercise, the automatic sum and the outcome."""
    for name in sorted({result.submission.assignment for result in graded}):
        own = [result for result in graded if result.submission.assignment == name]
        own.sort(key=lambda result: result.submission.student)
        yield _table(read_assignment(root, name), own)


def _table(assignment: Assignment, graded: Sequence[Graded]) -> Table:
    rows = points_table(assignment.notebook)
    names = ", ".join(f"{row.number} {row.exercise}" for row in rows)
    legend = [f"{names}.", "? waits for a person, - has no score", *_reservations(graded)]
    table = Table(title=assignment.name, title_justify="left", caption="\n".join(legend), caption_justify="left")
    table.add_column("student")
    for row in rows:
        table.add_column(f"{row.number}\n/{row.points:g}", justify="right")
    most = sum(row.points for row in rows if row.exercise in assignment.exercises)
    table.add_column(f"auto\n/{most:g}", justify="right")
    table.add_column("outcome")
    for result in graded:
        cells = [_points(result.scores.get(row.exercise)) for row in rows]
        table.add_row(result.submission.student, *cells, _sum(result, assignment.exercises), result.outcome)
    return table


def _reservations(graded: Sequence[Graded]) -> Iterator[str]:
    """Yield what these scores cannot be trusted for."""
    open_ones = sum(not result.walled for result in graded)
    if open_ones:
        yield f"WITHOUT WALLS: the code of {open_ones} of {len(graded)} ran with --no-sandbox, free to read and write"
    if any(not result.apart for result in graded):
        yield "NOT APART: test cells ran in the student's own process, where code can write its score: they read names"
        yield "that no solution cell defines"


def _points(score: ExerciseScore | None) -> str:
    if score is None:
        return "-"
    return "?" if score.points is None else f"{score.points:g}"


def _sum(result: Graded, exercises: Sequence[str]) -> str:
    """Sum the exercises that need no person."""
    known = [result.scores[name].points for name in exercises if name in result.scores]
    if known and all(points is None for points in known):
        return "?"
    return f"{sum(points or 0 for points in known):g}" if known else "-"
