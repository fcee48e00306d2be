"""A second opinion on tests that failed, or could not run, for want of something that had not come to the judge.

Such a notebook runs once more with its tests in the student's own process. Code can write its score there, so that a
pass there gives no points: the cell waits for a person.
"""

from __future__ import annotations

import json
from dataclasses import replace

import nbformat
from nbformat import NotebookNode

from initcourse.grading.execution.notebook_run import NotebookRun
from initcourse.grading.execution.outputs import points_of
from initcourse.grading.execution.task import Task

PASSES = "{why}; in the student's own process the test passes: look at it"
NO_END = "{why}; in the student's own process the test did not come to an end: look at it"
NO_TIME = "{why}; there was no time left to try the test in the student's own process: look at it"
"""What a person reads of a cell that waits."""


def second_opinion(task: Task, notebook: NotebookNode, run: NotebookRun) -> dict[str, str]:
    """Return why cells of an executed notebook wait for a person, by cell id.

    A cell that could not be tested in the judge, and fails in the student's own process, is no error of ours: it gets
    what it shows there.
    """
    asked = {cell: why for cell, why in (run.doubts | run.grader_errors).items() if cell not in run.failures}
    if not asked or task.boundary is None:
        return {}
    together = nbformat.from_dict(json.loads(task.notebook))
    other = run.once_more(replace(task, boundary=None), together)
    if other is None:
        return {cell: NO_TIME.format(why=why) for cell, why in asked.items() if cell not in run.grader_errors}
    waiting = {}
    for cell, there in zip(notebook.cells, together.cells, strict=True):
        if (why := asked.get(cell.id)) is None:
            continue
        if cell.id in other.failures:
            waiting[cell.id] = NO_END.format(why=why)
        elif points_of(there) > points_of(cell):
            waiting[cell.id] = PASSES.format(why=why)
        elif run.grader_errors.pop(cell.id, None):
            cell.outputs = there.outputs
    return {cell: why for cell, why in waiting.items() if cell not in run.grader_errors}
