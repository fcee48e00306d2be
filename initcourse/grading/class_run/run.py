"""Grade a whole class: sanitize here, execute anywhere, record here, in one transaction a submission.

A hand-in that cannot be graded costs a line and never the others; what is graded already is not graded again. Nothing
is printed here, and memory does not grow with the class.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from pathlib import Path

from nbgrader.api import MissingEntry
from sqlalchemy.exc import DBAPIError

from initcourse.grading.class_run.job import AssignmentJobs, Job
from initcourse.grading.class_run.outcome import GRADER_ERROR, GradedSubmission, Outcome
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.gradebook import GradebookWriter
from initcourse.grading.course.nbgrader import Course, build_release
from initcourse.grading.errors import ArgumentError, CourseError
from initcourse.grading.execution.notebook import execute
from initcourse.grading.execution.task import TaskResult
from initcourse.grading.submission.model import Submission
from initcourse.grading.submission.reader import find_submissions


def find_hand_ins(root: Path, assignments: Sequence[str], students: Sequence[str] = ()) -> list[Submission]:
    """Return the hand-ins to grade, by student.

    Raises `CourseError` if there are none, `ArgumentError` for an unknown student.
    """
    submitted = root / "submitted"
    if not submitted.is_dir():
        raise CourseError(
            f"no folder {submitted}: collect the hand-ins there, as <student>/<assignment>/<assignment>.ipynb"
        )
    found = [hand_in for name in assignments for hand_in in find_submissions(submitted, name)]
    unknown = set(students) - {path.name for path in submitted.iterdir()}
    if unknown:
        raise ArgumentError(f"no hand-ins of {', '.join(sorted(unknown))} in {submitted}")
    found = [hand_in for hand_in in found if not students or hand_in.student in students]
    if not found:
        raise CourseError(
            f"no hand-ins for {', '.join(assignments)} in {submitted}: collect them as <student>/<assignment>/"
        )
    return sorted(found, key=lambda hand_in: (hand_in.student, hand_in.assignment))


def prepare(root: Path, assignments: Sequence[str]) -> None:
    """Record in the gradebook every assignment that it does not know yet, from its source."""
    course = Course(root)
    for name in assignments:
        read_assignment(root, name)
        with course.gradebook() as gradebook:
            try:
                gradebook.find_notebook(name, name)
                continue
            except MissingEntry:
                pass
        with tempfile.TemporaryDirectory() as folder:
            build_release(course, [name], into=Path(folder), record=True)


def grade_all(
    root: Path,
    submissions: Sequence[Submission],
    executor: Executor,
    *,
    width: int = 1,
    force: bool = False,
    show_cells: bool = False,
    sandbox: bool | None = None,
) -> Iterator[GradedSubmission]:
    """Grade every hand-in and yield what became of it, as soon as it is recorded.

    `width` notebooks are executed at once and as many wait ready. `force` grades again what is done; `show_cells` runs
    the cells that only show, too; `sandbox` says whether the students' code runs behind walls, instead of the
    configuration. Raises `CourseError` if the gradebook cannot be written, `OSError` if the folder cannot; what was
    yielded before is kept.
    """
    course = Course(root)
    names = sorted({submission.assignment for submission in submissions})
    assignments = {name: AssignmentJobs(course, name, show_cells=show_cells, sandbox=sandbox) for name in names}
    with course.gradebook() as gradebook:
        writer = GradebookWriter(gradebook, course.config)
        running: dict[Future[TaskResult], Job] = {}
        for submission in submissions:
            job = assignments[submission.assignment].job(submission, force, gradebook)
            if isinstance(job, GradedSubmission):
                yield job
                continue
            if job.told:
                yield job.give_up(job.told, writer)
                continue
            running[executor.submit(execute, job.task)] = job
            while len(running) >= 2 * width:
                yield from _finished(running, writer)
        while running:
            yield from _finished(running, writer)


def _finished(running: dict[Future[TaskResult], Job], writer: GradebookWriter) -> Iterator[GradedSubmission]:
    """Wait until one execution has ended; record it and yield what came of it."""
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        yield _recorded(running.pop(future), future, writer)


def _recorded(job: Job, future: Future[TaskResult], writer: GradebookWriter) -> GradedSubmission:
    """Record what came of a hand-in; one that cannot be recorded is no reason to stop the class."""
    try:
        executed = future.result()
    except Exception as error:
        return _given_up(job, f"it could not be executed ({_told(error)}): run the command again", writer)
    try:
        return job.record(executed, writer)
    except (CourseError, DBAPIError, OSError):
        raise
    except Exception as error:
        return _given_up(job, f"its scores could not be recorded ({_told(error)}): look at it", writer)


def _given_up(job: Job, why: str, writer: GradebookWriter) -> GradedSubmission:
    return job.give_up(Outcome(GRADER_ERROR, why), writer)


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, CourseError) else f"{type(error).__name__}: {error}"
