"""What people see of a class run: how far it is, a table student by exercise, and the list for a person.

The command line shows it. Nothing is decided here.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from initcourse.grading.class_run.outcome import GradedSubmission, Outcome
from initcourse.grading.course.assignment import Assignment, points_table, read_assignment
from initcourse.grading.course.gradebook import ExerciseScore
from initcourse.grading.submission.model import Submission
from initcourse.grading.submission.reading import printable_name

MAX_CLASS_SHOWN = 400
"""Hand-ins up to which everybody's scores are printed; of a larger class, those that need a person."""


class ClassProgress:
    """Counts what is graded; hand-ins that need a person are named as soon as they are known."""

    def __init__(self, console: Console, submissions: Sequence[Submission], bar: Progress, task: TaskID) -> None:
        self.console, self.total, self.bar, self.task = console, len(submissions), bar, task
        self.left = Counter(submission.student for submission in submissions)
        self.students, self.graded, self.begin = len(self.left), 0, time.monotonic()

    def add(self, result: GradedSubmission) -> None:
        """Count one more hand-in."""
        self.graded += 1
        self.left[result.submission.student] -= 1
        if not self.console.is_terminal:
            line = f"[{self.graded}/{self.total}] {result.line}"
            self.console.print(line, markup=False, emoji=False, highlight=False, soft_wrap=True)
        elif result.needs_a_person:
            self.console.print(result.line, markup=False, emoji=False, highlight=False, style="bold")
        done = sum(not left for left in self.left.values())
        rate = 60 * self.graded / max(time.monotonic() - self.begin, 1e-9)
        self.bar.update(self.task, advance=1, students=f"{done}/{self.students}", rate=f"{rate:.0f}")


@contextmanager
def class_progress(console: Console, submissions: Sequence[Submission]) -> Iterator[ClassProgress]:
    """Show the progress of grading until the block ends: a bar on a terminal, a line per hand-in elsewhere."""
    bar = Progress(
        BarColumn(),
        TextColumn("{task.completed}/{task.total} notebooks, {task.fields[students]} students, "),
        TextColumn("{task.fields[rate]} a minute,"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=console,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task("", total=len(submissions), students="0", rate="0")
        yield ClassProgress(console, submissions, bar, task)


class ClassSummary:
    """What a class run of `size` hand-ins came to: how often which outcome, and the hand-ins to show."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.outcomes: Counter[Outcome] = Counter()
        self.shown: list[GradedSubmission] = []
        self.problems: set[tuple[str, str]] = set()

    def add(self, result: GradedSubmission) -> None:
        """Count one more hand-in, and keep it if it is to be shown."""
        self.outcomes[result.outcome] += 1
        self.problems |= {(result.submission.assignment, problem) for problem in result.problems}
        if result.needs_a_person or self.size <= MAX_CLASS_SHOWN:
            self.shown.append(result)

    @property
    def line(self) -> str:
        """How often which outcome, the most frequent first."""
        return ", ".join(f"{count} {outcome}" for outcome, count in self.outcomes.most_common())

    @property
    def lines_for_a_person(self) -> list[str]:
        """A line for everything that a person must look at: the sources first, then hand-ins, sorted."""
        of_sources = {f"{name}: {problem}" for name, problem in self.problems}
        return sorted(of_sources) + sorted(result.line for result in self.shown if result.needs_a_person)


def class_tables(root: Path, graded: Sequence[GradedSubmission]) -> Iterator[Table]:
    """Yield one table per assignment: a row per student, a column per exercise, the automatic sum and the outcome."""
    for name in sorted({result.submission.assignment for result in graded}):
        of_assignment = [result for result in graded if result.submission.assignment == name]
        of_assignment.sort(key=lambda result: result.submission.student)
        yield _class_table(read_assignment(root, name), of_assignment)


def _class_table(assignment: Assignment, graded: Sequence[GradedSubmission]) -> Table:
    rows = points_table(assignment.notebook)
    names = ", ".join(f"{row.number} {row.exercise}" for row in rows)
    legend = [f"{names}.", "? waits for a person, - has no score", *_reservations(graded)]
    if any(result.credited for result in graded):
        legend.insert(2, "+ with points for what passes once an earlier exercise's mistake is taken away")
    table = Table(title=assignment.name, title_justify="left", caption="\n".join(legend), caption_justify="left")
    table.add_column("student")
    for row in rows:
        table.add_column(f"{row.number}\n/{row.points:g}", justify="right")
    automatic = sum(row.points for row in rows if row.exercise in assignment.exercises)
    table.add_column(f"auto\n/{automatic:g}", justify="right")
    table.add_column("outcome")
    for result in graded:
        cells = [_points(result.scores.get(row.exercise)) + "+" * (row.exercise in result.credited) for row in rows]
        table.add_row(
            Text(printable_name(result.submission.student)), *cells, _sum(result, assignment.exercises), result.outcome
        )
    return table


def _reservations(graded: Sequence[GradedSubmission]) -> Iterator[str]:
    """Yield what these scores cannot be trusted for."""
    unconfined = sum(not result.sandboxed for result in graded)
    if unconfined:
        whose = f"the code of {unconfined} of {len(graded)}"
        yield f"WITHOUT SANDBOX: {whose} ran with --no-sandbox, free to read and write"
    for reason in dict.fromkeys(result.together for result in graded if result.together):
        yield f"NOT APART: test cells ran in the student's own process, where code can write its score: {reason}"
    for problem in dict.fromkeys(problem for result in graded for problem in result.problems):
        yield f"SOURCE: {problem}"


def _points(score: ExerciseScore | None) -> str:
    if score is None:
        return "-"
    return "?" if score.points is None else f"{score.points:g}"


def _sum(result: GradedSubmission, exercises: Sequence[str]) -> str:
    """Sum the exercises that need no person."""
    known = [result.scores[name].points for name in exercises if name in result.scores]
    if known and all(points is None for points in known):
        return "?"
    return f"{sum(points or 0 for points in known):g}" if known else "-"
