"""The driver of a measured class run: `python -m tests.tamper.contained_run COURSE` grades and reports in JSON.

It is a process of its own, so that its memory is the driver's and nothing else's. For each hand-in it measures the wall
time that the class spends on it: collecting it, reading and executing it, recording it.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from initcourse.grading.class_run import run
from initcourse.grading.execution.executors import open_executor
from tests.support.small_course import SMALL_MODULES

JOBS = 2


class Stopwatch:
    """Adds up by student what the steps of a class run take."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._students: dict[int, str] = {}
        self._tasks: list[Any] = []  # an id is only good while its object lives

    def of_submission(self, prepare: Callable[..., Any]) -> Callable[..., Any]:
        """Measure the step that makes a job of a submission."""

        def measured(context: Any, submission: Any, *rest: Any, **options: Any) -> Any:
            job = self._measure(submission.student, prepare, context, submission, *rest, **options)
            if task := getattr(job, "task", None):
                self._students[id(task)] = submission.student
                self._tasks.append(task)
            return job

        return measured

    def of_task(self, execute: Callable[..., Any]) -> Callable[..., Any]:
        """Measure the step that executes a job's task, then forget the task."""

        def measured(task: Any) -> Any:
            student = self._students.pop(id(task))
            self._tasks.remove(task)
            return self._measure(student, execute, task)

        return measured

    def of_job(self, record: Callable[..., Any]) -> Callable[..., Any]:
        """Measure a step that records what came of a job."""
        return lambda job, *rest: self._measure(job.submission.student, record, job, *rest)

    def _measure(self, student: str, step: Callable[..., Any], *args: Any, **options: Any) -> Any:
        begin = time.monotonic()
        try:
            return step(*args, **options)
        finally:
            self.seconds[student] += time.monotonic() - begin


def main(root: Path) -> None:
    """Grade the course's class; print outcomes and seconds by student."""
    watch = Stopwatch()
    run.prepare_job = watch.of_submission(run.prepare_job)
    run.read_and_execute = watch.of_task(run.read_and_execute)
    run.record, run.give_up = watch.of_job(run.record), watch.of_job(run.give_up)
    submissions = run.find_hand_ins(root, ["small"])
    with open_executor(JOBS, None, SMALL_MODULES) as (executor, width):
        results = list(run.grade_all(root, submissions, executor, width=width, force=True))
    outcomes = {result.submission.student: [result.outcome, result.message] for result in results}
    print(json.dumps({"outcomes": outcomes, "seconds": watch.seconds}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
