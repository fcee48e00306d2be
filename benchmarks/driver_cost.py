"""What the driver itself costs: a class of any size whose notebooks are executed in no time.

`bench` calls `simulated_class`, which runs this as a program of its own, `python -m benchmarks.driver_cost FOLDER
ASSIGNMENT STUDENTS`, and reads a `DriverCost` as JSON from its standard output: only so is the memory the driver's.
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
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import nbformat

from benchmarks import CLONE
from initcourse.grading.class_run.run import find_hand_ins, grade_all, prepare
from initcourse.grading.class_run.task import HandInResult
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.folder import assignment_names, copy_course
from initcourse.grading.execution.task import TaskResult

P = ParamSpec("P")
T = TypeVar("T")

WINDOW = 50
"""Submissions at either end of the class over which a cost is averaged."""


@dataclass(frozen=True)
class DriverCost:
    """What a simulated class of so many `students` cost the driver.

    Seconds of CPU a submission over the `first` and the `last` ones, as a `mean` of all, and when they are graded
    `again` and found done; bytes of memory after the first ones and at most.
    """

    students: int
    first: float
    mean: float
    last: float
    again: float
    memory_first: int
    memory_max: int


class InstantExecutor(Executor):
    """Returns at once a result with the same notebook, `executed` (as JSON), whatever it is asked."""

    def __init__(self, executed: str) -> None:
        self.result = HandInResult(execution=TaskResult(executed))

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return a future that is done, with the result of no other function than `read_and_execute`."""
        done: Future[T] = Future()
        done.set_result(cast(T, self.result))
        return done


def simulated_class(course: Path, root: Path, students: int) -> DriverCost:
    """Run this as a program of its own, on the sources of `course`, in a folder `root` that is gone afterwards."""
    copy_course(course, root, config=False)
    command = [sys.executable, "-m", "benchmarks.driver_cost", str(root), assignment_names(root)[0], str(students)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=CLONE)
    shutil.rmtree(root)
    return DriverCost(**json.loads(done.stdout))


def write_students(root: Path, assignment: str, students: int) -> None:
    """Hand in `students` copies of the official notebook, each with a mark of its own."""
    notebook = read_assignment(root, assignment).notebook
    for number in range(students):
        notebook.metadata["student"] = number
        folder = root / "submitted" / f"student{number:05}" / assignment
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{assignment}.ipynb")


def run(root: Path, assignment: str, students: int) -> DriverCost:
    """Grade the class twice; return what it cost."""
    write_students(root, assignment, students)
    prepare(root, [assignment])
    executor = InstantExecutor(json.dumps(read_assignment(root, assignment).notebook))
    submissions = find_hand_ins(root, [assignment])
    clock = [time.process_time()]
    memory_first = 0
    for _ in grade_all(root, submissions, executor):
        clock.append(time.process_time())
        if len(clock) == WINDOW:
            memory_first = _peak()
    first, last = _mean(clock[: WINDOW + 1]), _mean(clock[-WINDOW - 1 :])
    again = time.process_time()
    done_before = sum(graded.graded_before for graded in grade_all(root, submissions, executor))
    if done_before != students:
        raise AssertionError(f"{students - done_before} of {students} submissions were graded twice")
    return DriverCost(
        students=students,
        first=first,
        mean=_mean(clock),
        last=last,
        again=(time.process_time() - again) / students,
        memory_first=memory_first,
        memory_max=_peak(),
    )


def _mean(clock: Sequence[float]) -> float:
    return (clock[-1] - clock[0]) / (len(clock) - 1)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    json.dump(asdict(run(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))), sys.stdout)
