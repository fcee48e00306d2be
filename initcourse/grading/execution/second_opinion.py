"""A second opinion on tests that failed, or could not run, for want of something that had not come to the judge.

Such a notebook runs once more with its tests in the student's own process. Code can write its score there, so that a
pass there gives no points: the cell waits for a person. Of a course whose tests nobody has proven to judge apart from
the code as they do in one process, every hand-in is asked for both, and a cell waits where they do not agree.
"""

from __future__ import annotations

import json
from dataclasses import replace

import nbformat
from nbformat import NotebookNode

from initcourse.grading.course.names import TrustBoundary
from initcourse.grading.execution.notebook_run import NotebookRun, is_test
from initcourse.grading.execution.outputs import points_of
from initcourse.grading.execution.task import Task

PASSES = "{why}; in the student's own process the test passes: look at it"
NO_END = "{why}; in the student's own process the test did not come to an end: look at it"
DIFFERS = (
    "the test gives {apart:g} points apart from the student's code, {there} in the student's own process: look at it"
)
NO_TIME = "{why}; there was no time left to try the test in the student's own process: look at it"
"""What a person reads of a cell that waits."""


def second_opinion(task: Task, notebook: NotebookNode, run: NotebookRun) -> dict[str, str]:
    """Return why cells of an executed notebook wait for a person, by cell id.

    A cell that could not be tested in the judge, and fails in the student's own process, is no error of ours: it gets
    what it shows there.
    """
    if task.boundary is None:
        return {}
    asked = {cell: why for cell, why in (run.doubts | run.grader_errors).items() if cell not in run.failures}
    compared = _judged(notebook, task.boundary) - asked.keys() if task.options.compare else set()
    if not asked and not compared:
        return {}
    together = nbformat.from_dict(json.loads(task.notebook))
    other = run.once_more(replace(task, boundary=None), together)
    if other is None:
        return {cell: NO_TIME.format(why=why) for cell, why in asked.items() if cell not in run.grader_errors}
    waiting = {}
    for cell, there in zip(notebook.cells, together.cells, strict=True):
        if cell.id in compared:
            waiting[cell.id] = _difference(points_of(cell), points_of(there), ended=cell.id not in other.failures)
        elif cell.id in asked:
            waiting[cell.id] = _why_it_waits(asked[cell.id], cell, there, other)
            if not waiting[cell.id] and run.grader_errors.pop(cell.id, ""):
                cell.outputs = there.outputs
    return {cell: why for cell, why in waiting.items() if why and cell not in run.grader_errors}


def _judged(notebook: NotebookNode, boundary: TrustBoundary) -> set[str]:
    """Return the ids of the test cells that the judge runs."""
    return {cell.id for cell in notebook.cells if is_test(cell) and cell.metadata.nbgrader.grade_id in boundary.judged}


def _why_it_waits(why: str, cell: NotebookNode, there: NotebookNode, other: NotebookRun) -> str:
    """Return why a cell that is in doubt waits; "" if the student's own process has settled it."""
    if cell.id in other.failures:
        return NO_END.format(why=why)
    return PASSES.format(why=why) if points_of(there) > points_of(cell) else ""


def _difference(apart: float, there: float, *, ended: bool) -> str:
    """Return that a test gives other points in the student's own process; "" if it gives the same."""
    if apart == there:
        return ""
    return DIFFERS.format(apart=apart, there=f"{there:g}" if ended else "and does not come to an end")
