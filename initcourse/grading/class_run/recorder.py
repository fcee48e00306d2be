"""A hand-in after it was executed, or could not be: its scores into the gradebook, then its graded notebook on disk.

`run` calls `record` with what the execution returned, and `give_up` for what could not be graded: then every cell
waits for a person, and no older score stays in its place.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import PurePath

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
from initcourse.grading.class_run.explanation import explain_repairs, for_student
from initcourse.grading.class_run.job import Job
from initcourse.grading.class_run.outcome import GradedSubmission, Outcome, ReportedOutcome, grade_ids, outcome_of
from initcourse.grading.class_run.task import HandInResult
from initcourse.grading.course.gradebook import GradebookWriter, Marks, exercise_scores
from initcourse.grading.execution.task import Credit, TaskResult
from initcourse.grading.submission.canonical import Repair, released_notebook
from initcourse.grading.submission.reading import printable_name

MAX_COPIED = 15_000_000
"""Bytes of attached files that are copied beside a graded notebook; larger ones stay in the hand-in's own folder."""

BLOCK = 4096
"""Bytes that a file, and a folder, takes on disk at least, whatever it holds."""


def record(job: Job, result: HandInResult, writer: GradebookWriter) -> GradedSubmission:
    """Record the scores of an executed hand-in, then put the graded notebook in its place."""
    if result.execution is None:
        return give_up(job, ReportedOutcome(Outcome.UNREADABLE, result.refusal), writer)
    execution = result.execution
    notebook = nbformat.from_dict(json.loads(execution.notebook))
    _limit_outputs(notebook, job.context.course.config)
    files, left_behind = _copied(result.attached(job.hand_in))
    repairs = [*result.repairs, *left_behind]
    notes = [repair.what for repair in repairs]
    released = {name: cell.source for name, cell in job.context.skeleton.graded.items()}
    reported = outcome_of(notebook, execution, repairs, released)
    comments = _comments(notebook, repairs, execution)
    waiting = [
        *grade_ids(notebook, [*execution.grader_errors, *execution.doubts]),
        *(repair.cell for repair in repairs if repair.waits),
    ]
    if notes:
        explain_repairs(notebook, notes)
    return _record(
        job,
        writer,
        notebook,
        reported,
        comments,
        waiting,
        credits_given={name: credit.points for name, credit in _credits(notebook, execution).items()},
        files=files,
        timestamp=result.timestamp,
        cost=Cost(
            seconds=round(execution.seconds, 3),
            second_opinion=round(execution.second_opinion, 3),
            follow_through_seconds=round(execution.follow_through_seconds, 3),
            cpu=round(execution.cpu, 3),
            max_rss=execution.max_rss,
        ),
    )


def give_up(job: Job, reported: ReportedOutcome, writer: GradebookWriter) -> GradedSubmission:
    """Record that every cell waits for a person, and why.

    After a grader error the scores that the same hand-in has from an earlier run stay.
    """
    context = job.context
    same = stamped_hand_in(context.graded_path(job.submission)) == job.digest
    if same and reported.outcome == Outcome.GRADER_ERROR and job.submission.student in context.recorded:
        return context.graded(job.submission, reported, {})
    notebook = released_notebook(context.skeleton)
    explain_repairs(notebook, [reported.message])
    comments = {name: [for_student(reported.message)] for name in list(answers(notebook))[:1]}
    return _record(job, writer, notebook, reported, comments, context.skeleton.scored)


def _record(
    job: Job,
    writer: GradebookWriter,
    notebook: NotebookNode,
    reported: ReportedOutcome,
    comments: Mapping[str, Sequence[str]],
    waiting: Collection[str],
    *,
    credits_given: Mapping[str, float] | None = None,
    files: Mapping[str, bytes] | None = None,
    timestamp: datetime | None = None,
    cost: Cost | None = None,
) -> GradedSubmission:
    """Write the scores, and the notebook when they are safe; an interrupt in between has the hand-in graded again."""
    context = job.context
    marks = Marks(
        notebook=notebook,
        timestamp=timestamp,
        comments=comments,
        waiting=waiting,
        credited=credits_given or {},
        outdated=_outdated(job, notebook),
    )
    stamp(notebook.metadata, context.provenance.of(job.digest), reported, cost)
    scores = writer.record(context.name, job.submission.student, marks)
    write_graded(context.graded_path(job.submission), notebook, files or {})
    return context.graded(job.submission, reported, exercise_scores(scores))


def _limit_outputs(notebook: NotebookNode, config: Config) -> None:
    """Remove and shorten outputs as the course's configuration asks nbgrader to."""
    for limit in (IgnorePattern, LimitOutput):
        if (preprocessor := limit(config=config)).enabled:
            preprocessor.preprocess(notebook, {})


def _copied(attached: Mapping[bytes, bytes]) -> tuple[dict[str, bytes], list[Repair]]:
    """Return the attached files that are copied beside the graded notebook, and a note on each that is too large."""
    copied: dict[str, bytes] = {}
    notes, left, folders = [], MAX_COPIED, set[str]()
    for name, content in attached.items():
        around = {os.fspath(folder) for folder in PurePath(os.fsdecode(name)).parents} - folders
        size = len(content) + BLOCK * (1 + len(around))
        if size > left:
            notes.append(
                Repair(what=f"{printable_name(name)} was used, and not copied to the graded notebook: its size")
            )
        else:
            copied[os.fsdecode(name)] = content
            folders |= around
            left -= size
    return copied, notes


def _credits(notebook: NotebookNode, execution: TaskResult) -> dict[str, Credit]:
    """Return what follow-through gives, by grade_id."""
    return dict(zip(grade_ids(notebook, execution.credits), execution.credits.values(), strict=True))


def _comments(notebook: NotebookNode, repairs: Sequence[Repair], execution: TaskResult) -> dict[str, list[str]]:
    """Return by cell what a student is to read of repairs and failures, of what waits and of what is credited."""
    comments: dict[str, list[str]] = {}
    for repair in repairs:
        comments.setdefault(repair.cell, []).append(for_student(repair.what))
    for table in (execution.failures, execution.doubts):
        for cell, why in table.items():
            (name,) = grade_ids(notebook, [cell])
            comments.setdefault(name, []).append(for_student(f"{name}: {why}"))
    for name, credit in _credits(notebook, execution).items():
        others = ", ".join(credit.instead_of)
        points = f"{credit.points:g} point{'' if credit.points == 1 else 's'}"
        told = f"{name}: {points}, as it passes with the course's {others} in the place of yours"
        comments.setdefault(name, []).append(told)
    return comments


def _outdated(job: Job, notebook: NotebookNode) -> set[str]:
    """Return the cells whose marks by a person belong to an earlier hand-in in which the answer was another."""
    path = job.context.graded_path(job.submission)
    before, now = earlier_answers(path), answers(notebook)
    stamped = stamped_hand_in(path)
    if before is None or stamped == job.digest:
        return set()
    changed = {name for name, text in now.items() if before.get(name) != text}
    if stamped is None and not changed:
        return set()
    tests = {name for name in job.context.skeleton.scored if name not in now}
    return changed | tests
