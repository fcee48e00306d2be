"""How often a statistical check of the test cells refuses a right answer: by its formula, and on simulated answers.

`initcourse verify --seeds N` reads `CHECKS` and runs `alarms` in a process of its own; it sends this file there, so
only NumPy, SciPy and the students' part of the package are imported. Where a check stands in a test cell and not in
`initcourse.statistical_checks`, its condition is repeated here beside a `quote` of the cell, and `verify` reports when
the cell says something else by now. That is why this file must never be part of the package that students install.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import exp, log, pi, sqrt
from statistics import NormalDist

import numpy as np

from initcourse.checks import FALSE_ALARM, Call, CheckFailed
from initcourse.model_checks import CORRELATION, SHARED, expect_independent, relation
from initcourse.statistical_checks import (
    KURTOSIS,
    KURTOSIS_LIMITS,
    SHAPE_ALARM,
    SIGMAS,
    expect_family,
    expect_variance,
    expect_zero_mean,
)

CUT = 0.87962566103423978
"""Standard deviation of a standard normal cut at two sigma."""

HIGHER_MOMENTS = {"normal": (15.0, 105.0), "uniform": (27 / 7, 9.0), "truncated": (7.4712, 27.1896)}
"""Sixth and eighth standardised moments, which decide how much a sample's kurtosis varies."""


@dataclass(frozen=True)
class Check:
    """A statistical check: what it says, the test `cell` and a `quote` of it, its false-alarm probability by `formula`.

    `refuses` draws one right answer with a generator and says whether the check refuses it.
    """

    name: str
    cell: str
    quote: str
    formula: float
    refuses: Callable[[np.random.Generator], bool]


def alarms(number: int, seed: int, count: int) -> int:
    """Return how many of `count` simulated right answers check `number` refuses."""
    rng = np.random.default_rng([seed, number])
    return sum(CHECKS[number].refuses(rng) for _ in range(count))


def draw(family: str, size: int, rng: np.random.Generator) -> np.ndarray:
    """Return `size` draws with mean 0 and variance 1 of a family."""
    if family == "uniform":
        return rng.uniform(-sqrt(3), sqrt(3), size)
    if family == "normal":
        return rng.standard_normal(size)
    drawn = rng.standard_normal(size + size // 8)
    within = drawn[np.abs(drawn) < 2][:size]
    return (within if len(within) == size else np.resize(within, size)) / CUT


def _refused(check: Callable, drawn: str, size: int, **options: object) -> Callable[[np.random.Generator], bool]:
    """Return a function that draws from the family `drawn` and says whether the `check` refuses what was drawn."""

    def refuses(rng: np.random.Generator) -> bool:
        try:
            check(Call("drawn", draw(drawn, size, rng)), source="", **options)
        except CheckFailed:
            return True
        return False

    return refuses


def kurtosis_formula(family: str, size: int) -> float:
    """Return the probability that a sample's kurtosis falls beyond either limit, were it a normal variable.

    A sample of a normal distribution has a longer tail: one weight of 8.9 standard deviations moves it to the limit,
    which still happens once in 1e14 samples.
    """
    fourth, (sixth, eighth) = KURTOSIS[family], HIGHER_MOMENTS[family]
    deviation = sqrt((eighth - 4 * fourth * sixth + 4 * fourth**3 - fourth**2) / size)
    limits = KURTOSIS_LIMITS["uniform" if family == "uniform" else "normal"]
    return sum(NormalDist().cdf(-abs(limit - fourth) / deviation) for limit in limits)


def _same_largest(dtype: str) -> Callable[[np.random.Generator], bool]:
    def refuses(rng: np.random.Generator) -> bool:
        try:
            expect_independent(Call("drawn", draw("normal", 12_000, rng).astype(dtype)))
        except CheckFailed:
            return True
        return False

    return refuses


def _reach(family: str) -> Callable[[np.random.Generator], bool]:
    def refuses(rng: np.random.Generator) -> bool:
        size = np.abs(draw(family, 25_600, rng))
        farthest = float(size.max() / np.sqrt(np.mean(size**2)))
        return not (1.68 < farthest < 1.78 if family == "uniform" else 2.2 < farthest < 2.33 or 3 < farthest < 8)

    return refuses


def _reach_formula(family: str) -> float:
    """Return the probability that the largest of 25,600 draws lies on the wrong side."""
    if family == "normal":  # 3 or 8 sample standard deviations, which are 2.5 % off at most
        return 0.9979**25_600 + 25_600 * 2 * NormalDist().cdf(-7.8)
    # the standard deviation would have to be 2.4 % too small or 3 % too large
    low, end, high = (1.68, sqrt(3), 1.78) if family == "uniform" else (2.2, 2 / CUT, 2.33)
    deviation = sqrt((KURTOSIS[family] - 1) / 25_600) / 2
    return NormalDist().cdf((1 - high / end) / deviation) + NormalDist().cdf((low / end - 1) / deviation)


def _part(family: str) -> Callable[[np.random.Generator], bool]:
    def refuses(rng: np.random.Generator) -> bool:
        whole = draw(family, 25_600, rng)
        kind = "uniform" if family == "uniform" else "normal"
        try:
            expect_variance(Call("half", whole[::2]), float(np.mean(whole**2)), family=kind, source="")
        except CheckFailed:
            return True
        return False

    return refuses


def _part_formula(family: str) -> float:
    """Return the probability that a half strays from the whole, which it is half of, and so only by 1 / sqrt(2)."""
    kind = "uniform" if family == "uniform" else "normal"
    return 2 * NormalDist().cdf(-SIGMAS * sqrt(2 * (KURTOSIS[kind] - 1) / (KURTOSIS[family] - 1)))


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
    return abs(relation(*rng.standard_normal((2, 3_600)))[0]) >= CORRELATION


def _shared(rng: np.random.Generator) -> bool:
    return relation(*rng.standard_normal((2, 3_600)).astype("float32"))[1] >= SHARED


def _variance_checks() -> Iterator[Check]:
    for family in ("normal", "uniform"):
        for cell, size, quote in (
            (f"sample_weights-{'plain' if family == 'normal' else 'he'}", 30_000, "(400, 75)"),
            ("build_model-kernels", 10_400, "(150, 80, 130"),
        ):
            yield Check(
                name=f"variance of {size:,} draws, {family}",
                cell=cell,
                quote=quote,
                formula=FALSE_ALARM,
                refuses=_refused(expect_variance, family, size, variance=1.0, family=family),
            )


def _small_checks() -> Iterator[Check]:
    for family in ("normal", "uniform"):
        yield Check(
            name=f"variance of 2,000 draws, {family}",
            cell="sample_weights-he",
            quote="(20, 100)",
            formula=2 * exp(-1_000 * (0.25 - log(1.25))),  # Chernoff's bound for a normal, whose variance strays most
            refuses=lambda rng, family=family: abs(np.var(draw(family, 2_000, rng)) - 1) > 0.25,
        )


def _family_checks() -> Iterator[Check]:
    cell, tools = "sample_weights-family", "sample_weights-tools"
    for family in KURTOSIS:
        yield Check(
            name=f"mean of 12,000 draws, {family}",
            cell=cell,
            quote="(150, 80)",
            formula=FALSE_ALARM,
            refuses=_refused(expect_zero_mean, family, 12_000),
        )
        yield Check(
            name=f"family of 10,400 draws by kurtosis and distribution function, {family}",
            cell=cell,
            quote="(150, 80)",
            formula=SHAPE_ALARM + kurtosis_formula(family, 10_400),
            refuses=_refused(expect_family, family, 10_400, family="uniform" if family == "uniform" else "normal"),
        )
        yield Check(
            name=f"largest of 25,600 draws, {family}",
            cell=tools,
            quote="1.68 < farthest < 1.78" if family == "uniform" else "2.2 < farthest < 2.33 or 3 < farthest < 8",
            formula=_reach_formula(family),
            refuses=_reach(family),
        )
        yield Check(
            name=f"variance of half of 25,600 draws, {family}",
            cell=tools,
            quote="expect_variance(piece, np.mean(size**2)",
            formula=_part_formula(family),
            refuses=_part(family),
        )
    for dtype in ("float64", "float32"):
        yield Check(
            name=f"largest value shared, {dtype}",
            cell=cell,
            quote="expect_independent(sample)",
            formula=1e-20,
            refuses=_same_largest(dtype),
        )
    for family in ("normal", "uniform"):
        yield Check(
            name=f"four samples of one standard deviation, {family}",
            cell=tools,
            quote="max(stds) > 1.0001 * min(stds)",
            formula=_alike_formula(family),
            refuses=_alike(family),
        )


def _layer_checks() -> Iterator[Check]:
    yield Check(
        name="two kernels of 3,600 weights correlated",
        cell="build_model-layers",
        quote="(60, 60, 60, 60)",
        formula=2 * NormalDist().cdf(-CORRELATION * sqrt(3_600)),
        refuses=_correlated,
    )
    yield Check(
        name="sizes in common of two float32 kernels of 3,600 weights",
        cell="build_model-layers",
        quote="(60, 60, 60, 60)",
        formula=1e-20,  # three are expected where a uniform float32 has 22 bits besides its sign
        refuses=_shared,
    )


def _no_direction_preferred(rng: np.random.Generator) -> bool:
    Q, R = np.linalg.qr(rng.standard_normal((100, 100)))
    try:
        expect_family(Call("drawn", Q * np.sign(np.diag(R))), "normal", source="")
    except CheckFailed:
        return True
    return False


def _rotation_checks() -> Iterator[Check]:
    yield Check(  # the entries hang together by their squares' sums, which only brings them nearer to the family
        name="family of the 10,000 entries of an orthonormal kernel",
        cell="orthonormal-random",
        quote="[(100, 100), (600, 40)]",
        formula=SHAPE_ALARM + kurtosis_formula("normal", 10_000),
        refuses=_no_direction_preferred,
    )


CHECKS = [*_variance_checks(), *_family_checks(), *_layer_checks(), *_rotation_checks()]
