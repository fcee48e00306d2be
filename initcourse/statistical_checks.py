"""Judge random samples by their statistics: mean, variance and family, never by exact draws.

The tolerance of a check is the one that a correct sample leaves with probability `checks.FALSE_ALARM`. The sample
mean has standard deviation `std / sqrt(N)` and the sample variance the relative standard deviation
`sqrt((kurtosis - 1) / N)`, with kurtosis 3 for a normal, 2.3655 for a normal truncated at two sigma and 1.8 for a
uniform distribution (Kenney & Keeping 1951, Mathematics of Statistics, part 2, section 7.6).
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import Any

import numpy as np

from initcourse.checks import FALSE_ALARM, PRINTED, Call, CheckFailed
from initcourse.describe import as_text

KURTOSIS = {"normal": 3.0, "truncated": 2.3655, "uniform": 1.8}
"""Fourth standardised moment of each family of distributions."""

SIGMAS = NormalDist().inv_cdf(1 - FALSE_ALARM / 2)
"""Distance, in standard deviations, that a normal variable leaves with probability `FALSE_ALARM` (5.45)."""

SMALLEST_SAMPLE = 10_000
"""Entries below which the normal approximation of the sample variance is not good enough for `FALSE_ALARM`."""


def variance_tolerance(size: int, family: str) -> float:
    """Return the relative tolerance for the variance of `size` independent draws from `family`."""
    return SIGMAS * sqrt((KURTOSIS[family] - 1) / size)


def expect_variance(
    result: Call, variance: float, *, family: str, source: str, mistakes: dict[str, float] | None = None
) -> None:
    """Fail unless the sample's variance is `variance` within what chance allows; a hint per wrong variance."""
    sample = _sample(result)
    tolerance = variance_tolerance(sample.size, family)
    measured = float(np.var(sample))
    if abs(measured / variance - 1) <= tolerance:
        return
    hints = [hint for hint, wrong in (mistakes or {}).items() if abs(measured / wrong - 1) <= tolerance]
    raise CheckFailed(
        result.gave(f"weights with variance {measured:.6g}"),
        f"{variance:.6g} give or take {100 * tolerance:.2g} %",
        source,
        hints[0] if hints else None,
    )


def expect_zero_mean(result: Call, *, source: str) -> None:
    """Fail unless the sample's mean is zero within what chance allows."""
    sample = _sample(result)
    limit = SIGMAS * float(np.std(sample)) / sqrt(sample.size)
    if abs(float(np.mean(sample))) > limit:
        raise CheckFailed(
            result.gave(f"weights with mean {np.mean(sample):.6g}"),
            f"a mean of 0 give or take {limit:.2g}",
            source,
        )


def expect_family(result: Call, family: str, *, source: str) -> None:
    """Fail unless the sample is of the `family` "normal" (truncated or not) or "uniform", told by its kurtosis."""
    sample = _sample(result)
    border = (KURTOSIS["truncated"] + KURTOSIS["uniform"]) / 2
    squares = (sample - np.mean(sample)) ** 2
    kurtosis = float(np.mean(squares**2) / np.mean(squares) ** 2)
    if (kurtosis < border) != (family == "uniform"):
        shape = "flat (uniform)" if kurtosis < border else "bell-shaped (normal)"
        raise CheckFailed(
            result.gave(f"weights whose histogram is {shape}, with kurtosis {kurtosis:.3g}"),
            f"a {family} distribution, with kurtosis {KURTOSIS[family]:g}",
            source,
        )


def _sample(result: Call) -> np.ndarray:
    """Return the value as a flat float array, or fail if it is not a finite sample that varies."""
    if result.value is None:
        raise CheckFailed(result.gave("None"), "an array of weights", "docstring", PRINTED)
    try:
        sample = np.asarray(result.value, dtype=float).ravel()
    except (TypeError, ValueError) as error:
        raise CheckFailed(result.gave(as_text(result.value)), "an array of weights", "docstring") from error
    if sample.size < SMALLEST_SAMPLE:
        raise CheckFailed(
            result.gave(f"an array of shape {np.shape(result.value)}"),
            f"at least {SMALLEST_SAMPLE} weights",
            "docstring",
        )
    if not np.isfinite(sample).all() or np.ptp(sample) == 0:
        raise CheckFailed(result.gave(_degenerate(sample)), "random weights", "docstring")
    return sample


def _degenerate(sample: Any) -> str:
    if not np.isfinite(sample).all():
        return "weights that are not all finite"
    return f"{sample.size} weights that are all {sample[0]:g}"
