"""Try a piece of code in the place of an exercise's solution, by what grading itself executes and scores.

The notebook of a trial holds the setup cell, the solution cells with the code in place of one, and the test cells that
use the exercise: enough to know which of them refuse the code, and what they say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
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
    """What test cells said of a piece of code: messages by test id, of the whole cells and of their visible part."""

    whole: dict[str, str]
    visible: dict[str, str]
    broken: bool

    @property
    def refused(self) -> bool:
        """Whether some cell refused the code, were it by ending the process."""
        return bool(self.whole) or self.broken


def tests_of(assignment: Assignment, exercise: str) -> list[GradedCell]:
    """Return the test cells that use the exercise."""
    return [cell for cell in assignment.of_kind("test") if exercise in free_names(cell.code)]


def trial(assignment: Assignment, exercise: str, code: str, *, visible: bool = False, **options: Any) -> Task:
    """Return the notebook to execute; with `visible`, the visible part of each test cell is run as well, afterwards.

    `options` are fields of `ExecutionOptions`.
    """
    before = [
        _cell(cell, code if cell.grade_id == exercise else cell.code)
        for cell in assignment.cells
        if cell.kind in ("locked", "solution")
    ]
    tests = tests_of(assignment, exercise)
    shown = [_cell(cell, "\n".join(region(cell.code, HIDDEN_TESTS, inside=False)), part="visible") for cell in tests]
    cells = [*before, *(_cell(cell, cell.code, part="whole") for cell in tests), *(shown if visible else ())]
    notebook = json.dumps(nbformat.v4.new_notebook(cells=cells))
    chosen = ExecutionOptions(**({"timeout": SECONDS} | options))
    return Task(notebook, boundary=trust_boundary(assignment.notebook), options=chosen)


def refusals(executed: TaskResult) -> Refusals:
    """Return which test cells refused the code, as nbgrader would score them, and what they said."""
    found: dict[str, dict[str, str]] = {"whole": {}, "visible": {}}
    broken = bool(executed.failures or executed.grader_errors)
    for cell in nbformat.from_dict(json.loads(executed.notebook)).cells:
        part = cell.metadata.get("part")
        points, most = determine_grade(cell) if part else (0.0, 0.0)
        if part and points < most:
            found[part][cell.metadata.nbgrader.grade_id] = _message(cell)
        broken |= not part and any(output.output_type == "error" for output in cell.outputs)
    return Refusals(found["whole"], found["visible"], broken)


def executed_in_order(executor: Executor, tasks: Iterable[Task]) -> Iterator[TaskResult]:
    """Execute the tasks, a few at once, and yield the results in the order of the tasks."""
    waiting = iter(tasks)
    running: list[Future[TaskResult]] = [executor.submit(execute, task) for task in islice(waiting, WINDOW)]
    while running:
        yield running.pop(0).result()
        running += [executor.submit(execute, task) for task in islice(waiting, 1)]


def _cell(cell: GradedCell, code: str, part: str | None = None) -> NotebookNode:
    solution = cell.kind == "solution"
    meta = {"grade_id": cell.grade_id, "grade": part is not None, "solution": solution, "locked": not solution}
    told = {"nbgrader": meta | {"points": cell.points}, "part": part} if part else {"nbgrader": meta}
    return nbformat.v4.new_code_cell(code, metadata=told)


def _message(cell: NotebookNode) -> str:
    for output in cell.outputs:
        if output.output_type == "error":
            return f"{output.ename}: {output.evalue}"
        if output.output_type == "stream" and output.name == "stderr":
            return f"stderr: {output.text}"
    return "a result that is no full credit"
