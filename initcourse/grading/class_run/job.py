"""A hand-in until it is executed: its bytes collected, found to be graded already, or made a task.

`run` asks for one job after the other. Whatever is wrong with a hand-in costs itself alone: what cannot be run becomes
a job, too, so that `recorder` leaves no older score in its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from nbgrader.api import Gradebook

from initcourse.grading.class_run.autograded import stamped_outcome
from initcourse.grading.class_run.context import AssignmentContext
from initcourse.grading.class_run.outcome import GradedSubmission
from initcourse.grading.class_run.task import HandInTask
from initcourse.grading.course.gradebook import cell_scores, exercise_scores
from initcourse.grading.submission.folder import collect_hand_in
from initcourse.grading.submission.model import HandIn, Submission
from initcourse.grading.submission.reading import printable_path


@dataclass(frozen=True)
class Job:
    """A hand-in that must be recorded: its bytes and their `digest`, and the `task` to do it by.

    There is no task if its folder cannot be read; `hand_in.problem` says why.
    """

    context: AssignmentContext
    submission: Submission
    hand_in: HandIn
    digest: str
    task: HandInTask | None

    @property
    def size(self) -> int:
        """The bytes that the hand-in holds."""
        return sum(map(len, self.hand_in.files.values()))


def prepare_job(
    context: AssignmentContext, submission: Submission, gradebook: Gradebook, *, force: bool
) -> Job | GradedSubmission:
    """Collect a hand-in; return what became of it if an earlier run has graded it. `force`: whatever it has done."""
    hand_in = collect_hand_in(submission)
    digest = hand_in.digest
    earlier = None if force else _earlier_result(context, submission, digest, gradebook)
    if earlier:
        return earlier
    task = None if hand_in.problem else _task(context, submission, hand_in)
    return Job(context=context, submission=submission, hand_in=hand_in, digest=digest, task=task)


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


def _task(context: AssignmentContext, submission: Submission, hand_in: HandIn) -> HandInTask:
    return HandInTask(
        skeleton=context.skeleton,
        hand_in=hand_in,
        ignored=tuple(context.ignore),
        folder=printable_path(submission.folder),
        options=context.options,
        boundary=context.boundary,
        course_files=context.course_files,
        solutions=context.solutions if context.options.follow_through else {},
        hints=context.hints,
    )
