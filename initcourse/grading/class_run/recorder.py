"""A hand-in after it was executed, or could not be: its scores into the gradebook, then its graded notebook on disk.

`run` calls `record` with what the execution returned, and `give_up` for what could not be graded: then every cell
waits for a person, and no older score stays in its place.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import IgnorePattern, LimitOutput
from traitlets.config import Config

from initcourse.grading.class_run.autograded import (
    Cost,
    answers,
    earlier_answers,
    stamp,
    stamped_hand_in,
    write_graded,
)
from initcourse.grading.class_run.job import Job, Ready
from initcourse.grading.class_run.outcome import GradedSubmission, Outcome, ReportedOutcome, grade_ids, outcome_of
from initcourse.grading.course.gradebook import GradebookWriter, Marks, exercise_scores
from initcourse.grading.execution.task import Failure, TaskResult
from initcourse.grading.submission.model import Repair
from initcourse.grading.submission.repair import explain_repairs


def record(job: Ready, result: TaskResult, writer: GradebookWriter) -> GradedSubmission:
    """Record the scores of an executed hand-in, then put the graded notebook in its place."""
    notebook = nbformat.from_dict(json.loads(result.notebook))
    _limit_outputs(notebook, job.context.course.config)
    notes = [repair.what for repair in job.repairs]
    reported = outcome_of(notebook, result.failures, result.grader_errors, notes)
    comments = _comments(notebook, job.repairs, result.failures)
    waiting = grade_ids(notebook, result.grader_errors)
    if notes:
        explain_repairs(notebook, notes)
    cost = Cost(seconds=round(result.seconds, 3), cpu=round(result.cpu, 3), max_rss=result.max_rss)
    return _record(job, writer, notebook, reported, comments, waiting, cost)


def give_up(job: Job, reported: ReportedOutcome, writer: GradebookWriter) -> GradedSubmission:
    """Record that every cell waits for a person, and why.

    After a grader error the scores that the same hand-in has from an earlier run stay.
    """
    context = job.context
    same = stamped_hand_in(context.graded_path(job.submission)) == job.hand_in.digest
    if same and reported.outcome == Outcome.GRADER_ERROR and job.submission.student in context.recorded:
        return context.graded(job.submission, reported, {})
    notebook = nbformat.from_dict(json.loads(json.dumps(job.notebook)))
    explain_repairs(notebook, [reported.message])
    comments = {name: [reported.message] for name in list(answers(notebook))[:1]}
    return _record(job, writer, notebook, reported, comments, list(context.known.graded_cells))


def _record(
    job: Job,
    writer: GradebookWriter,
    notebook: NotebookNode,
    reported: ReportedOutcome,
    comments: Mapping[str, Sequence[str]],
    waiting: Collection[str],
    cost: Cost | None = None,
) -> GradedSubmission:
    """Write the scores, and the notebook when they are safe; an interrupt in between has the hand-in graded again."""
    context = job.context
    marks = Marks(
        notebook=notebook,
        timestamp=job.hand_in.timestamp,
        comments=comments,
        waiting=waiting,
        outdated=_outdated(job, notebook),
    )
    stamp(notebook.metadata, context.provenance.of(job.hand_in.digest), reported, cost)
    scores = writer.record(context.name, job.submission.student, marks)
    write_graded(context.graded_path(job.submission), notebook, job.hand_in.files)
    return context.graded(job.submission, reported, exercise_scores(scores))


def _limit_outputs(notebook: NotebookNode, config: Config) -> None:
    """Remove and shorten outputs as the course's configuration asks nbgrader to."""
    for limit in (IgnorePattern, LimitOutput):
        if (preprocessor := limit(config=config)).enabled:
            preprocessor.preprocess(notebook, {})


def _comments(
    notebook: NotebookNode, repairs: Sequence[Repair], failures: Mapping[str, Failure]
) -> dict[str, list[str]]:
    """Return by cell what a student is to read of repairs and failures."""
    comments: dict[str, list[str]] = {}
    for repair in repairs:
        comments.setdefault(repair.cell, []).append(repair.what)
    for cell, failure in failures.items():
        (name,) = grade_ids(notebook, [cell])
        comments.setdefault(name, []).append(f"{name}: {failure}")
    return comments


def _outdated(job: Job, notebook: NotebookNode) -> set[str]:
    """Return the cells whose marks by a person belong to an earlier hand-in in which the answer was another."""
    path = job.context.graded_path(job.submission)
    before, now = earlier_answers(path), answers(notebook)
    stamped = stamped_hand_in(path)
    if before is None or stamped == job.hand_in.digest:
        return set()
    changed = {name for name, text in now.items() if before.get(name) != text}
    if stamped is None and not changed:
        return set()
    tests = {name for name in job.context.known.graded_cells if name not in now}
    return changed | tests
