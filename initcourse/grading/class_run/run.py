"""Grade a whole class: prepare here, execute anywhere, record here, in one transaction a submission.

The command line, the demo and benchmarks call it. A hand-in that cannot be graded costs a line and never the others;
what is graded already is not graded again. Nothing is printed here, and memory does not grow with the class.
"""

from __future__ import annotations

import errno
import fcntl
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import MissingEntry
from sqlalchemy.exc import DBAPIError
from traitlets.config import Config

from initcourse.grading.class_run.calibration import calibrate
from initcourse.grading.class_run.context import read_context
from initcourse.grading.class_run.job import Job, prepare_job
from initcourse.grading.class_run.outcome import GradedSubmission, Outcome, ReportedOutcome
from initcourse.grading.class_run.recorder import give_up, record
from initcourse.grading.class_run.task import HandInResult, read_and_execute
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.folder import CourseFolder, assignment_names
from initcourse.grading.course.gradebook import GradebookWriter
from initcourse.grading.course.nbgrader import Course, build_release
from initcourse.grading.errors import ArgumentError, CourseError
from initcourse.grading.submission.folder import find_submissions
from initcourse.grading.submission.misplaced import find_misplaced
from initcourse.grading.submission.model import Submission

MAX_HELD = 50_000_000
"""Bytes of hand-ins that are held at once, but for the last one: more wait in their folders."""

OF_THE_MACHINE = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM),
    *(errno.EMFILE, errno.ENFILE, errno.ENOMEM),
}
"""What is wrong with the disk or the system when writing fails; every other reason lies in what is written."""


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
    unknown = set(students) - {submission.student for submission in submissions}
    if unknown:
        names = ", ".join(sorted(unknown))
        raise ArgumentError(f"no hand-ins of {names} for {', '.join(assignments)} in {submitted}")
    submissions = [submission for submission in submissions if not students or submission.student in students]
    if not submissions and not find_misplaced_hand_ins(root, assignments):
        raise CourseError(
            f"no hand-ins for {', '.join(assignments)} in {submitted}: collect them as <student>/<assignment>/"
        )
    return sorted(submissions, key=lambda submission: (submission.student, submission.assignment))


def find_misplaced_hand_ins(root: Path, assignments: Sequence[str]) -> list[GradedSubmission]:
    """Return what lies in the folder of hand-ins where none is looked for, as if it had been graded."""
    found = find_misplaced(CourseFolder(root).submissions, assignment_names(root), assignments)
    return [GradedSubmission(lost.submission, Outcome.MISPLACED, lost.todo, {}) for lost in found]


def prepare(root: Path, assignments: Sequence[str], config: Config | None = None) -> None:
    """Record in the gradebook every assignment that it does not know yet, from its source."""
    course = Course(root, config)
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
    config: Config | None = None,
) -> Iterator[GradedSubmission]:
    """Grade every hand-in and yield what became of it, as soon as it is recorded.

    `width` notebooks are executed at once and as many wait ready. `force` grades again what is done; `show_cells` runs
    the cells that only show, too; `sandbox` says whether the students' code runs in the sandbox, instead of the
    configuration, and `config` takes the place of the course's. Raises `CourseError` if the gradebook cannot be
    written, `OSError` if the folder cannot; what was yielded before is kept.
    """
    course, names = Course(root, config), {submission.assignment for submission in submissions}
    _expect_writable(course.graded)
    contexts = {name: read_context(course, name, show_cells=show_cells, sandbox=sandbox) for name in sorted(names)}
    with _alone(course.graded), _modules_of(root), course.gradebook() as gradebook:
        writer = GradebookWriter(gradebook, course.config)  # before the jobs: it decides how the gradebook is locked
        contexts = calibrate(contexts, executor)
        jobs = (prepare_job(contexts[s.assignment], s, gradebook, force=force) for s in submissions)
        yield from _grade_jobs(jobs, executor, writer, width)


def _expect_writable(folder: Path) -> None:
    """Raise `CourseError` if no file can be made in the folder: before anything runs for nothing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CourseError(
            f"{folder} cannot be written ({error.strerror}): make room, or see that the folder is yours, then run again"
        ) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other runs from writing into the folder; raise `CourseError` if one does. The lock ends with the process.

    Two at once would take each other's scores for their own. Where a file system has no locks, nothing is kept off.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CourseError(f"another program is grading into {folder}: wait for its end, or end it") from None
        except OSError:
            pass
        yield
    finally:
        os.close(handle)


@contextmanager
def _modules_of(root: Path) -> Iterator[None]:
    """Let modules be imported that lie in the course's folder, as nbgrader does: a plugin for late submissions."""
    sys.path.insert(0, str(root.resolve()))
    try:
        yield
    finally:
        sys.path.remove(str(root.resolve()))


def _grade_jobs(
    jobs: Iterable[Job | GradedSubmission], executor: Executor, writer: GradebookWriter, width: int
) -> Iterator[GradedSubmission]:
    """Execute what is ready, `width` notebooks at once, and yield what became of every job as soon as it is known."""
    running: dict[Future[HandInResult], Job] = {}
    for job in jobs:
        if isinstance(job, GradedSubmission):
            yield job
        elif job.task is None:
            yield _give_up(job, ReportedOutcome(Outcome.UNREADABLE, job.hand_in.problem), writer)
        else:
            running[executor.submit(read_and_execute, job.task)] = job
            while len(running) >= 2 * width or sum(job.size for job in running.values()) > MAX_HELD:
                yield from _record_next(running, writer)
    while running:
        yield from _record_next(running, writer)


def _record_next(running: dict[Future[HandInResult], Job], writer: GradebookWriter) -> Iterator[GradedSubmission]:
    """Wait until one execution has ended; record it and yield what came of it."""
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        yield _record_or_give_up(running.pop(future), future, writer)


def _record_or_give_up(job: Job, future: Future[HandInResult], writer: GradebookWriter) -> GradedSubmission:
    """Record what came of a hand-in; one that cannot be recorded is no reason to stop the class."""
    try:
        result = future.result()
    except Exception as error:
        why = f"it could not be executed ({_reason(error)}): run the command again"
        return _give_up(job, ReportedOutcome(Outcome.GRADER_ERROR, why), writer)
    try:
        return record(job, result, writer)
    except (CourseError, DBAPIError):
        raise
    except Exception as error:
        if _stops_the_class(error):
            raise
        why = f"its scores could not be recorded ({_reason(error)}): look at it"
        return _give_up(job, ReportedOutcome(Outcome.GRADER_ERROR, why), writer)


def _give_up(job: Job, reported: ReportedOutcome, writer: GradebookWriter) -> GradedSubmission:
    """Record that a person must look; if even that cannot be recorded, only say so."""
    try:
        return give_up(job, reported, writer)
    except (CourseError, DBAPIError):
        raise
    except Exception as error:
        if _stops_the_class(error):
            raise
        why = f"nothing can be recorded of it ({_reason(error)}): look at it, and at the name of its folder"
        return job.context.graded(job.submission, ReportedOutcome(Outcome.GRADER_ERROR, why), {})


def _stops_the_class(error: Exception) -> bool:
    """Whether an error in recording a hand-in lies in the disk or the system, not in what is recorded."""
    return isinstance(error, OSError) and error.errno in OF_THE_MACHINE


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, CourseError) else f"{type(error).__name__}: {error}"
