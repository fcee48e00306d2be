"""Judge random samples by their statistics: mean, variance and family, never by exact draws.

The tolerance of a check is the one that a correct sample leaves with probability `checks.FALSE_ALARM`. The sample
mean has standard deviation `std / sqrt(N)` and the sample variance the relative standard deviation
`sqrt((kurtosis - 1) / N)`, with kurtosis 3 for a normal, 2.3655 for a normal truncated at two sigma and 1.8 for a
uniform distribution (Kenney & Keeping 1951, Mathematics of Statistics, part 2, section 7.6). A family is told by both
sides of its kurtosis and by its distribution function, from which a correct sample strays farther than
`sqrt(ln(2 / p) / (2 N))` with probability below p (Massart 1990).
"""

from __future__ import annotations

from math import log, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
from scipy.special import ndtr

from initcourse.checks import FALSE_ALARM, Call, CheckFailed, failure, refuse
from initcourse.describe import as_text
from initcourse.hints import common

KURTOSIS = {"normal": 3.0, "truncated": 2.3655, "uniform": 1.8}
"""Fourth standardised moment of each family of distributions."""

KURTOSIS_LIMITS = {"normal": (2.2, 3.6), "uniform": (1.7, 1.9)}
"""What a sample's kurtosis may be, truncated or not: eight of its standard deviations and more from the family's own at
`SMALLEST_SAMPLE`. Long tails make it large (Laplace 6, Student's t with 8 degrees of freedom 4.5), two heaps small."""

SHAPE_ALARM = 1e-9
"""Probability that the distribution function of a correct sample is refused: far below `FALSE_ALARM`, as it costs only
a tenth of the tolerance, so that a notebook may ask for many families."""

TRUNCATED_STD = 0.8796256610342398
"""Standard deviation of a standard normal truncated at two sigma."""

SIGMAS = NormalDist().inv_cdf(1 - FALSE_ALARM / 2)
"""Distance, in standard deviations, that a normal variable leaves with probability `FALSE_ALARM` (5.45)."""

SMALLEST_SAMPLE = 10_000
"""Entries below which the normal approximation of the sample variance is not good enough for `FALSE_ALARM`."""


def variance_tolerance(size: int, family: str) -> float:
    """Return the relative tolerance for the variance of `size` independent draws from `family`."""
    return SIGMAS * sqrt((KURTOSIS[family] - 1) / size)


def expect_variance(result: Call, variance: float, *, family: str, source: str) -> None:
    """Fail unless the sample's variance is `variance` within what chance allows."""
    sample = _sample(result)
    tolerance = variance_tolerance(sample.size, family)
    measured = float(np.var(sample))
    if abs(measured / variance - 1) > tolerance:
        refuse(
            failure(
                result.gave(f"weights with variance {measured:.6g}"),
                f"{variance:.6g} give or take {100 * tolerance:.2g} %",
                source,
                question=f"the variance of {result.text}",
                value=measured,
                rtol=2 * tolerance,
            )
        )


def expect_zero_mean(result: Call, *, source: str) -> None:
    """Fail unless the sample's mean is zero within what chance allows."""
    sample = _sample(result)
    mean, std = float(np.mean(sample)), float(np.std(sample))
    limit = SIGMAS * std / sqrt(sample.size)
    if abs(mean) > limit:
        refuse(
            failure(
                result.gave(f"weights with mean {mean:.6g}"),
                f"a mean of 0 give or take {limit:.2g}",
                source,
                question=f"the mean of {result.text}, in standard deviations",
                value=mean / std,
                rtol=0.1,
            )
        )


def shape_tolerance(size: int) -> float:
    """Return how far the distribution function of `size` independent draws may be from that of their family."""
    return sqrt(log(2 / SHAPE_ALARM) / (2 * size))


def expect_family(result: Call, family: str, *, source: str) -> None:
    """Fail unless the sample is of the `family` "normal" (truncated or not) or "uniform", of any mean and variance.

    Its kurtosis must lie within both `KURTOSIS_LIMITS`, and its distribution function near that of the family.
    Taking mean and variance from the sample itself only brings the two functions nearer (Lilliefors 1967).
    """
    sample = _sample(result)
    standardised = np.sort(sample - np.mean(sample)) / np.std(sample)
    kurtosis = float(np.mean(standardised**4))
    low, high = KURTOSIS_LIMITS[family]
    if not low < kurtosis < high:
        happened = result.gave(f"weights whose histogram is {_shape(kurtosis)}, with kurtosis {kurtosis:.3g}")
        expected = f"a {family} distribution, with kurtosis {KURTOSIS[family]:g}"
        question = f"the shape of {result.text}"
        return refuse(failure(happened, expected, source, question=question, value=_shape(kurtosis)))
    kinds = ("normal", "truncated") if family == "normal" else (family,)
    distance, at, kind = min(_distance(standardised, kind) for kind in kinds)
    if distance > shape_tolerance(sample.size):
        measured = float(np.mean(standardised <= at))
        happened = result.gave(f"weights of which {100 * measured:.3g} % lie below {at:.2f} standard deviations")
        expected = f"{100 * float(_distribution(np.array(at), kind)):.3g} %, as a {family} distribution has"
        question = f"the distribution of {result.text}"
        refuse(failure(happened, expected, source, question=question, value=distance, rtol=0.2))


def _shape(kurtosis: float) -> str:
    """Return in words what a histogram with this kurtosis looks like."""
    if kurtosis < KURTOSIS_LIMITS["uniform"][0]:
        return "high at both ends"
    if kurtosis > KURTOSIS_LIMITS["normal"][1]:
        return "heavy-tailed, with more large weights than a bell has"
    border = (KURTOSIS["truncated"] + KURTOSIS["uniform"]) / 2
    return "flat (uniform)" if kurtosis < border else "bell-shaped (normal)"


def _distance(ordered: np.ndarray, kind: str) -> tuple[float, float, str]:
    """Return the Kolmogorov-Smirnov distance of a standardised sample from `kind`, where it is, and `kind`."""
    theory = _distribution(ordered, kind)
    ranks = np.arange(ordered.size + 1) / ordered.size
    apart = np.maximum(ranks[1:] - theory, theory - ranks[:-1])
    place = int(np.argmax(apart))
    return float(apart[place]), float(ordered[place]), kind


def _distribution(x: np.ndarray, kind: str) -> np.ndarray:
    """Return the distribution function of `kind` with mean 0 and variance 1 at every x."""
    if kind == "normal":
        return ndtr(x)
    if kind == "truncated":
        return np.clip((ndtr(TRUNCATED_STD * x) - ndtr(-2)) / (ndtr(2) - ndtr(-2)), 0, 1)
    return np.clip((x / sqrt(3) + 1) / 2, 0, 1)


def _sample(result: Call) -> np.ndarray:
    """Return the value as a flat float array, or fail if it is not a finite sample that varies."""
    if result.value is None:
        raise _no_sample(result, "None", "an array of weights")
    try:
        numbers = np.asarray(result.value)
    except Exception as error:
        raise _no_sample(result, as_text(result.value), "an array of weights") from error
    if numbers.dtype.kind not in "iuf":
        raise _no_sample(result, _of_no_numbers(result.value, numbers), "an array of real numbers")
    sample = numbers.astype(float).ravel()
    if sample.size < SMALLEST_SAMPLE:
        shape = f"an array of shape {np.shape(result.value)}"
        raise _no_sample(result, shape, f"at least {SMALLEST_SAMPLE} weights")
    if not np.isfinite(sample).all() or np.ptp(sample) == 0:
        raise _no_sample(result, _degenerate(sample), "random weights")
    return sample


def _no_sample(result: Call, gave: str, expected: str) -> CheckFailed:
    """Return the failure of a value that is no sample."""
    question, hint = f"the weights of {result.text}", common.of_value(result.value)
    return failure(result.gave(gave), expected, "docstring", question=question, value=gave, hint=hint)


def _of_no_numbers(value: Any, array: np.ndarray) -> str:
    kinds = {"c": "complex numbers", "S": "text", "U": "text", "b": "True and False"}
    return f"an array of {kinds[array.dtype.kind]}" if array.ndim and array.dtype.kind in kinds else as_text(value)


def _degenerate(sample: Any) -> str:
    if not np.isfinite(sample).all():
        return "weights that are not all finite"
    return f"{sample.size} weights that are all {sample[0]:g}"
