"""A trial: one notebook with a piece of code in the place of an exercise's solution, executed and scored as in grading.

The notebook holds the locked cells, the solution cells with the code in place of one, and the test cells that use the
exercise: enough to know which of them refuse the code, and what they say. `bank` and `proof` try answers and mutants
so, `seeds` adds a cell of its own. What code is tried, and what its result proves, is not known here.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from initcourse.checks import FINDING
from initcourse.grading.course.assignment import HIDDEN_TESTS, Assignment, GradedCell, region
from initcourse.grading.course.names import CellText, builds_on, free_names, solution_names, trust_boundary
from initcourse.grading.execution.notebook import execute
from initcourse.grading.execution.task import ExecutionOptions, Task, TaskResult
from initcourse.hints import Finding

SECONDS = 20
"""Longest time that one cell of a trial may take."""

WINDOW = 8
"""Trials that are handed out at once; each holds a notebook."""


@dataclass(frozen=True)
class Refusals:
    """What test cells said of a piece of code: messages by test id, of the whole cells and of their visible part.

    `findings` are those of the failed checks by (part, test id), if the trial shows them. `carried`: the tests that
    follow-through credits. `broken`: a cell before the tests failed, or the process did.
    """

    whole: dict[str, str]
    visible: dict[str, str]
    carried: frozenset[str]
    broken: bool
    findings: Mapping[tuple[str, str], list[Finding]] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether a test cell refused the code, or the code broke the notebook."""
        return bool(self.whole) or self.broken


def tests_of(assignment: Assignment, exercise: str) -> list[GradedCell]:
    """Return the exercise's own test cells that use it; `dependent_tests` has those of others, too."""
    own = (cell for cell in assignment.of_kind("test") if cell.exercise == exercise and not cell.is_tools)
    return [cell for cell in own if exercise in free_names(cell.code)]


def dependent_tests(assignment: Assignment, exercise: str) -> list[GradedCell]:
    """Return the exercise's own test cells, and those of others that call it or whose official solution uses it.

    What one of another exercise loses by a mistake in this one, follow-through gives back.
    """
    solutions = {cell.grade_id: cell.code for cell in assignment.of_kind("solution")}
    dependent = {name for name, used in _builds_on(solutions.items(), solutions).items() if exercise in used}
    tests = [cell for cell in assignment.of_kind("test") if not cell.is_tools]
    return [cell for cell in tests if cell.exercise in dependent or exercise in free_names(cell.code)]


def trial_task(
    assignment: Assignment,
    exercise: str,
    code: str,
    *,
    tests: Sequence[GradedCell] | None = None,
    visible: bool = False,
    hints: str = "",
    attached: Mapping[str, bytes] | None = None,
    **options: Any,
) -> Task:
    """Return the trial of `code` in the place of `exercise`.

    With `visible`, visible parts of test cells run last, and failed checks show their findings: of a visible part all,
    of a whole cell the first. `hints` are those of hidden checks. `tests` are the test cells that run: those that use
    the exercise unless others are given. `attached` files stand beside the notebook; `options` are fields of
    `ExecutionOptions`.
    """
    setup = [
        _cell(cell, code if cell.grade_id == exercise else cell.code, part="tools" if cell.is_tools else None)
        for cell in assignment.cells
        if cell.kind in ("locked", "solution") or cell.is_tools
    ]
    tests = tests_of(assignment, exercise) if tests is None else tests
    visible_parts = [(cell, "\n".join(region(cell.code, HIDDEN_TESTS, inside=False))) for cell in tests]
    shown = [_cell(cell, _with_findings(code, collect=True), part="visible") for cell, code in visible_parts]
    whole = [_cell(cell, _with_findings(cell.code) if visible else cell.code, part="whole") for cell in tests]
    cells = [*setup, *whole, *(shown if visible else ())]
    notebook = json.dumps(nbformat.v4.new_notebook(cells=cells))
    execution = ExecutionOptions(**({"timeout": SECONDS} | options))
    solutions = {cell.grade_id: cell.code for cell in assignment.of_kind("solution")}
    return Task(
        notebook,
        attached or {},
        boundary=trust_boundary(assignment.notebook),
        options=execution,
        solutions=solutions,
        builds_on=_builds_on((solutions | {exercise: code}).items(), solutions),
        hints=hints,
    )


def read_refusals(result: TaskResult) -> Refusals:
    """Return which test cells refused the code, as nbgrader would score them, and what they said."""
    messages: dict[str, dict[str, str]] = {"whole": {}, "visible": {}}
    broken = bool(result.failures or result.grader_errors)
    carried, findings = set(), {}
    for cell in nbformat.from_dict(json.loads(result.notebook)).cells:
        part = cell.metadata.get("part")
        points, most = determine_grade(cell) if part else (0.0, 0.0)
        if part and points < most:
            messages[part][cell.metadata.nbgrader.grade_id] = _message(cell)
            findings[part, cell.metadata.nbgrader.grade_id] = _findings(cell)
            if part == "whole" and cell.id in result.credits and result.credits[cell.id].points >= most:
                carried.add(cell.metadata.nbgrader.grade_id)
        broken |= not part and any(output.output_type == "error" for output in cell.outputs)
    return Refusals(messages["whole"], messages["visible"], frozenset(carried), broken, findings)


def run_trials(executor: Executor, tasks: Iterable[Task]) -> Iterator[TaskResult]:
    """Execute the tasks, a few at once, and yield the results in the order of the tasks."""
    waiting = iter(tasks)
    running: list[Future[TaskResult]] = [executor.submit(execute, task) for task in islice(waiting, WINDOW)]
    while running:
        yield running.pop(0).result()
        running += [executor.submit(execute, task) for task in islice(waiting, 1)]


def _builds_on(answers: Iterable[tuple[str, str]], solutions: Mapping[str, str]) -> dict[str, list[str]]:
    """Return whose names each of the answers, pairs of a grade_id and a text, uses."""
    texts = [CellText(code, name) for name, code in answers]
    return builds_on(texts, {name: solution_names(code) for name, code in solutions.items()})


def _cell(cell: GradedCell, code: str, part: str | None = None) -> NotebookNode:
    solution = cell.kind == "solution"
    meta = {"grade_id": cell.grade_id, "grade": part is not None, "solution": solution, "locked": not solution}
    metadata = {"nbgrader": meta | {"points": cell.points}, "part": part} if part else {"nbgrader": meta}
    return nbformat.v4.new_code_cell(code, metadata=metadata)


def _with_findings(code: str, *, collect: bool = False) -> str:
    """Return a test cell's code that shows the findings of checks that fail."""
    tree = ast.parse(code)
    if not tree.body:
        return code
    shown = f"with __import__('initcourse.checks').checks.findings_shown(collect={collect}): pass"
    around = ast.parse(shown).body[0]
    assert isinstance(around, ast.With)
    around.body = tree.body
    return ast.unparse(around)


def _findings(cell: NotebookNode) -> list[Finding]:
    """Return what the failed checks of an executed test cell have found."""
    errors = (output for output in cell.outputs if output.output_type == "error")
    lines = [line for error in errors for line in error.traceback if line.startswith(FINDING)]
    return [Finding(**json.loads(line.removeprefix(FINDING))) for line in lines]


def _message(cell: NotebookNode) -> str:
    for output in cell.outputs:
        if output.output_type == "error":
            return f"{output.ename}: {output.evalue}"
        if output.output_type == "stream" and output.name == "stderr":
            return f"stderr: {output.text}"
    return "a result that is no full credit"
