"""Looks for false alarms: does a test cell ever refuse a right answer by bad luck?

`initcourse verify --seeds N` asks in two ways. Official and right answers run under many seeds: every whole number
that seeds a random generator, of a test cell or of the answer, is mixed with one more seed, so that each round draws
other numbers; `seeds_inside` does that in the process that holds the answer. And a course that has statistical checks
may say in `tests/statistics/false_alarms.py` how often each refuses a right answer; that file is sent into a process
that simulates right answers. It stands outside the package because it repeats conditions of hidden tests.

The file defines `CHECKS`, a list of records with the fields of `StatisticalCheck`, and `alarms(number, seed, count)`,
which returns how many of `count` simulated right answers check `number` refuses. It imports only what students have.
"""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import nbformat
from scipy.stats import poisson

from initcourse.grading.authoring import seeds_inside
from initcourse.grading.authoring.bank import Answer, official_answers, read_bank
from initcourse.grading.authoring.trial import run_trials, tests_of, trial_task
from initcourse.grading.course.assignment import Assignment
from initcourse.grading.errors import CourseError
from initcourse.grading.execution.task import Task, TaskResult, long_running

SIMULATED = 100_000
"""Right answers that are simulated for every statistical check."""

SECONDS = 3600
"""Longest time that all rounds of one answer, or the simulation of one check, may take."""

REFUSED = "REFUSED"
"""What stands before the refusals that the last cell of a notebook prints."""


@dataclass(frozen=True)
class StatisticalCheck:
    """A check that may refuse a right answer: what it says, its test `cell`, a `quote` of it, and how probable that is.

    `formula` is the probability of a false alarm as a formula gives it.
    """

    name: str
    cell: str
    quote: str
    formula: float


@dataclass(frozen=True)
class StatisticalChecks:
    """A course's statistical `checks`, and the `code` of the file that defines and simulates them."""

    checks: tuple[StatisticalCheck, ...]
    code: bytes


def right_answers(bank: Path, assignment: Assignment) -> list[Answer]:
    """Return the official solutions and the right answers of the bank."""
    official = official_answers(assignment).values()
    return [*official, *(answer for answer in read_bank(bank, assignment) if answer.right)]


def refused_under_seeds(
    assignment: Assignment, answers: Sequence[Answer], seeds: range, executor: Executor
) -> Iterator[tuple[Answer, list[str]]]:
    """Yield each answer with a line for every test cell that refused it under a seed, and which seed."""
    tasks = (_rounds(assignment, answer, seeds) for answer in answers)
    for answer, result in zip(answers, run_trials(executor, tasks), strict=True):
        yield answer, _refusals(result)


def read_checks(root: Path) -> StatisticalChecks | None:
    """Read the course's `tests/statistics/false_alarms.py`; None if the course has none.

    Raises `CourseError` if the file cannot be run or does not define its checks.
    """
    path = root / "tests" / "statistics" / "false_alarms.py"
    if not path.exists():
        return None
    try:
        records = runpy.run_path(str(path))["CHECKS"]
        checks = tuple(
            StatisticalCheck(name=str(r.name), cell=str(r.cell), quote=str(r.quote), formula=float(r.formula))
            for r in records
        )
    except Exception as error:
        raise CourseError(
            f"{path} cannot be used ({type(error).__name__}: {error}): let it define CHECKS, a list of records with "
            "the fields name, cell, quote and formula, and import only what students have"
        ) from error
    return StatisticalChecks(checks=checks, code=path.read_bytes())


def simulated_alarms(
    checks: StatisticalChecks, executor: Executor, *, seed: int, count: int = SIMULATED
) -> Iterator[tuple[StatisticalCheck, int]]:
    """Yield each check with the number of `count` right answers that it refused; they are drawn from `seed`."""
    tasks = (_simulation(checks, number, seed, count) for number in range(len(checks.checks)))
    for check, result in zip(checks.checks, run_trials(executor, tasks), strict=True):
        (cell,) = nbformat.from_dict(json.loads(result.notebook)).cells
        printed = "".join(output.get("text", output.get("evalue", "")) for output in cell.outputs)
        if not printed.strip().isdigit():
            raise CourseError(f"tests/statistics/false_alarms.py does not count the alarms of {check.name}: {printed}")
        yield check, int(printed)


def contradicts(check: StatisticalCheck, refused: int, count: int = SIMULATED) -> bool:
    """Whether so many refusals of `count` right answers are more than the check's formula allows.

    They are if chance gives as many in fewer than one of 10,000 runs: none at all would be too much to ask, as a rate
    of 5e-8 makes one refusal among 100,000 answers rare, but not impossible.
    """
    return refused > 0 and float(poisson.sf(refused - 1, count * check.formula)) < 1e-4


def moved(checks: Iterable[StatisticalCheck], assignments: Iterable[Assignment]) -> list[StatisticalCheck]:
    """Return the checks whose quote is not in their cell any more; cells of other assignments are not asked for."""
    cells = {cell.grade_id: cell.code for assignment in assignments for cell in assignment.cells}
    return [check for check in checks if check.quote not in cells.get(check.cell, check.quote)]


def _rounds(assignment: Assignment, answer: Answer, seeds: range) -> Task:
    """Return a trial of the answer with one cell more, which runs all rounds and prints what was refused."""
    notebook = nbformat.from_dict(json.loads(trial_task(assignment, answer.exercise, answer.code).notebook))
    notebook.cells = [cell for cell in notebook.cells if "part" not in cell.metadata]
    tests = {cell.grade_id: cell.code for cell in tests_of(assignment, answer.exercise)}
    code = (
        "import json\nfrom seeds_inside import refused_under_seeds\n"
        f"print({REFUSED!r} + json.dumps(refused_under_seeds({tests!r}, globals(), {seeds!r})))"
    )
    notebook.cells.append(nbformat.v4.new_code_cell(code, metadata={"rounds": True}))
    module = Path(seeds_inside.__file__)  # the process sees of our package only what students have
    return Task(json.dumps(notebook), {module.name: module.read_bytes()}, options=long_running(SECONDS))


def _refusals(result: TaskResult) -> list[str]:
    """Read what the last cell printed."""
    notebook = nbformat.from_dict(json.loads(result.notebook))
    (outputs,) = [cell.outputs for cell in notebook.cells if cell.metadata.get("rounds")]
    text = "".join(output.get("text", "") for output in outputs)
    if REFUSED not in text:
        return [f"the rounds did not end: {[output.get('evalue', '') for output in outputs]}"]
    lines: list[str] = json.loads(text.split(REFUSED)[1])
    return lines


def _simulation(checks: StatisticalChecks, number: int, seed: int, count: int) -> Task:
    """Return a notebook that prints how often a check refuses; unsandboxed, as it runs none of the students' code."""
    code = f"from false_alarms import alarms\nprint(alarms({number}, {seed}, {count}))"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    options = long_running(SECONDS, sandbox=False)
    return Task(json.dumps(notebook), {"false_alarms.py": checks.code}, options=options)
