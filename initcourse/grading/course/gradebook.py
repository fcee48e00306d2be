"""nbgrader's gradebook: scores written and read, and a database that another program has locked.

Scores are nbgrader's own (`SaveAutoGrades`, late penalties by its plugin). What differs from nbgrader: one connection
stays open for a whole class, a submission is one transaction, and a locked gradebook is waited for. Only `class_run`
writes; the proof and tests read, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from nbformat import NotebookNode
from nbgrader.api import Assignment, Base, BaseCell, Comment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor, SaveAutoGrades, SaveCells
from sqlalchemy import event, select, text
from sqlalchemy.engine import Engine, make_url
from traitlets.config import Config

from initcourse.grading.course.assignment import exercise_of
from initcourse.grading.errors import CourseError

INDEXES = {
    "initcourse_grade_notebook": "grade (notebook_id)",
    "initcourse_comment_notebook": "comment (notebook_id)",
    "initcourse_submitted_notebook_assignment": "submitted_notebook (assignment_id)",
}
"""nbgrader's tables have none of these: without them, every score costs a search through all scores of the class."""

MAX_COMMENT = 2_000
"""Characters of a comment that grading writes."""

LOCK_TIMEOUT = 120
"""Seconds to wait for a gradebook that another program has locked; SQLite gives up after 5, or at once."""


@dataclass(frozen=True)
class Marks:
    """What is to be recorded of a hand-in: the outputs of its executed `notebook`, and what they cannot say.

    `timestamp`: when it was handed in, UTC; None if unknown. `comments`: sentences by cell; those of a cell that takes
    no comments go to its exercise's answer, or to the first one. `waiting`: cells that wait for a person whatever the
    outputs say. `credited`: points of cells that their outputs do not say. `outdated`: cells whose marks by a person
    belong to an answer that is not there any more.
    """

    notebook: NotebookNode
    timestamp: datetime | None = None
    comments: Mapping[str, Sequence[str]] = field(default_factory=dict)
    waiting: Collection[str] = ()
    credited: Mapping[str, float] = field(default_factory=dict)
    outdated: Collection[str] = ()


@dataclass(frozen=True)
class CellScore:
    """What one cell scored: `points` of `max_points`; None while it waits for a person."""

    grade_id: str
    points: float | None
    max_points: float

    @property
    def exercise(self) -> str:
        """The name of the exercise that the cell belongs to."""
        return exercise_of(self.grade_id)


@dataclass(frozen=True)
class ExerciseScore:
    """The sum over an exercise's cells: `points` is None while one of them waits for a person."""

    points: float | None
    max_points: float


class GradebookWriter:
    """Records one submission after the other in an open `gradebook`; `config` configures nbgrader's late plugin.

    Raises `CourseError` if the plugin cannot be loaded, and `DBAPIError` if the gradebook is not what nbgrader expects.
    """

    def __init__(self, gradebook: Gradebook, config: Config) -> None:
        self.gradebook, self.config = gradebook, config
        _load_late_plugin(config)
        lock_before_reading(gradebook.engine)
        with gradebook.engine.begin() as connection:
            for table in Base.metadata.sorted_tables:
                connection.execute(select(table).limit(0))
            for name, columns in INDEXES.items():
                connection.execute(text(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}"))

    def record(self, assignment: str, student: str, marks: Marks) -> list[CellScore]:
        """Record in one transaction what nbgrader makes of the marks; return the scores.

        Nothing is recorded if anything goes wrong.
        """
        with _one_transaction(self.gradebook) as gradebook:
            gradebook.update_or_create_student(student)
            when = {"timestamp": marks.timestamp} if marks.timestamp else {}
            with gradebook.db.no_autoflush:  # nbgrader reads while it builds the rows of a new submission
                submission = gradebook.update_or_create_submission(assignment, student, **when)
            (submitted,) = [notebook for notebook in submission.notebooks if notebook.name == assignment]
            rows = _rows(gradebook, submitted)
            rows.forget(marks.outdated)
            _SaveScores(config=self.config).save(marks.notebook, rows)
            rows.credit(marks.credited)
            rows.wait(marks.waiting)
            rows.comment(marks.comments)
            gradebook.db.flush()
            _Penalties(config=self.config).assign(submission, submitted)
            gradebook.db.flush()
            return cell_scores(gradebook, assignment, student)


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
    return [
        CellScore(grade_id=name, points=None if waits else score, max_points=max_score)
        for name, waits, score, max_score in gradebook.db.execute(query)
    ]


def exercise_scores(scores: Sequence[CellScore]) -> dict[str, ExerciseScore]:
    """Sum the cells of every exercise."""
    cells: dict[str, list[CellScore]] = defaultdict(list)
    for score in scores:
        cells[score.exercise].append(score)
    return {exercise: _sum(of_exercise) for exercise, of_exercise in cells.items()}


def recorded_students(gradebook: Gradebook, assignment: str) -> set[str]:
    """Return the students whose submission of `assignment` the gradebook holds."""
    query = select(SubmittedAssignment.student_id).join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    return set(gradebook.db.execute(query.where(Assignment.name == assignment)).scalars())


def all_records(gradebook: Gradebook) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """Return all that grading wrote, by student, assignment, cell ("" for a penalty) and what it is.

    A "score" is (automatic, manual, whether a person must look), a "comment" (automatic, manual), a "penalty" (points
    taken for lateness, points of the notebook).
    """
    query = gradebook.db.query
    records: dict[tuple[str, ...], tuple[Any, ...]] = {}
    for g in query(Grade):
        records[g.student.id, g.assignment.name, g.name, "score"] = (g.auto_score, g.manual_score, g.needs_manual_grade)
    for c in query(Comment):
        records[c.student.id, c.assignment.name, c.name, "comment"] = (c.auto_comment, c.manual_comment)
    for n in query(SubmittedNotebook):
        records[n.student.id, n.assignment.name, "", "penalty"] = (n.late_submission_penalty, n.score)
    return records


class SaveCellsAtOnce(SaveCells):
    """nbgrader's SaveCells in one transaction: the gradebook knows all cells of a notebook or none, come what may."""

    def _create_notebook(self, nb: NotebookNode) -> None:
        with _one_transaction(self.gradebook):
            super()._create_notebook(nb)


def url_with_lock_timeout(db_url: str) -> str:
    """Return `db_url` with a waiting time for locks if it is SQLite's; other databases wait by themselves."""
    url = make_url(db_url)
    if url.get_backend_name() != "sqlite":
        return db_url
    return url.update_query_dict({"timeout": str(LOCK_TIMEOUT)}).render_as_string(hide_password=False)


def lock_before_reading(engine: Engine) -> None:
    """Make every SQLite transaction take its lock at its start, where SQLite waits for it.

    It does not wait where a transaction that has read begins to write.
    """
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def no_driver_transactions(connection: Any, _: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin_immediately(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    engine.dispose()


@contextmanager
def _one_transaction(gradebook: Gradebook) -> Iterator[Gradebook]:
    """Make nbgrader's many commits one, at the end of the block; an exception takes all of it back.

    For the block, the gradebook's session joins a transaction that is not its own: its commits only write to that
    transaction, its rollbacks end it. What the session held before and what it holds afterwards is forgotten.
    """
    gradebook.db.remove()
    with gradebook.engine.begin() as connection:
        gradebook.db(bind=connection, join_transaction_mode="rollback_only", expire_on_commit=False)
        try:
            yield gradebook
            gradebook.db.flush()
        finally:
            gradebook.db.remove()


class _SaveScores(SaveAutoGrades):
    """nbgrader's SaveAutoGrades, finding the rows of one notebook that were read at once."""

    def save(self, notebook: NotebookNode, rows: _Rows) -> None:
        self.gradebook, self.notebook_id, self.assignment_id, self.student_id = rows, "", "", ""
        NbGraderPreprocessor.preprocess(self, notebook, {})  # SaveAutoGrades' own would open another gradebook


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


def _load_late_plugin(config: Config) -> None:
    try:
        _Penalties(config=config).init_plugin()
    except Exception as error:
        name = config.get("AssignLatePenalties", {}).get("plugin_class", "the plugin for late submissions")
        raise CourseError(
            f"{name}, which c.AssignLatePenalties.plugin_class names, cannot be loaded ({error}): put its module "
            "beside nbgrader_config.py, or correct the name there"
        ) from error


class _NoCommit:
    """Stands where nbgrader's preprocessors expect a session: what they commit after every cell is written later."""

    def commit(self) -> None:
        pass


@dataclass(frozen=True)
class _Rows:
    """The rows of one submitted notebook by cell name, where nbgrader's preprocessors expect a gradebook."""

    grades: Mapping[str, Grade]
    comments: Mapping[str, Comment]
    db: ClassVar = _NoCommit()

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

    def credit(self, points: Mapping[str, float]) -> None:
        """Give these cells other points than their outputs say."""
        for name, given in points.items():
            if name in self.grades:
                self.grades[name].auto_score = given

    def wait(self, cells: Collection[str]) -> None:
        """Leave these cells to a person."""
        for name in cells:
            if name in self.grades:
                self.grades[name].auto_score = None
                self.grades[name].needs_manual_grade = True

    def comment(self, sentences: Mapping[str, Sequence[str]]) -> None:
        """Write the sentences where they can be read: at the cell, at its exercise's answer or at the first answer."""
        by_place: dict[str, list[str]] = defaultdict(list)
        for name, about_cell in sentences.items():
            places = [place for place in (name, exercise_of(name), *self.comments) if place in self.comments]
            if places:
                by_place[places[0]] += about_cell
        for place, lines in by_place.items():
            text = " ".join(f"{line.rstrip('.')}." for line in dict.fromkeys(lines))
            self.comments[place].auto_comment = text if len(text) <= MAX_COMMENT else f"{text[:MAX_COMMENT]}..."


def _rows(gradebook: Gradebook, notebook: SubmittedNotebook) -> _Rows:
    def by_name(table: Any) -> dict[str, Any]:
        query = select(BaseCell.name, table).join(table, table.cell_id == BaseCell.id)
        return dict(gradebook.db.execute(query.where(table.notebook_id == notebook.id)).all())

    return _Rows(grades=by_name(Grade), comments=by_name(Comment))


def _sum(cells: Sequence[CellScore]) -> ExerciseScore:
    points = [cell.points for cell in cells if cell.points is not None]
    complete = len(points) == len(cells)
    return ExerciseScore(points=sum(points) if complete else None, max_points=sum(cell.max_points for cell in cells))
