"""Grade a whole class: sanitize here, execute anywhere, record here, in one transaction a submission.

A hand-in that cannot be graded costs a line and never the others; what is graded already is not graded again. Nothing
is printed here, and memory does not grow with the class.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import IgnorePattern, LimitOutput

from initcourse.grading.boundary import student_names
from initcourse.grading.course import Course
from initcourse.grading.errors import ArgumentError, CourseError
from initcourse.grading.execute import DIED, SEED, TIMED_OUT, Executed, Task, execute
from initcourse.grading.gradebook import ExerciseScore, Writer, cell_scores, exercise_scores, recorded_students
from initcourse.grading.provenance import Provenance, course_provenance, stamp, stamped_result
from initcourse.grading.release import build
from initcourse.grading.sanitize import known_cells, sanitize
from initcourse.grading.show import left_out
from initcourse.grading.source import read_assignment
from initcourse.grading.submission import HandIn, Submission, Unreadable, find_submissions, parse, read

FINAL = ("graded", "not attempted", TIMED_OUT)
"""Outcomes that grading the same hand-in once more would not change."""


@dataclass(frozen=True)
class Graded:
    """What became of one hand-in: its `outcome`, a line for a person or "", and its scores by exercise.

    `before`: it was graded by an earlier run and nothing that decides its score has changed since.
    """

    submission: Submission
    outcome: str
    message: str
    scores: dict[str, ExerciseScore]
    before: bool = False

    @property
    def line(self) -> str:
        """Who, what, and what became of it, for a list."""
        told = f"{self.submission.student}, {self.submission.assignment}: {self.outcome}"
        told += " before" if self.before else ""
        return f"{told}: {self.message}" if self.message else told

    @property
    def needs_a_person(self) -> bool:
        """Whether the outcome says something else than what the student knows."""
        return self.outcome not in ("graded", "not attempted")


def hand_ins(root: Path, assignments: Sequence[str], students: Sequence[str] = ()) -> list[Submission]:
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
            build(course, [name], into=Path(folder), record=True)


def grade_all(
    root: Path,
    submissions: Sequence[Submission],
    executor: Executor,
    *,
    width: int = 1,
    force: bool = False,
    show_cells: bool = False,
) -> Iterator[Graded]:
    """Grade every hand-in and yield what became of it, as soon as it is recorded.

    `width` notebooks are executed at once and as many wait ready. `force` grades again what is done; `show_cells` runs
    the cells that only show, too. Raises `CourseError` if the gradebook cannot be written, `OSError` if the folder
    cannot; what was yielded before is kept.
    """
    course = Course(root)
    names = sorted({submission.assignment for submission in submissions})
    assignments = {name: _Assignment(course, name, show_cells=show_cells) for name in names}
    with course.gradebook() as gradebook:
        writer = Writer(gradebook, course.config)
        running: dict[Future[Executed], _Job] = {}
        for submission in submissions:
            assignment = assignments[submission.assignment]
            job = assignment.job(submission, force, gradebook)
            if isinstance(job, Graded):
                yield job
                continue
            running[executor.submit(execute, job.task)] = job
            while len(running) >= 2 * width:
                yield from _finished(running, writer)
        while running:
            yield from _finished(running, writer)


@dataclass(frozen=True)
class _Job:
    """A hand-in on its way: what is executed, and what recording it will need."""

    submission: Submission
    hand_in: HandIn
    task: Task
    provenance: Provenance
    attempted: bool
    course: Course

    def record(self, executed: Executed, writer: Writer) -> Graded:
        """Record the scores, then put the graded notebook in its place; return what came of it."""
        notebook = nbformat.from_dict(json.loads(executed.notebook))
        for limit in (IgnorePattern, LimitOutput):
            if (preprocessor := limit(config=self.course.config)).enabled:
                preprocessor.preprocess(notebook, {})
        outcome, message = _outcome(executed, self.attempted)
        cost = {"seconds": round(executed.seconds, 3), "cpu": round(executed.cpu, 3), "max_rss": executed.max_rss}
        stamp(notebook.metadata, self.provenance, outcome=outcome, message=message, **cost)
        student, assignment = self.submission.student, self.submission.assignment
        scores = writer.record(assignment, student, notebook, self.hand_in.timestamp)
        _write(self.course.root / "autograded" / student / assignment, self.submission, notebook, self.hand_in.files)
        return Graded(self.submission, outcome, message, exercise_scores(scores))


class _Assignment:
    """What all hand-ins of one assignment share, read once."""

    def __init__(self, course: Course, name: str, *, show_cells: bool) -> None:
        self.course, self.name = course, name
        self.source = read_assignment(course.root, name).notebook
        with course.gradebook() as gradebook:
            self.known = known_cells(gradebook, name)
            self.recorded = recorded_students(gradebook, name)
        self.names = student_names(self.source)
        self.traits = dict(course.config.get("Execute", {}))
        self.show_cells = show_cells or self.traits.get("run_show_cells", False)
        seed = self.traits.get("seed", SEED)
        self.provenance = course_provenance(course.root, name, self.known, seed=seed, show_cells=self.show_cells)
        self.ignore = course.directory().ignore

    def job(self, submission: Submission, force: bool, gradebook: Gradebook) -> _Job | Graded:
        """Read and sanitize a hand-in; return what it came to if there is nothing to execute."""
        try:
            hand_in = read(submission, self.ignore)
            provenance = self.provenance.of(hand_in.digest)
            done = None if force else self._done(submission, provenance, gradebook)
            return done or self._job(submission, hand_in, provenance)
        except Unreadable as reason:
            return Graded(submission, "unreadable", str(reason), {})
        except Exception as error:
            return Graded(submission, "not graded", f"nbgrader stopped ({type(error).__name__}: {error})", {})

    def _job(self, submission: Submission, hand_in: HandIn, provenance: Provenance) -> _Job:
        notebook = sanitize(parse(submission, hand_in.content), self.name, self.known, self.course.config)
        skipped = frozenset() if self.show_cells else left_out(notebook, self.source)
        task = Task(json.dumps(notebook), hand_in.files, skipped, self.traits, self.names)
        return _Job(submission, hand_in, task, provenance, _attempted(notebook), self.course)

    def _done(self, submission: Submission, provenance: Provenance, gradebook: Gradebook) -> Graded | None:
        if submission.student not in self.recorded:
            return None
        path = self.course.root / "autograded" / submission.student / self.name / submission.notebook.name
        result = stamped_result(path, provenance)
        if not result or result.get("outcome") not in FINAL:
            return None
        scores = exercise_scores(cell_scores(gradebook, self.name, submission.student))
        gradebook.db.rollback()
        return Graded(submission, result["outcome"], result.get("message", ""), scores, before=True)


def _finished(running: dict[Future[Executed], _Job], writer: Writer) -> Iterator[Graded]:
    """Wait until one execution has ended; record it and yield what came of it."""
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        job = running.pop(future)
        try:
            executed = future.result()
        except Exception as error:
            told = f"it could not be executed ({type(error).__name__}: {error}): run the command again"
            yield Graded(job.submission, "our fault", told, {})
            continue
        yield job.record(executed, writer)


def _outcome(executed: Executed, attempted: bool) -> tuple[str, str]:
    """Tell a hand-in whose cells ran out of time or killed the kernel, or hold no answer yet, from a usual one."""
    by_reason = {why: [cell for cell, found in executed.trouble.items() if found == why] for why in (DIED, TIMED_OUT)}
    if by_reason[DIED]:
        return DIED, f"the kernel died in {', '.join(by_reason[DIED])}; cells after it were not run: run it again"
    if by_reason[TIMED_OUT]:
        return TIMED_OUT, f"out of time in {', '.join(by_reason[TIMED_OUT])}; the other exercises are graded"
    return ("graded", "") if attempted else ("not attempted", "")


def _attempted(notebook: NotebookNode) -> bool:
    """Whether a solution cell holds something else than the release put there."""
    answers = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    return any("raise NotImplementedError()" not in cell.source for cell in answers if cell.cell_type == "code")


def _write(folder: Path, submission: Submission, notebook: NotebookNode, files: dict[str, bytes]) -> None:
    """Write the graded notebook and the files beside it, each by a rename, the notebook last."""
    for name, content in files.items():
        _replace(folder / name, content)
    _replace(folder / submission.notebook.name, (nbformat.writes(notebook) + "\n").encode())


def _replace(path: Path, content: bytes) -> None:
    """Put `content` at `path`, read-only as nbgrader leaves it; a reader finds the old file or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, new = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(new, 0o444)
        os.replace(new, path)
    except BaseException as error:
        os.unlink(new)
        if isinstance(error, OSError):
            error.filename = str(path)  # a write that fails does not say where
        raise
