"""How often a statistical check of the test cells refuses a correct answer: by its formula, and on simulated answers.

Where a check stands in a test cell and not in `samples`, its condition is repeated here beside a `quote` of the cell;
`moved` tells when the cell says something else by now.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from math import pi, sqrt
from statistics import NormalDist

import nbformat
import numpy as np
from scipy.stats import poisson

from initcourse.checks import FALSE_ALARM, Call, CheckFailed
from initcourse.grading.authoring.trial import executed_in_order
from initcourse.grading.course.assignment import Assignment
from initcourse.grading.execution.task import Task, long_running
from initcourse.statistical_checks import KURTOSIS, expect_family, expect_variance, expect_zero_mean

SIMULATED = 100_000
"""Correct answers that are simulated for every check."""

CUT = 0.87962566103423978
"""Standard deviation of a standard normal cut at two sigma."""

HIGHER_MOMENTS = {"normal": (15.0, 105.0), "uniform": (27 / 7, 9.0), "truncated": (7.4712, 27.1896)}
"""Sixth and eighth standardised moments, which decide how much a sample's kurtosis varies."""


@dataclass(frozen=True)
class Check:
    """A statistical check: what it says, the test `cell` and a `quote` of it, its false-alarm probability by `formula`.

    `refuses` draws one correct answer with a generator and says whether the check refuses it.
    """

    name: str
    cell: str
    quote: str
    formula: float
    refuses: Callable[[np.random.Generator], bool]


def alarms(number: int, seed: int, count: int = SIMULATED) -> int:
    """Return how many of `count` simulated correct answers check `number` refuses."""
    rng = np.random.default_rng([seed, number])
    return sum(CHECKS[number].refuses(rng) for _ in range(count))


def simulated(executor: Executor, seed: int, count: int = SIMULATED) -> Iterator[tuple[Check, int]]:
    """Yield each check with the number of `count` correct answers that it refused; they are drawn from `seed`."""
    code = "from tests.statistics.false_alarms import alarms\nprint(alarms({}, {}, {}))"
    tasks = (_task(code.format(number, seed, count)) for number in range(len(CHECKS)))
    for check, executed in zip(CHECKS, executed_in_order(executor, tasks), strict=True):
        (cell,) = nbformat.from_dict(json.loads(executed.notebook)).cells
        yield check, int(cell.outputs[0].text)


def contradicts(check: Check, refused: int, count: int = SIMULATED) -> bool:
    """Whether so many refusals of `count` correct answers are more than the check's formula allows.

    They are if chance gives as many in fewer than one of 10,000 runs: none at all would be too much to ask, as a rate
    of 5e-8 makes one refusal among 100,000 answers rare, but not impossible.
    """
    return refused > 0 and float(poisson.sf(refused - 1, count * check.formula)) < 1e-4


def _task(code: str) -> Task:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    return Task(json.dumps(notebook), options=long_running(3600, sandbox=False))  # no student's code


def moved(assignments: Iterable[Assignment]) -> list[str]:
    """Return the checks whose quote is not in their cell any more."""
    cells = {cell.grade_id: cell.code for assignment in assignments for cell in assignment.cells}
    return [f"{check.cell}: {check.quote}" for check in CHECKS if check.quote not in cells.get(check.cell, check.quote)]


def draw(family: str, size: int, rng: np.random.Generator) -> np.ndarray:
    """Return `size` draws with mean 0 and variance 1 of a family."""
    if family == "uniform":
        return rng.uniform(-sqrt(3), sqrt(3), size)
    if family == "normal":
        return rng.standard_normal(size)
    drawn = rng.standard_normal(size + size // 8)
    kept = drawn[np.abs(drawn) < 2][:size]
    return (kept if len(kept) == size else np.resize(kept, size)) / CUT


def _refused(check: Callable, drawn: str, size: int, **options: object) -> Callable[[np.random.Generator], bool]:
    """Return a function that draws from the family `drawn` and says whether a check of `samples` refuses it."""

    def refuses(rng: np.random.Generator) -> bool:
        try:
            check(Call("drawn", draw(drawn, size, rng)), source="", **options)
        except CheckFailed:
            return True
        return False

    return refuses


def _kurtosis_formula(family: str, size: int) -> float:
    """Return the probability that a sample's kurtosis falls beyond the border between bell and box."""
    fourth, (sixth, eighth) = KURTOSIS[family], HIGHER_MOMENTS[family]
    deviation = sqrt((eighth - 4 * fourth * sixth + 4 * fourth**3 - fourth**2) / size)
    border = (KURTOSIS["truncated"] + KURTOSIS["uniform"]) / 2
    return NormalDist().cdf(-abs(border - fourth) / deviation)


def _same_largest(dtype: str) -> Callable[[np.random.Generator], bool]:
    def refuses(rng: np.random.Generator) -> bool:
        size = np.abs(draw("normal", 12_000, rng).astype(dtype))
        return int(np.sum(size == size.max())) > 10

    return refuses


def _reach(family: str) -> Callable[[np.random.Generator], bool]:
    def refuses(rng: np.random.Generator) -> bool:
        size = np.abs(draw(family, 12_000, rng))
        farthest = float(size.max() / np.sqrt(np.mean(size**2)))
        return not (farthest < 1.78 if family == "uniform" else farthest > 2.2)

    return refuses


def _alike(family: str) -> Callable[[np.random.Generator], bool]:
    def refuses(rng: np.random.Generator) -> bool:
        stds = [np.std(draw(family, 8 * (6 + i), rng)) for i in range(4)]
        return not max(stds) > 1.0001 * min(stds)

    return refuses


def _alike_formula(family: str) -> float:
    """Return the probability that four standard deviations of about 60 draws lie within 1e-4 of each other."""
    deviation = sqrt((KURTOSIS[family] - 1) / 60) / 2
    return 4 * (1e-4 / deviation) ** 3 / (2 * (2 * pi) ** 1.5)


def _correlated(rng: np.random.Generator) -> bool:
    a, b = (kernel - kernel.mean() for kernel in rng.standard_normal((2, 3_600)))
    return abs(np.sum(a * b) / np.sqrt(np.sum(a * a) * np.sum(b * b))) >= 0.1


def _checks() -> list[Check]:
    found = []
    for family in ("normal", "uniform"):
        for cell, size, quote in (
            (f"sample_weights-{'plain' if family == 'normal' else 'he'}", 30_000, "(400, 75)"),
            ("build_model-kernels", 10_400, "(150, 80, 130"),
        ):
            refuses = _refused(expect_variance, family, size, variance=1.0, family=family)
            found.append(Check(f"variance of {size:,} draws, {family}", cell, quote, FALSE_ALARM, refuses))
    for family in KURTOSIS:
        told = "uniform" if family == "uniform" else "normal"
        cell, quote = "sample_weights-family", "(150, 80)"
        zero = _refused(expect_zero_mean, family, 12_000)
        found.append(Check(f"mean of 12,000 draws, {family}", cell, quote, FALSE_ALARM, zero))
        shape = _refused(expect_family, family, 10_400, family=told)
        formula = _kurtosis_formula(family, 10_400)
        found.append(Check(f"bell or box by the kurtosis of 10,400 draws, {family}", cell, quote, formula, shape))
        reach = (
            NormalDist().cdf((1 - 1.78 / sqrt(3)) / (sqrt(0.8 / 12_000) / 2)) if family == "uniform" else 0.972**12_000
        )
        quote = 'farthest < 1.78 if family == "uniform" else farthest > 2.2'
        found.append(Check(f"largest of 12,000 draws, {family}", cell, quote, reach, _reach(family)))
    for dtype in ("float64", "float32"):
        quote = "largest <= 10"
        found.append(Check(f"largest value shared, {dtype}", cell, quote, 1e-20, _same_largest(dtype)))
    for family in ("normal", "uniform"):
        quote = "max(stds) > 1.0001 * min(stds)"
        formula = _alike_formula(family)
        found.append(Check(f"four samples of one standard deviation, {family}", cell, quote, formula, _alike(family)))
    formula = 2 * NormalDist().cdf(-0.1 * sqrt(3_600))
    quote = "abs(correlation) < 0.1"
    found.append(Check("two kernels of 3,600 weights correlated", "build_model-layers", quote, formula, _correlated))
    return found


CHECKS = _checks()
