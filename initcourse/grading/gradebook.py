"""nbgrader's gradebook: the one module that writes scores; `scores` reads them.

Scores are nbgrader's own (`SaveAutoGrades`, late penalties by its plugin); what differs is that one connection stays
open for a whole class, that a submission is one transaction, and that a locked gradebook is waited for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import BaseCell, Comment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor, SaveAutoGrades, SaveCells
from sqlalchemy import select, text
from traitlets.config import Config

from initcourse.grading.patience import lock_before_reading
from initcourse.grading.scores import CellScore, cell_scores

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


class Writer:
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
