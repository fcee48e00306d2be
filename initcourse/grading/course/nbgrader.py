"""A course folder as nbgrader sees it: its configuration, its gradebook, and its converters run in this process.

Everything that calls nbgrader goes through here. nbgrader's log is caught and kept with the result.
"""

from __future__ import annotations

import io
import logging
import os
import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, InvalidEntry, app_log
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from traitlets.config import Config

from initcourse.grading.course.folder import read_config
from initcourse.grading.course.gradebook import SaveCellsAtOnce, url_with_lock_timeout
from initcourse.grading.errors import CourseError, first_line
from initcourse.grading.feedback.policy import harmless_pages

DATABASE_ERROR = re.compile(r"\((?:sqlite3|psycopg)\.\w*Error\) (.*)")
"""How SQLAlchemy says what a database complains about."""


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
class Course:
    """The folder `root` that holds `source/`, `submitted/`, `nbgrader_config.py` and the gradebook."""

    root: Path

    @cached_property
    def config(self) -> Config:
        """What `nbgrader_config.py` says; empty where there is none."""
        return read_config(self.root)

    def directory(self, **options: str) -> CourseDirectory:
        """Return nbgrader's view of the folder; `options` are traits such as `assignment_id`."""
        directory = CourseDirectory(config=self.config, root=str(self.root), **options)
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
                _environment_on_path(),
                _no_tracebacks(),
                Gradebook(directory.db_url, directory.course_id) as gradebook,
            ):
                yield gradebook
        except (DBAPIError, InvalidEntry) as error:
            cause = error if isinstance(error, DBAPIError) else error.__context__  # nbgrader hides some behind its own
            if not isinstance(cause, DBAPIError):
                raise
            raise CourseError(_unusable(make_url(directory.db_url).database, str(cause.orig))) from error

    def generate(self, assignment: str, *, into: Path, record: bool) -> Conversion:
        """Build the student version of `assignment` in `into/<assignment>`; `record` it in the gradebook or not."""
        directory = self.directory(assignment_id=assignment, release_directory=str(into))
        config = self.config if record else _merged(self.config, Config({"SaveCells": {"enabled": False}}))
        return self._convert(GenerateAssignment, directory, force=True, no_database=not record, config=config)

    def autograde(self, assignment: str, student: str) -> Conversion:
        """Grade one hand-in afresh with nbgrader's own preprocessors and record its scores."""
        directory = self.directory(assignment_id=assignment, student_id=student)
        return self._convert(Autograde, directory, force=True)

    def feedback(self, assignment: str, student: str) -> Conversion:
        """Write the feedback page of one graded hand-in, harmless whatever the course's configuration says."""
        safe = _merged(self.config, harmless_pages())
        directory = CourseDirectory(config=safe, root=str(self.root), assignment_id=assignment, student_id=student)
        directory.db_url = url_with_lock_timeout(directory.db_url)
        pages = Config({"HTMLExporter": {"template_name": "feedback"}})
        return self._convert(GenerateFeedback, directory, force=True, config=_merged(safe, pages))

    def _convert(
        self, converter: type[BaseConverter], directory: CourseDirectory, config: Config | None = None, **options: Any
    ) -> Conversion:
        """Run nbgrader's converter; raise `CourseError` if what stops it is the database."""
        app = converter(coursedir=directory, config=config or self.config, **options)
        if converter is GenerateAssignment:
            app.preprocessors = [SaveCellsAtOnce if found is SaveCells else found for found in app.preprocessors]
        with _log_of(app.log) as log, _environment_on_path(), _no_tracebacks(), _working_directory_kept():
            try:
                app.start()
            except (NbGraderException, SystemExit) as error:
                if failed := DATABASE_ERROR.search(log.getvalue()):
                    raise CourseError(_unusable(make_url(directory.db_url).database, failed[1])) from error
                return Conversion(False, log.getvalue())
        return Conversion(True, log.getvalue())


def _unusable(database: str, why: str) -> str:
    """Say what to do about a gradebook whose `database` gives this reason for failing."""
    full, locked = "full" in why, "locked" in why
    todo = "make room" if full else "end the program that has locked it" if locked else "see that it can be written"
    return f"the gradebook {database} cannot be used ({first_line(why)}): {todo}, then run the command again"


def _merged(config: Config, more: Config) -> Config:
    merged = Config(config)
    merged.merge(more)
    return merged


@contextmanager
def _log_of(log: logging.Logger) -> Iterator[io.StringIO]:
    """Catch what `log` says, and nothing of it on the terminal."""
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    handler.setFormatter(logging.Formatter("[%(levelname)s] %(message)s"))
    kept, log.handlers, propagate = log.handlers, [handler], log.propagate
    log.propagate = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield heard
    finally:
        log.handlers, log.propagate = kept, propagate


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
def _environment_on_path() -> Iterator[None]:
    """Put this environment's programs first on PATH: a new gradebook calls `alembic` by name."""
    kept = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), kept])
    try:
        yield
    finally:
        os.environ["PATH"] = kept


@contextmanager
def _working_directory_kept() -> Iterator[None]:
    kept = Path.cwd()
    try:
        yield
    finally:
        os.chdir(kept)


def build_release(course: Course, names: Sequence[str], *, into: Path, record: bool) -> None:
    """Run nbgrader's `generate_assignment` for every name into `into/<name>`; raise `CourseError` if it refuses."""
    for name in names:
        result = course.generate(name, into=into, record=record)
        if not result.done:
            raise CourseError(f"{name}: nbgrader cannot build the release ({result.reason})")
