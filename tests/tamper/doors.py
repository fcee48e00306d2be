"""The doors by which a class is graded: `initcourse grade` by one job, by two, on a cluster; `nbgrader autograde`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from initcourse.grading.class_run.outcome import GradedSubmission
from initcourse.grading.class_run.run import find_hand_ins, grade_all
from initcourse.grading.execution.executors import open_executor
from initcourse.grading.submission.model import Submission
from tests.support.small_course import SMALL_CONFIG, SMALL_MODULES, USE_OURS, gradebook_contents

DOORS = ("one job", "two jobs", "cluster", "nbgrader")


def grade(
    root: Path, *, jobs: int = 1, scheduler: str | None = None, order: Sequence[Submission] = ()
) -> list[GradedSubmission]:
    """Grade the class in `root` as `initcourse grade` does, in this order if there is one."""
    with open_executor(jobs if scheduler is None else None, scheduler, SMALL_MODULES) as (executor, width):
        return list(grade_all(root, order or find_hand_ins(root, ["small"]), executor, width=width))


def run_nbgrader(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run an nbgrader command in the course, whose configuration has it grade as we do; return what it said."""
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG + USE_OURS)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    command = [sys.executable, "-m", "nbgrader", *words]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, errors="replace")


def grade_through(door: str, root: Path, scheduler: str | None = None) -> None:
    """Grade the class in `root` by one of the `DOORS`; `scheduler` is the cluster's address."""
    match door:
        case "nbgrader":
            run_nbgrader(root, "autograde", "small")
        case "cluster":
            grade(root, scheduler=scheduler)
        case _:
            grade(root, jobs=1 if door == "one job" else 2)


def records(root: Path, students: Sequence[str]) -> dict[tuple[str, ...], tuple]:
    """Return all that the gradebook holds of these students."""
    return {key: value for key, value in gradebook_contents(root).items() if key[0] in students}
