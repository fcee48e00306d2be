"""Right answers under many seeds: does a test cell ever refuse one by bad luck?

Every whole number that seeds a random generator, of a test cell or of the answer, is mixed with one more seed, so that
each round draws other numbers; the process's own generators are seeded anew, too. `rounds` does that, inside the
process that holds the answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path

import nbformat

from initcourse.grading.authoring import seeds_inside as rounds
from initcourse.grading.authoring.bank import Answer, read_bank
from initcourse.grading.authoring.trial import executed_in_order, tests_of, trial
from initcourse.grading.course.assignment import Assignment
from initcourse.grading.execution.task import Task, TaskResult, long_running

SECONDS = 3600
"""Longest time that all rounds of one answer may take."""


def refused_under_seeds(
    assignment: Assignment, answers: Sequence[Answer], seeds: range, executor: Executor
) -> Iterator[tuple[Answer, list[str]]]:
    """Yield each answer with a line for every test cell that refused it under a seed, and which seed."""
    tasks = (_rounds(assignment, answer, seeds) for answer in answers)
    for answer, executed in zip(answers, executed_in_order(executor, tasks), strict=True):
        yield answer, _refusals(executed)


def right_answers(bank: Path, assignment: Assignment) -> list[Answer]:
    """Return the official solutions and the right answers of the bank."""
    solutions = assignment.of_kind("solution")
    official = [Answer("official", cell.grade_id, True, cell.code, "", frozenset()) for cell in solutions]
    return official + [answer for answer in read_bank(bank, assignment) if answer.right]


def _rounds(assignment: Assignment, answer: Answer, seeds: range) -> Task:
    """Return a trial of the answer with one cell more, which runs all rounds and prints what was refused."""
    notebook = nbformat.from_dict(json.loads(trial(assignment, answer.exercise, answer.code).notebook))
    notebook.cells = [cell for cell in notebook.cells if "part" not in cell.metadata]
    tests = {cell.grade_id: cell.code for cell in tests_of(assignment, answer.exercise)}
    code = (
        f"import json\nfrom rounds import lucky\nprint('REFUSED' + json.dumps(lucky({tests!r}, globals(), {seeds!r})))"
    )
    notebook.cells.append(nbformat.v4.new_code_cell(code, metadata={"rounds": True}))
    files = {"rounds.py": Path(rounds.__file__).read_bytes()}  # of our package, the process sees what students have
    return Task(json.dumps(notebook), files, options=long_running(SECONDS))


def _refusals(executed: TaskResult) -> list[str]:
    """Read what the last cell printed."""
    (outputs,) = [
        c.outputs for c in nbformat.from_dict(json.loads(executed.notebook)).cells if c.metadata.get("rounds")
    ]
    text = "".join(output.get("text", "") for output in outputs)
    if "REFUSED" not in text:
        return [f"the rounds did not end: {[output.get('evalue', '') for output in outputs]}"]
    return json.loads(text.split("REFUSED")[1])
