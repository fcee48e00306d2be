"""`nbgrader autograde` and formgrader's button, by a class run: the same reader, limits, outcomes and words.

nbgrader's `Autograde` makes an exporter from its configuration; ours takes the conversion over as it is made. So a
hand-in is neither copied nor parsed by nbgrader, and what a person reads of it is what `initcourse grade` says.

Notebooks that are not called like their assignment, or lie elsewhere, are converted by nbgrader itself, with our
`Execute` in the place of its own; hand-ins with links, which nbgrader would follow, are left out then.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    IgnorePattern,
    LimitOutput,
    SaveAutoGrades,
)
from traitlets.config import Config

from initcourse.grading.class_run.outcome import Outcome
from initcourse.grading.class_run.run import find_misplaced_hand_ins, grade_all, prepare
from initcourse.grading.course.folder import CourseFolder, assignment_names
from initcourse.grading.errors import CourseError
from initcourse.grading.execution.executors import open_executor
from initcourse.grading.execution.notebook import Execute
from initcourse.grading.execution.preload import imported_modules
from initcourse.grading.submission.folder import collect_hand_in, find_submissions
from initcourse.grading.submission.model import Submission

EVERYBODY = "*"
"""nbgrader's pattern for the students whose hand-ins it grades if nobody is named."""

LAYOUT = {
    "source_directory": "source",
    "submitted_directory": "submitted",
    "autograded_directory": "autograded",
    "directory_structure": "{nbgrader_step}/{student_id}/{assignment_id}",
}
"""Where nbgrader keeps a course unless it is told otherwise, which a class run relies on."""

PREPROCESSORS = [
    Execute,
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
"""nbgrader's own list, with ours in the place of its `Execute`."""


class ClassRunExporter(NotebookExporter):
    """The exporter of `nbgrader autograde`, under which a class run does the work."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        converter = self.parent
        if isinstance(converter, Autograde):
            by_nbgrader = converter.convert_notebooks
            converter.convert_notebooks = lambda: _convert(converter, by_nbgrader)


class InlineExecutor(Executor):
    """Does what it is given at once, in the thread that gives it: whose warm processes then serve the next one, too."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call the function; return what came of it."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def _convert(converter: Autograde, by_nbgrader: Any) -> None:
    """Grade the hand-ins that nbgrader has been asked to grade; raise `NbGraderException` for errors of ours."""
    root = Path(converter.coursedir.root)
    names = sorted({Path(folder).name for folder in converter.assignments})
    ours = all(getattr(converter.coursedir, trait) == value for trait, value in LAYOUT.items())
    if not ours or not set(names) <= set(assignment_names(root)):
        converter.autograde_preprocessors = PREPROCESSORS
        _leave_out_links(converter)
        return by_nbgrader()
    converter.run_pre_convert_hook()
    try:
        errors = _grade(converter, root, names)
    except CourseError as error:
        converter.log.error(str(error))
        raise NbGraderException(str(error)) from error
    if errors:
        raise NbGraderException("\n".join(errors))
    converter.run_post_convert_hook()


def _grade(converter: Autograde, root: Path, names: list[str]) -> list[str]:
    """Grade hand-ins for the assignments `names`, a line in nbgrader's log for each.

    Returns the lines of our errors, and of hand-ins that lie where nobody looks for them.
    """
    directory = converter.coursedir
    config = Config(converter.config)
    config.merge(Config({"CourseDirectory": {"db_url": directory.db_url, "course_id": directory.course_id}}))
    excluded = {name for name in directory.student_id_exclude.split(",") if name}
    submissions = [
        submission
        for name in names
        for submission in find_submissions(CourseFolder(root).submissions, name)
        if fnmatch(submission.student, directory.student_id) and submission.student not in excluded
    ]
    if not converter.create_student:
        submissions = [submission for submission in submissions if _is_known(converter, submission.student)]
    prepare(root, names, config)
    errors, told = [], set[str]()
    with _executor(len(submissions), config) as (executor, width):
        for result in grade_all(root, submissions, executor, width=width, force=converter.force, config=config):
            (converter.log.warning if result.needs_a_person else converter.log.info)(result.line)
            for problem in {f"{result.submission.assignment}: {problem}" for problem in result.problems} - told:
                converter.log.warning(problem)
                told.add(problem)
            if result.outcome == Outcome.GRADER_ERROR:
                errors.append(result.line)
    if directory.student_id == EVERYBODY:
        for lost in find_misplaced_hand_ins(root, names):
            converter.log.warning(lost.line)
            errors.append(lost.line)
    return errors


@contextmanager
def _executor(hand_ins: int, config: Config) -> Iterator[tuple[Executor, int]]:
    """Yield what executes so many hand-ins: this thread, whose processes stay warm, or as many as there are cores."""
    if hand_ins == 1:
        yield InlineExecutor(), 1
    else:
        with open_executor(None, None, imported_modules(config)) as opened:
            yield opened


def _is_known(converter: Autograde, student: str) -> bool:
    with Gradebook(converter.coursedir.db_url, converter.coursedir.course_id) as gradebook:
        try:
            return bool(gradebook.find_student(student))
        except MissingEntry:
            converter.log.error("No student with ID '%s' exists in the database", student)
            return False


def _leave_out_links(converter: Autograde) -> None:
    """Take out hand-ins that hold links or other things that are not files: nbgrader would copy where they lead."""
    for folder in list(converter.assignments):
        found = collect_hand_in(Submission("", Path(folder).name, Path(folder)))
        if found.problem or found.left_out:
            del converter.assignments[folder]
            converter.log.error("%s is left out: %s", folder, found.problem or "it holds links, or files too large")
