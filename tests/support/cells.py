"""Run cells in a warm kernel and read what they print, for tests of the fork server and of `Execute`."""

from __future__ import annotations

import json
from collections.abc import Sequence

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from initcourse.grading.course.names import TrustBoundary
from initcourse.grading.execution.notebook import execute
from initcourse.grading.execution.task import ExecutionOptions, Task, TaskResult

LIGHT = ("numpy", "matplotlib", "matplotlib.pyplot", "matplotlib.backends.backend_agg")
"""What warm kernels of these tests find imported: no TensorFlow, so that they start at once."""


def run_cells(
    *cells: str, skipped: Sequence[int] = (), shown: Sequence[int] = (), files: dict | None = None, **options: object
) -> TaskResult:
    """Execute a notebook of these code cells, some of which are `skipped` or only show something (`shown`)."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell, id=f"cell{i}") for i, cell in enumerate(cells)]
    )
    for index in shown:
        notebook.cells[index].metadata["tags"] = ["show"]
    chosen = ExecutionOptions.from_traits({"modules": LIGHT, **options})
    return execute(Task(json.dumps(notebook), files or {}, frozenset(skipped), chosen))


def outputs(executed: TaskResult) -> list[list[NotebookNode]]:
    """Return the outputs by cell."""
    return [cell.outputs for cell in nbformat.from_dict(json.loads(executed.notebook)).cells]


def printed(executed: TaskResult) -> list[str]:
    """Return what every cell printed, errors as their names."""
    return ["".join(o.get("text", o.get("ename", "")) for o in own) for own in outputs(executed)]


def judge_cells(solution: str, *tests: str, names: Sequence[str] = ("answer",), **options: object) -> TaskResult:
    """Execute a solution cell and test cells of 2 points each, which read `names` of the student's, in the judge."""
    cells = [_graded("answer", solution, solution=True)]
    cells += [_graded(f"test{number}", code, grade=True, points=2) for number, code in enumerate(tests)]
    task = Task(
        json.dumps(nbformat.v4.new_notebook(cells=cells)),
        boundary=TrustBoundary(frozenset(f"test{number}" for number in range(len(tests))), frozenset(names)),
        options=ExecutionOptions.from_traits({"modules": LIGHT, "timeout": 20, **options}),
    )
    return execute(task)


def points(executed: TaskResult) -> list[float]:
    """Return what nbgrader gives for every test cell."""
    cells = nbformat.from_dict(json.loads(executed.notebook)).cells
    return [determine_grade(cell)[0] for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")]


def _graded(name: str, code: str, **meta: object) -> NotebookNode:
    told = {"grade_id": name, "grade": False, "solution": False, "locked": False, "schema_version": 3} | meta
    return nbformat.v4.new_code_cell(code, id=name, metadata={"nbgrader": told})
