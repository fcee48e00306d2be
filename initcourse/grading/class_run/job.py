"""A hand-in until it is executed: read, found to be graded already, or put right and made a task.

`run` asks for one job after the other. Whatever is wrong with a hand-in costs itself alone: what cannot be run becomes
a job, too, so that `recorder` leaves no older score in its place.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from nbformat import NotebookNode
from nbgrader.api import Gradebook

from initcourse.grading.class_run.autograded import stamped_outcome
from initcourse.grading.class_run.context import AssignmentContext
from initcourse.grading.class_run.outcome import GradedSubmission, Outcome, ReportedOutcome
from initcourse.grading.course.gradebook import cell_scores, exercise_scores
from initcourse.grading.course.names import skippable_cells
from initcourse.grading.errors import CourseError
from initcourse.grading.execution.task import Task
from initcourse.grading.submission.model import HandIn, Repair, Submission, Unreadable
from initcourse.grading.submission.reader import read_hand_in, unread_hand_in
from initcourse.grading.submission.sanitize import prepare_notebook

T = TypeVar("T")


@dataclass(frozen=True)
class Job:
    """A hand-in that must be recorded: `notebook` is what the graded notebook is made from."""

    context: AssignmentContext
    submission: Submission
    hand_in: HandIn
    notebook: NotebookNode


@dataclass(frozen=True)
class Ready(Job):
    """A hand-in that can be executed: the `task` to do it by, and what was put right before."""

    task: Task
    repairs: tuple[Repair, ...]


@dataclass(frozen=True)
class CannotRun(Job):
    """A hand-in that nothing can be executed of; its notebook is the blank one."""

    reported: ReportedOutcome


def prepare_job(
    context: AssignmentContext, submission: Submission, gradebook: Gradebook, *, force: bool
) -> Ready | CannotRun | GradedSubmission:
    """Read a hand-in and put it right; return what became of it if an earlier run has graded it.

    `force`: whatever an earlier run has done. Raises `CourseError` for what is wrong with the course, not the hand-in.
    """
    hand_in = _attempt(lambda: read_hand_in(submission, context.ignore, frozenset(context.known.source_cells)))
    readable = hand_in if isinstance(hand_in, HandIn) else unread_hand_in(submission)
    earlier = None if force else _earlier_result(context, submission, readable.digest, gradebook)
    if earlier:
        return earlier
    job = hand_in if isinstance(hand_in, ReportedOutcome) else _attempt(lambda: _ready(context, submission, readable))
    if isinstance(job, Ready):
        return job
    return CannotRun(
        context=context,
        submission=submission,
        hand_in=readable,
        notebook=context.blank_notebook(),
        reported=job,
    )


def _attempt(step: Callable[[], T]) -> T | ReportedOutcome:
    """Return what the step returns, or why it failed for this hand-in."""
    try:
        return step()
    except Unreadable as reason:
        return ReportedOutcome(Outcome.UNREADABLE, str(reason))
    except CourseError:
        raise
    except Exception as error:
        why = f"it could not be read ({type(error).__name__}: {error}): look at it"
        return ReportedOutcome(Outcome.GRADER_ERROR, why)


def _earlier_result(
    context: AssignmentContext, submission: Submission, digest: str, gradebook: Gradebook
) -> GradedSubmission | None:
    """Return what an earlier run made of the same hand-in, if its outcome is final and its scores are recorded."""
    if submission.student not in context.recorded:
        return None
    reported = stamped_outcome(context.graded_path(submission), context.provenance.of(digest))
    if reported is None or not reported.outcome.is_final:
        return None
    scores = exercise_scores(cell_scores(gradebook, context.name, submission.student))
    gradebook.db.rollback()  # reading has locked the gradebook
    return context.graded(submission, reported, scores, graded_before=True)


def _ready(context: AssignmentContext, submission: Submission, hand_in: HandIn) -> Ready:
    prepared = prepare_notebook(
        submission.notebook, hand_in.content, context.source, context.known, context.course.config
    )
    notebook = prepared.notebook
    task = Task(
        notebook=json.dumps(notebook),
        files=hand_in.files,
        skipped=frozenset() if context.options.run_show_cells else skippable_cells(notebook, context.source),
        options=context.options,
        boundary=context.boundary,
    )
    return Ready(
        context=context,
        submission=submission,
        hand_in=hand_in,
        notebook=notebook,
        task=task,
        repairs=(*hand_in.repairs, *prepared.repairs),
    )
