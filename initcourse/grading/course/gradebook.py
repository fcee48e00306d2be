"""nbgrader's gradebook: the one module that writes scores; `scores` reads them.

Scores are nbgrader's own (`SaveAutoGrades`, late penalties by its plugin); what differs is that one connection stays
open for a whole class, that a submission is one transaction, and that a locked gradebook is waited for.


What nbgrader's gradebook holds: the scores of cells and of exercises, and who has any.

Patience with a gradebook that another program has locked: SQLite gives up after five seconds, or at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Assignment, BaseCell, Comment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor, SaveAutoGrades, SaveCells
from sqlalchemy import event, select, text
from sqlalchemy.engine import Engine, make_url
from traitlets.config import Config

INDEXES = {
    "initcourse_grade_notebook": "grade (notebook_id)",
    "initcourse_comment_notebook": "comment (notebook_id)",
    "initcourse_submitted_notebook_assignment": "submitted_notebook (assignment_id)",
}
"""nbgrader's tables have none of these: without them, every score costs a search through all scores of the class."""


@dataclass(frozen=True)
class Marks:
    """What a hand-in is worth: the outputs of `notebook` say, and what they cannot say is said besides.

    `timestamp`: when it was handed in, UTC; None if unknown. `comments`: sentences by cell; those of a cell that takes
    no comments go to its exercise's answer, or to the first one. `waiting`: cells that wait for a person whatever the
    outputs say. `outdated`: cells whose marks by a person belong to an answer that is not there any more.
    """

    notebook: NotebookNode
    timestamp: datetime | None = None
    comments: Mapping[str, Sequence[str]] = field(default_factory=dict)
    waiting: Collection[str] = ()
    outdated: Collection[str] = ()


class GradebookWriter:
    """Writes one submission after the other into an open `gradebook`; `config` configures nbgrader's late plugin."""

    def __init__(self, gradebook: Gradebook, config: Config) -> None:
        """Prepare the gradebook for a whole class."""
        self.gradebook, self.config = gradebook, config
        lock_before_reading(gradebook.engine)
        with gradebook.engine.begin() as connection:
            for name, columns in INDEXES.items():
                connection.execute(text(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}"))

    def record(self, assignment: str, student: str, marks: Marks) -> list[CellScore]:
        """Record in one transaction what nbgrader makes of the marks; return the scores.

        Nothing is recorded if anything goes wrong.
        """
        with _transaction(self.gradebook) as gradebook:
            gradebook.update_or_create_student(student)
            when = {"timestamp": marks.timestamp} if marks.timestamp else {}
            with gradebook.db.no_autoflush:  # nbgrader reads while it builds the rows of a new submission
                submission = gradebook.update_or_create_submission(assignment, student, **when)
            (submitted,) = [found for found in submission.notebooks if found.name == assignment]
            rows = _rows(gradebook, submitted)
            rows.forget(marks.outdated)
            _SaveScores(config=self.config).save(marks.notebook, rows)
            rows.wait(marks.waiting)
            rows.comment(marks.comments)
            gradebook.db.flush()
            _Penalties(config=self.config).assign(submission, submitted)
            gradebook.db.flush()
            return cell_scores(gradebook, assignment, student)


@contextmanager
def _transaction(gradebook: Gradebook) -> Iterator[Gradebook]:
    """Make nbgrader's many commits one, at the end."""
    session = gradebook.db
    commit, session.commit = session.commit, session.flush
    try:
        yield gradebook
        commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.commit = commit
        session.expunge_all()


class SaveCellsAtOnce(SaveCells):
    """nbgrader's SaveCells in one transaction: the gradebook knows all cells of a notebook or none, come what may."""

    def _create_notebook(self, nb: NotebookNode) -> None:
        with _transaction(self.gradebook):
            super()._create_notebook(nb)


class _SaveScores(SaveAutoGrades):
    """nbgrader's SaveAutoGrades, finding the rows of one notebook that were read at once."""

    def save(self, notebook: NotebookNode, rows: _Rows) -> None:
        self.gradebook, self.notebook_id, self.assignment_id, self.student_id = rows, "", "", ""
        NbGraderPreprocessor.preprocess(self, notebook, {})


class _Penalties(AssignLatePenalties):
    """nbgrader's AssignLatePenalties for a submission that is at hand."""

    def assign(self, submission: SubmittedAssignment, notebook: SubmittedNotebook) -> None:
        self.init_plugin()
        notebook.late_submission_penalty = None
        late = submission.total_seconds_late
        if late > 0:
            penalty = self.plugin_inst.late_submission_penalty(submission.student.id, notebook.score, late)
            if penalty is not None:
                notebook.late_submission_penalty = self._check_late_penalty(notebook, penalty)


@dataclass(frozen=True)
class _Rows:
    """The rows of one submitted notebook by cell name, where nbgrader's preprocessors expect a gradebook."""

    grades: dict[str, Grade]
    comments: dict[str, Comment]
    db: Any

    def find_grade(self, cell: str, *_: str) -> Grade:
        return self.grades[cell]

    def find_comment(self, cell: str, *_: str) -> Comment:
        return self.comments[cell]

    def forget(self, cells: Collection[str]) -> None:
        """Take back what a person gave these cells."""
        for name in cells:
            if name in self.grades:
                self.grades[name].manual_score = self.grades[name].extra_credit = None
            if name in self.comments:
                self.comments[name].manual_comment = None

    def wait(self, cells: Collection[str]) -> None:
        """Leave these cells to a person."""
        for name in cells:
            if name in self.grades:
                self.grades[name].auto_score = None
                self.grades[name].needs_manual_grade = True

    def comment(self, sentences: Mapping[str, Sequence[str]]) -> None:
        """Write the sentences where they can be read."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, own in sentences.items():
            places = [place for place in (name, name.split("-")[0], *self.comments) if place in self.comments]
            if places:
                found[places[0]] += own
        for place, own in found.items():
            self.comments[place].auto_comment = " ".join(f"{sentence.rstrip('.')}." for sentence in own)


def _rows(gradebook: Gradebook, notebook: SubmittedNotebook) -> _Rows:
    def by_name(table: type) -> dict[str, Any]:
        query = select(BaseCell.name, table).join(table, table.cell_id == BaseCell.id)
        return dict(gradebook.db.execute(query.where(table.notebook_id == notebook.id)).all())

    class NoCommit:
        commit = staticmethod(lambda: None)

    return _Rows(by_name(Grade), by_name(Comment), NoCommit)


@dataclass(frozen=True)
class CellScore:
    """What one cell scored: `points` of `most`, or None while it waits for a person."""

    grade_id: str
    points: float | None
    most: float

    @property
    def exercise(self) -> str:
        """The exercise's name: what stands before the first hyphen of the id."""
        return self.grade_id.split("-")[0]


@dataclass(frozen=True)
class ExerciseScore:
    """The sum over an exercise's cells: `points` is None while one of them waits for a person."""

    points: float | None
    most: float


def cell_scores(gradebook: Gradebook, assignment: str, student: str) -> list[CellScore]:
    """Return the score of every graded cell of one submission; none if the student has no submission."""
    query = (
        select(BaseCell.name, Grade.needs_manual_grade, Grade.score, Grade.max_score)
        .join(Grade, Grade.cell_id == BaseCell.id)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment, SubmittedAssignment.student_id == student)
    )
    return [CellScore(name, None if waits else score, most) for name, waits, score, most in gradebook.db.execute(query)]


def all_records(gradebook: Gradebook) -> dict[tuple[str, ...], tuple]:
    """Return all that grading wrote, by student, assignment and cell: scores, comments and late penalties."""
    query = gradebook.db.query
    scores = {
        (g.student.id, g.assignment.name, g.name, "score"): (g.auto_score, g.manual_score, g.needs_manual_grade)
        for g in query(Grade)
    }
    comments = {
        (c.student.id, c.assignment.name, c.name, "comment"): (c.auto_comment, c.manual_comment) for c in query(Comment)
    }
    penalties = {
        (n.student.id, n.assignment.name, "", "penalty"): (n.late_submission_penalty, n.score)
        for n in query(SubmittedNotebook)
    }
    return scores | comments | penalties


def recorded_students(gradebook: Gradebook, assignment: str) -> set[str]:
    """Return the students whose submission of `assignment` the gradebook holds."""
    query = select(SubmittedAssignment.student_id).join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    return set(gradebook.db.execute(query.where(Assignment.name == assignment)).scalars())


def exercise_scores(scores: Sequence[CellScore]) -> dict[str, ExerciseScore]:
    """Sum the cells of every exercise."""
    cells: dict[str, list[CellScore]] = defaultdict(list)
    for score in scores:
        cells[score.exercise].append(score)
    return {
        exercise: ExerciseScore(
            None if any(cell.points is None for cell in own) else sum(cell.points for cell in own),
            sum(cell.most for cell in own),
        )
        for exercise, own in cells.items()
    }


LOCK_TIMEOUT = 120
"""Seconds to wait for a gradebook that another program has locked."""


def url_with_lock_timeout(db_url: str) -> str:
    """Return `db_url` with a waiting time for locks, if it is SQLite's, where the default gives up after 5 s."""
    url = make_url(db_url)
    if url.get_backend_name() != "sqlite":
        return db_url
    return url.update_query_dict({"timeout": str(LOCK_TIMEOUT)}).render_as_string(hide_password=False)


def lock_before_reading(engine: Engine) -> None:
    """Let every SQLite transaction take its lock at its start, where SQLite waits; it does not when a reader writes."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def no_driver_transactions(connection: Any, _: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin_immediately(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    engine.dispose()
