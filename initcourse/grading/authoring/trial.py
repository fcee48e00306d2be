"""A trial: one notebook with a piece of code in the place of an exercise's solution, executed and scored as in grading.

The notebook holds the locked cells, the solution cells with the code in place of one, and the test cells that use the
exercise: enough to know which of them refuse the code, and what they say. `bank` and `proof` try answers and mutants
so, `seeds` adds a cell of its own. What code is tried, and what its result proves, is not known here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import islice
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from initcourse.grading.course.assignment import HIDDEN_TESTS, Assignment, GradedCell, region
from initcourse.grading.course.names import free_names, trust_boundary
from initcourse.grading.execution.notebook import execute
from initcourse.grading.execution.task import ExecutionOptions, Task, TaskResult

SECONDS = 20
"""Longest time that one cell of a trial may take."""

WINDOW = 8
"""Trials that are handed out at once; each holds a notebook."""


@dataclass(frozen=True)
class Refusals:
    """What test cells said of a piece of code: messages by test id, of the whole cells and of their visible part.

    `broken`: a cell before the tests failed, or the process did.
    """

    whole: dict[str, str]
    visible: dict[str, str]
    broken: bool

    @property
    def refused(self) -> bool:
        """Whether a test cell refused the code, or the code broke the notebook."""
        return bool(self.whole) or self.broken


def tests_of(assignment: Assignment, exercise: str) -> list[GradedCell]:
    """Return the test cells that use the exercise."""
    return [cell for cell in assignment.of_kind("test") if exercise in free_names(cell.code)]


def trial_task(
    assignment: Assignment,
    exercise: str,
    code: str,
    *,
    visible: bool = False,
    attached: Mapping[str, bytes] | None = None,
    **options: Any,
) -> Task:
    """Return the trial of `code` in the place of `exercise`; with `visible`, visible parts of test cells run last.

    `attached` files stand beside the notebook; `options` are fields of `ExecutionOptions`.
    """
    setup = [
        _cell(cell, code if cell.grade_id == exercise else cell.code)
        for cell in assignment.cells
        if cell.kind in ("locked", "solution")
    ]
    tests = tests_of(assignment, exercise)
    visible_parts = [
        _cell(cell, "\n".join(region(cell.code, HIDDEN_TESTS, inside=False)), part="visible") for cell in tests
    ]
    whole = [_cell(cell, cell.code, part="whole") for cell in tests]
    cells = [*setup, *whole, *(visible_parts if visible else ())]
    notebook = json.dumps(nbformat.v4.new_notebook(cells=cells))
    execution = ExecutionOptions(**({"timeout": SECONDS} | options))
    return Task(notebook, attached or {}, boundary=trust_boundary(assignment.notebook), options=execution)


def read_refusals(result: TaskResult) -> Refusals:
    """Return which test cells refused the code, as nbgrader would score them, and what they said."""
    messages: dict[str, dict[str, str]] = {"whole": {}, "visible": {}}
    broken = bool(result.failures or result.grader_errors)
    for cell in nbformat.from_dict(json.loads(result.notebook)).cells:
        part = cell.metadata.get("part")
        points, most = determine_grade(cell) if part else (0.0, 0.0)
        if part and points < most:
            messages[part][cell.metadata.nbgrader.grade_id] = _message(cell)
        broken |= not part and any(output.output_type == "error" for output in cell.outputs)
    return Refusals(whole=messages["whole"], visible=messages["visible"], broken=broken)


def run_trials(executor: Executor, tasks: Iterable[Task]) -> Iterator[TaskResult]:
    """Execute the tasks, a few at once, and yield the results in the order of the tasks."""
    waiting = iter(tasks)
    running: list[Future[TaskResult]] = [executor.submit(execute, task) for task in islice(waiting, WINDOW)]
    while running:
        yield running.pop(0).result()
        running += [executor.submit(execute, task) for task in islice(waiting, 1)]


def _cell(cell: GradedCell, code: str, part: str | None = None) -> NotebookNode:
    solution = cell.kind == "solution"
    meta = {"grade_id": cell.grade_id, "grade": part is not None, "solution": solution, "locked": not solution}
    metadata = {"nbgrader": meta | {"points": cell.points}, "part": part} if part else {"nbgrader": meta}
    return nbformat.v4.new_code_cell(code, metadata=metadata)


def _message(cell: NotebookNode) -> str:
    for output in cell.outputs:
        if output.output_type == "error":
            return f"{output.ename}: {output.evalue}"
        if output.output_type == "stream" and output.name == "stderr":
            return f"stderr: {output.text}"
    return "a result that is no full credit"
