"""Grade a whole class: prepare here, execute anywhere, record here, in one transaction a submission.

The command line, the demo and benchmarks call it. A hand-in that cannot be graded costs a line and never the others;
what is graded already is not graded again. Nothing is printed here, and memory does not grow with the class.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from pathlib import Path

from nbgrader.api import MissingEntry
from sqlalchemy.exc import DBAPIError

from initcourse.grading.class_run.context import read_context
from initcourse.grading.class_run.job import CannotRun, Ready, prepare_job
from initcourse.grading.class_run.outcome import GradedSubmission, Outcome, ReportedOutcome
from initcourse.grading.class_run.recorder import give_up, record
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.folder import CourseFolder
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
    submitted = CourseFolder(root).submissions
    if not submitted.is_dir():
        raise CourseError(
            f"no folder {submitted}: collect the hand-ins there, as <student>/<assignment>/<assignment>.ipynb"
        )
    submissions = [submission for name in assignments for submission in find_submissions(submitted, name)]
    unknown = set(students) - {path.name for path in submitted.iterdir()}
    if unknown:
        raise ArgumentError(f"no hand-ins of {', '.join(sorted(unknown))} in {submitted}")
    submissions = [submission for submission in submissions if not students or submission.student in students]
    if not submissions:
        raise CourseError(
            f"no hand-ins for {', '.join(assignments)} in {submitted}: collect them as <student>/<assignment>/"
        )
    return sorted(submissions, key=lambda submission: (submission.student, submission.assignment))


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
    the cells that only show, too; `sandbox` says whether the students' code runs in the sandbox, instead of the
    configuration. Raises `CourseError` if the gradebook cannot be written, `OSError` if the folder cannot; what was
    yielded before is kept.
    """
    course, names = Course(root), {submission.assignment for submission in submissions}
    contexts = {name: read_context(course, name, show_cells=show_cells, sandbox=sandbox) for name in sorted(names)}
    with course.gradebook() as gradebook:
        writer = GradebookWriter(gradebook, course.config)  # before the jobs: it decides how the gradebook is locked
        jobs = (prepare_job(contexts[s.assignment], s, gradebook, force=force) for s in submissions)
        yield from _grade_jobs(jobs, executor, writer, width)


def _grade_jobs(
    jobs: Iterable[Ready | CannotRun | GradedSubmission], executor: Executor, writer: GradebookWriter, width: int
) -> Iterator[GradedSubmission]:
    """Execute what is ready, `width` notebooks at once, and yield what became of every job as soon as it is known."""
    running: dict[Future[TaskResult], Ready] = {}
    for job in jobs:
        if isinstance(job, GradedSubmission):
            yield job
        elif isinstance(job, CannotRun):
            yield give_up(job, job.reported, writer)
        else:
            running[executor.submit(execute, job.task)] = job
            while len(running) >= 2 * width:
                yield from _record_next(running, writer)
    while running:
        yield from _record_next(running, writer)


def _record_next(running: dict[Future[TaskResult], Ready], writer: GradebookWriter) -> Iterator[GradedSubmission]:
    """Wait until one execution has ended; record it and yield what came of it."""
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        yield _record_or_give_up(running.pop(future), future, writer)


def _record_or_give_up(job: Ready, future: Future[TaskResult], writer: GradebookWriter) -> GradedSubmission:
    """Record what came of a hand-in; one that cannot be recorded is no reason to stop the class."""
    try:
        result = future.result()
    except Exception as error:
        why = f"it could not be executed ({_reason(error)}): run the command again"
        return give_up(job, ReportedOutcome(Outcome.GRADER_ERROR, why), writer)
    try:
        return record(job, result, writer)
    except (CourseError, DBAPIError, OSError):
        raise
    except Exception as error:
        why = f"its scores could not be recorded ({_reason(error)}): look at it"
        return give_up(job, ReportedOutcome(Outcome.GRADER_ERROR, why), writer)


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, CourseError) else f"{type(error).__name__}: {error}"
