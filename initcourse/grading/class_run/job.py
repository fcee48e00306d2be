"""A hand-in on its way through a class run: read, put right, sent out, recorded; `batch` keeps several on their way.

Whatever is wrong with a hand-in costs itself alone, and leaves no older score in its place: what could not be graded
waits for a person.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import IgnorePattern, LimitOutput

from initcourse.grading.class_run.autograded import (
    answers,
    earlier_answers,
    shared_provenance,
    stamp,
    stamped_hand_in,
    stamped_result,
    write_graded,
)
from initcourse.grading.class_run.outcome import (
    FINAL,
    GRADER_ERROR,
    UNREADABLE,
    GradedSubmission,
    Outcome,
    graded_ids,
    outcome_of,
)
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.gradebook import (
    ExerciseScore,
    GradebookWriter,
    Marks,
    cell_scores,
    exercise_scores,
    recorded_students,
)
from initcourse.grading.course.names import skippable_cells, trust_boundary
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.errors import CourseError
from initcourse.grading.execution.notebook import SEED
from initcourse.grading.execution.task import Task, TaskResult
from initcourse.grading.submission.model import HandIn, Repair, Submission, Unreadable
from initcourse.grading.submission.reader import read_hand_in, unread_hand_in
from initcourse.grading.submission.repair import explain_repairs
from initcourse.grading.submission.sanitize import known_cells, prepare_notebook, sanitize


class AssignmentJobs:
    """What all hand-ins of one assignment share, read once."""

    def __init__(self, course: Course, name: str, *, show_cells: bool, sandbox: bool | None) -> None:
        """Read it; `sandbox`: whether the students' code runs behind walls; None: as the configuration says."""
        self.course, self.name = course, name
        self.source = read_assignment(course.root, name).notebook
        with course.gradebook() as gradebook:
            self.known = known_cells(gradebook, name)
            self.recorded = recorded_students(gradebook, name)
        self.traits = {"sandbox": True} | dict(course.config.get("Execute", {}))
        if sandbox is not None:
            self.traits["sandbox"] = sandbox
        self.boundary = trust_boundary(self.source) if self.traits.get("judge", True) else None
        self.show_cells = show_cells or self.traits.get("run_show_cells", False)
        how = {"sandbox": self.traits["sandbox"], "apart": self.boundary is not None, "show_cells": self.show_cells}
        seed = self.traits.get("seed", SEED)
        self.provenance = shared_provenance(course.root, name, self.known, seed=seed, **how)
        self.ignore = course.directory().ignore

    def job(self, submission: Submission, force: bool, gradebook: Gradebook) -> Job | GradedSubmission:
        """Read a hand-in and put it right; return what it came to if an earlier run has graded it."""
        hand_in = None
        try:
            hand_in = read_hand_in(submission, self.ignore, frozenset(self.known.source_cells))
            done = None if force else self._done(submission, hand_in.digest, gradebook)
            return done or self._job(submission, hand_in)
        except Unreadable as reason:
            told = Outcome(UNREADABLE, str(reason))
        except CourseError:
            raise
        except Exception as error:
            told = Outcome(GRADER_ERROR, f"it could not be read ({type(error).__name__}: {error}): look at it")
        hand_in = hand_in or unread_hand_in(submission)
        done = None if force else self._done(submission, hand_in.digest, gradebook)
        return done or Job(self, submission, hand_in, self._blank(), (), told)

    def _job(self, submission: Submission, hand_in: HandIn) -> Job:
        prepared = prepare_notebook(submission.notebook, hand_in.content, self.source, self.known, self.course.config)
        return Job(self, submission, hand_in, prepared.notebook, (*hand_in.repairs, *prepared.repairs))

    def _blank(self) -> NotebookNode:
        """Return the notebook as it was released."""
        notebook = nbformat.from_dict(json.loads(json.dumps(self.source)))
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if name in self.known.source_cells:
                cell.source = self.known.source_cells[name].source
        return sanitize(notebook, self.name, self.known, self.course.config)

    def _done(self, submission: Submission, digest: str, gradebook: Gradebook) -> GradedSubmission | None:
        if submission.student not in self.recorded:
            return None
        result = stamped_result(self.path(submission), self.provenance.of(digest))
        if not result or result.get("outcome") not in FINAL:
            return None
        scores = exercise_scores(cell_scores(gradebook, self.name, submission.student))
        gradebook.db.rollback()
        return self.graded(submission, Outcome(result["outcome"], result.get("message", "")), scores, before=True)

    def graded(
        self, submission: Submission, outcome: Outcome, scores: Mapping[str, ExerciseScore], *, before: bool = False
    ) -> GradedSubmission:
        """Return what became of a hand-in of this assignment."""
        how = {"before": before, "walled": self.provenance.sandbox, "apart": self.provenance.apart}
        return GradedSubmission(submission, outcome.word, outcome.message, dict(scores), **how)

    def path(self, submission: Submission) -> Path:
        """Where the graded notebook is."""
        return self.course.root / "autograded" / submission.student / self.name / submission.notebook.name


@dataclass(frozen=True)
class Job:
    """A hand-in on its way: its notebook, put right by `repairs`. With `told`, there is nothing to execute."""

    shared: AssignmentJobs
    submission: Submission
    hand_in: HandIn
    notebook: NotebookNode
    repairs: Sequence[Repair] = ()
    told: Outcome | None = None

    @property
    def task(self) -> Task:
        """What is executed."""
        shared = self.shared
        skipped = frozenset() if shared.show_cells else skippable_cells(self.notebook, shared.source)
        return Task(json.dumps(self.notebook), self.hand_in.files, skipped, shared.traits, shared.boundary)

    def record(self, executed: TaskResult, writer: GradebookWriter) -> GradedSubmission:
        """Record the scores, then put the graded notebook in its place; return what came of it."""
        notebook = nbformat.from_dict(json.loads(executed.notebook))
        for limit in (IgnorePattern, LimitOutput):
            if (preprocessor := limit(config=self.shared.course.config)).enabled:
                preprocessor.preprocess(notebook, {})
        lines = [one.what for one in self.repairs]
        outcome = outcome_of(notebook, executed.trouble, executed.faults, lines)
        cost = {"seconds": round(executed.seconds, 3), "cpu": round(executed.cpu, 3), "max_rss": executed.max_rss}
        comments = _comments(self.repairs)
        for cell, why in executed.trouble.items():
            (name,) = graded_ids(notebook, [cell])
            comments.setdefault(name, []).append(f"{name}: {why}")
        waiting = graded_ids(notebook, executed.faults)
        if self.repairs:
            explain_repairs(notebook, lines)
        return self._write(writer, notebook, outcome, comments, waiting, cost)

    def give_up(self, outcome: Outcome, writer: GradebookWriter) -> GradedSubmission:
        """Record that every cell waits for a person, and why, unless the same hand-in has scores already."""
        shared, student = self.shared, self.submission.student
        same = stamped_hand_in(shared.path(self.submission)) == self.hand_in.digest
        if same and outcome.word == GRADER_ERROR and student in shared.recorded:
            return shared.graded(self.submission, outcome, {})
        notebook = nbformat.from_dict(json.loads(json.dumps(self.notebook)))
        explain_repairs(notebook, [outcome.message])
        comments = {name: [outcome.message] for name in list(answers(notebook))[:1]}
        return self._write(writer, notebook, outcome, comments, set(shared.known.graded_cells), {})

    def _write(
        self,
        writer: GradebookWriter,
        notebook: NotebookNode,
        outcome: Outcome,
        comments: Mapping[str, Sequence[str]],
        waiting: set[str],
        cost: Mapping[str, float],
    ) -> GradedSubmission:
        shared, path = self.shared, self.shared.path(self.submission)
        marks = Marks(notebook, self.hand_in.timestamp, comments, waiting, self._outdated(notebook))
        stamp(
            notebook.metadata,
            shared.provenance.of(self.hand_in.digest),
            outcome=outcome.word,
            message=outcome.message,
            **cost,
        )
        scores = writer.record(shared.name, self.submission.student, marks)
        write_graded(path.parent, path.name, notebook, self.hand_in.files)
        return shared.graded(self.submission, outcome, exercise_scores(scores))

    def _outdated(self, notebook: NotebookNode) -> set[str]:
        """Return the cells whose marks by a person belong to an earlier hand-in in which the answer was another."""
        path = self.shared.path(self.submission)
        before, now = earlier_answers(path), answers(notebook)
        stamped = stamped_hand_in(path)
        if before is None or stamped == self.hand_in.digest:
            return set()
        changed = {name for name, text in now.items() if before.get(name) != text}
        if stamped is None and not changed:
            return set()
        tests = {name for name in self.shared.known.graded_cells if name not in now}
        return changed | tests


def _comments(repairs: Sequence[Repair]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in repairs:
        found.setdefault(one.cell, []).append(one.what)
    return found
