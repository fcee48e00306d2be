"""Show how far a class is: a bar with rate and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from initcourse.grading.graded import Graded
from initcourse.grading.submission import Submission


class ClassProgress:
    """Counts what is graded; hand-ins that need a person are named as soon as they are known."""

    def __init__(self, console: Console, submissions: Sequence[Submission], bar: Progress, task: TaskID) -> None:
        """Begin with nothing graded."""
        self.console, self.total, self.bar, self.task = console, len(submissions), bar, task
        self.left = Counter(submission.student for submission in submissions)
        self.students, self.graded, self.begin = len(self.left), 0, time.monotonic()

    def tell(self, result: Graded) -> None:
        """Count one more hand-in."""
        self.graded += 1
        self.left[result.submission.student] -= 1
        if not self.console.is_terminal:
            line = f"[{self.graded}/{self.total}] {result.line}"
            self.console.print(line, markup=False, highlight=False, soft_wrap=True)
        elif result.needs_a_person:
            self.console.print(result.line, markup=False, highlight=False, style="bold")
        done = sum(not left for left in self.left.values())
        rate = 60 * self.graded / max(time.monotonic() - self.begin, 1e-9)
        self.bar.update(self.task, advance=1, students=f"{done}/{self.students}", rate=f"{rate:.0f}")


@contextmanager
def class_progress(console: Console, submissions: Sequence[Submission]) -> Iterator[ClassProgress]:
    """Show the progress of grading `submissions` until the block ends."""
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
