"""A course folder as nbgrader sees it: its configuration, its gradebook, and its converters run in this process.

nbgrader's log is caught and kept with the result. Other modules subclass nbgrader's preprocessors; what the project
relies on beyond nbgrader's documented configuration and API is all in this list, to be looked at when nbgrader changes:

- Converters are built and started without nbgrader's applications: `GenerateAssignment`, `Autograde` and
  `GenerateFeedback` take `coursedir`, `config`, `force` and `no_database`, write to `log`, and raise
  `NbGraderException` or `SystemExit`. `GenerateAssignment.preprocessors` is a list whose `SaveCells` can be replaced.
- A preprocessor's `parent.parent` is the converter that runs it, and has the `coursedir` (`source_of` below).
- `SaveCells._create_notebook` makes all commits of a notebook's cells (`gradebook.SaveCellsAtOnce`).
- `Gradebook.db` is SQLAlchemy's `scoped_session` and `Gradebook.engine` its engine; `InvalidEntry` stands for the
  database's error that is its `__context__` (`gradebook`, `Course.gradebook`).
- `api.get_alembic_version` tells a new gradebook the version of its tables, from `dbutil.ALEMBIC_DIR`.
- `NbGraderPreprocessor.preprocess` runs `preprocess_cell` over a notebook and opens no gradebook, so that a fake of one
  can be set first: `gradebook._Rows` for `SaveAutoGrades` (`find_grade`, `find_comment`, `db.commit`).
- `Autograde.start` makes the exporter of its configuration with itself as `parent`, after `assignments` are found, and
  then calls `convert_notebooks` (`class_run.nbgrader_plugin`).
- `AssignLatePenalties`: `init_plugin`, `plugin_inst` and `_check_late_penalty` (`gradebook`).
- `Execute` (`execution.notebook`): `reset_execution_trackers`, `_get_timeout`, `error_on_timeout`, `on_cell_executed`.
"""

from __future__ import annotations

import io
import logging
import os
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import nbformat
from alembic.config import Config as AlembicConfig
from alembic.script import ScriptDirectory
from nbformat import NotebookNode
from nbgrader import api
from nbgrader.api import Gradebook, InvalidEntry, app_log
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.preprocessors import NbGraderPreprocessor, SaveCells
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from traitlets.config import Config

from initcourse.grading.course.folder import CourseFolder, read_config
from initcourse.grading.course.gradebook import SaveCellsAtOnce, url_with_lock_timeout
from initcourse.grading.errors import CourseError
from initcourse.grading.feedback.policy import harmless_pages

DATABASE_ERROR = re.compile(r"\((?:sqlite3|psycopg)\.\w*Error\) (.*)")
"""How SQLAlchemy says what a database complains about."""


REMEDIES = {
    "full": "make room",
    "locked": "end the program that has locked it",
    "no such column": "an older nbgrader made it, copy it and run 'nbgrader db upgrade'",
    "no such table": "an older nbgrader made it, copy it and run 'nbgrader db upgrade'",
    "does not exist": "an older nbgrader made it, copy it and run 'nbgrader db upgrade'",
}
"""What to do, by a word in what a database complains about."""


@dataclass(frozen=True)
class Conversion:
    """Whether nbgrader did what was asked, and the lines of its log."""

    done: bool
    log: str

    @property
    def reason(self) -> str:
        """The last line of the last traceback or error in the log: why nothing was done."""
        errors = [line for line in self.log.splitlines() if line and not line.startswith((" ", "Traceback", "["))]
        return errors[-1] if errors else "nbgrader gave no reason"


@dataclass(frozen=True)
class Course(CourseFolder):
    """A course's folder with nbgrader's view of it: the configuration, the gradebook and the converters.

    A configuration that is `given` takes the place of the course's own.
    """

    given: Config | None = None

    @cached_property
    def config(self) -> Config:
        """What `nbgrader_config.py` says; empty where there is none."""
        return read_config(self.root) if self.given is None else self.given

    def directory(self, config: Config | None = None, **traits: str) -> CourseDirectory:
        """Return nbgrader's view of the folder, by the course's configuration unless another is given.

        `traits` are `CourseDirectory`'s, such as `assignment_id`.
        """
        directory = CourseDirectory(config=config or self.config, root=str(self.root), **traits)
        directory.db_url = url_with_lock_timeout(directory.db_url)
        return directory

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        """Open the gradebook, which nbgrader creates where there is none; a locked one is waited for.

        Raises `CourseError` if the database cannot do what is asked of it while the gradebook is open.
        """
        directory = self.directory()
        try:
            with (
                _schema_version_known(),
                _no_tracebacks(),
                Gradebook(directory.db_url, directory.course_id) as gradebook,
            ):
                yield gradebook
        except (DBAPIError, InvalidEntry) as error:
            cause = error if isinstance(error, DBAPIError) else error.__context__  # nbgrader hides some behind its own
            if not isinstance(cause, DBAPIError):
                raise
            raise _unusable(directory, str(cause.orig)) from error

    def generate(self, assignment: str, *, into: Path, record: bool) -> Conversion:
        """Build the student version of `assignment` in `into/<assignment>`; `record` it in the gradebook or not."""
        directory = self.directory(assignment_id=assignment, release_directory=str(into))
        config = self.config if record else _merged(self.config, Config({"SaveCells": {"enabled": False}}))
        return _convert(GenerateAssignment, directory, config, no_database=not record)

    def autograde(self, assignment: str, student: str) -> Conversion:
        """Grade one hand-in afresh with nbgrader's own preprocessors and record its scores."""
        directory = self.directory(assignment_id=assignment, student_id=student)
        return _convert(Autograde, directory, self.config)

    def feedback(self, assignment: str, student: str) -> Conversion:
        """Write the feedback page of one graded hand-in, harmless whatever the course's configuration says."""
        safe = _merged(self.config, harmless_pages())
        directory = self.directory(config=safe, assignment_id=assignment, student_id=student)
        pages = Config({"HTMLExporter": {"template_name": "feedback"}})
        return _convert(GenerateFeedback, directory, _merged(safe, pages))


def build_release(course: Course, names: Sequence[str], *, into: Path, record: bool) -> None:
    """Run nbgrader's `generate_assignment` for every name into `into/<name>`; raise `CourseError` if it refuses."""
    for name in names:
        result = course.generate(name, into=into, record=record)
        if not result.done:
            raise CourseError(f"{name}: nbgrader cannot build the release ({result.reason})")


def source_of(preprocessor: NbGraderPreprocessor, assignment: str, notebook: str) -> NotebookNode | None:
    """Return the source notebook of a hand-in that nbgrader is grading; None if there is none.

    `preprocessor` is the one that asks: the converter that runs it knows the course's folder. `assignment` and
    `notebook` are nbgrader's names from the preprocessor's resources.
    """
    coursedir = getattr(getattr(preprocessor.parent, "parent", None), "coursedir", None)
    if coursedir is None:
        return None
    path = Path(coursedir.format_path(coursedir.source_directory, ".", assignment)) / f"{notebook}.ipynb"
    return nbformat.read(path, as_version=4) if path.is_file() else None


def _convert(converter: type[BaseConverter], directory: CourseDirectory, config: Config, **options: bool) -> Conversion:
    """Run nbgrader's converter anew; raise `CourseError` if what stops it is the database."""
    app = converter(coursedir=directory, config=config, force=True, **options)
    if converter is GenerateAssignment:
        app.preprocessors = [SaveCellsAtOnce if step is SaveCells else step for step in app.preprocessors]
    with _log_of(app.log) as log, _schema_version_known(), _no_tracebacks(), _same_working_directory():
        try:
            app.start()
        except (NbGraderException, SystemExit) as error:
            if failed := DATABASE_ERROR.search(log.getvalue()):
                raise _unusable(directory, failed[1]) from error
            return Conversion(done=False, log=log.getvalue())
    return Conversion(done=True, log=log.getvalue())


def _unusable(directory: CourseDirectory, reason: str) -> CourseError:
    """Return the error that says what to do about a gradebook whose database gives this `reason` for failing."""
    database = make_url(directory.db_url).database
    todo = next((todo for word, todo in REMEDIES.items() if word in reason), "see that it can be written")
    first_line = reason.strip().splitlines()[0]
    return CourseError(f"the gradebook {database} cannot be used ({first_line}): {todo}, then run the command again")


def _merged(config: Config, more: Config) -> Config:
    merged = Config(config)
    merged.merge(more)
    return merged


@contextmanager
def _log_of(log: logging.Logger) -> Iterator[io.StringIO]:
    """Catch what is logged, and let nothing of it reach the terminal."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(logging.Formatter("[%(levelname)s] %(message)s"))
    handlers, propagate = log.handlers, log.propagate
    log.handlers, log.propagate = [handler], False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield text
    finally:
        log.handlers, log.propagate = handlers, propagate


@contextmanager
def _no_tracebacks() -> Iterator[None]:
    """Keep nbgrader from printing the traceback of a database's error before it raises it."""

    def wanted(record: logging.LogRecord) -> bool:
        return not record.msg.startswith("Rolling back session")

    app_log.addFilter(wanted)
    try:
        yield
    finally:
        app_log.removeFilter(wanted)


@contextmanager
def _schema_version_known() -> Iterator[None]:
    """Tell nbgrader the version of its own tables, which it would start a program for: two seconds a new gradebook."""
    before = api.get_alembic_version
    api.get_alembic_version = _schema_version
    try:
        yield
    finally:
        api.get_alembic_version = before


@cache
def _schema_version() -> str:
    """Return the newest version of nbgrader's tables, as `alembic heads` does."""
    config = AlembicConfig()
    config.set_main_option("script_location", ALEMBIC_DIR)
    return str(ScriptDirectory.from_config(config).get_current_head())


@contextmanager
def _same_working_directory() -> Iterator[None]:
    """Return to the working directory that a converter leaves."""
    before = Path.cwd()
    try:
        yield
    finally:
        os.chdir(before)
