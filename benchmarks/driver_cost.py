"""What the driver itself costs: a class of any size whose notebooks are executed in no time.

`bench` runs it as a program of its own, `python -m benchmarks.driver_cost COURSE FOLDER STUDENTS`, and reads from
standard output, as JSON, the seconds of CPU a submission at the beginning and at the end of the class, of a second run
that finds everything done, and the memory at the beginning and at most.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path

import nbformat

from initcourse.grading.class_run.run import find_hand_ins, grade_all, prepare
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.folder import assignment_names
from initcourse.grading.execution.task import Task, TaskResult

WINDOW = 50
"""Submissions at either end of the class over which a cost is averaged."""


class InstantExecutor(Executor):
    """Returns at once what executing the official notebook gives, whatever it is asked."""

    def __init__(self, executed: str) -> None:
        """Keep the notebook (as JSON) that is always returned."""
        self.result = TaskResult(executed)

    def submit(self, function: Callable, task: Task) -> Future[TaskResult]:
        """Return a future that is done."""
        done: Future[TaskResult] = Future()
        done.set_result(self.result)
        return done


def simulated_class(course: Path, root: Path, students: int) -> dict[str, float]:
    """Run this as a program of its own, on the sources of `course`, in a folder `root` that is gone afterwards."""
    shutil.copytree(course / "source", root / "source")
    command = [sys.executable, "-m", "benchmarks.driver_cost", str(root), assignment_names(root)[0], str(students)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    shutil.rmtree(root)
    return json.loads(done.stdout)


def write_students(root: Path, assignment: str, students: int) -> None:
    """Hand in `students` copies of the official notebook, each with a mark of its own."""
    notebook = read_assignment(root, assignment).notebook
    for number in range(students):
        notebook.metadata["student"] = number
        folder = root / "submitted" / f"student{number:05}" / assignment
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{assignment}.ipynb")


def run(root: Path, assignment: str, students: int) -> dict[str, float]:
    """Grade the class twice; return what it cost."""
    write_students(root, assignment, students)
    prepare(root, [assignment])
    executor = InstantExecutor(json.dumps(read_assignment(root, assignment).notebook))
    submissions = find_hand_ins(root, [assignment])
    clock = [time.process_time()]
    memory = [0]
    for _ in grade_all(root, submissions, executor):
        clock.append(time.process_time())
        if len(clock) == WINDOW:
            memory[0] = _peak()
    first, last = _mean(clock[: WINDOW + 1]), _mean(clock[-WINDOW - 1 :])
    again = time.process_time()
    done = sum(graded.graded_before for graded in grade_all(root, submissions, executor))
    if done != students:
        raise AssertionError(f"{students - done} of {students} submissions were graded twice")
    return {
        "students": students,
        "first": first,
        "mean": _mean(clock),
        "last": last,
        "again": (time.process_time() - again) / students,
        "memory_first": memory[0],
        "memory_most": _peak(),
    }


def _mean(clock: Sequence[float]) -> float:
    return (clock[-1] - clock[0]) / (len(clock) - 1)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    json.dump(run(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])), sys.stdout)
