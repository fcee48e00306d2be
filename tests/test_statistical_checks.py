import re

import numpy as np
import pytest

from initcourse.checks import FALSE_ALARM, Call, CheckFailed
from initcourse.statistical_checks import (
    SHAPE_ALARM,
    SIGMAS,
    expect_family,
    expect_variance,
    expect_zero_mean,
    shape_tolerance,
    variance_tolerance,
)

SIZE = 60_000


def sample(family, variance=1.0, size=SIZE, seed=1):
    rng = np.random.default_rng(seed)
    if family == "uniform":
        return Call("f()", rng.uniform(-1, 1, size) * np.sqrt(3 * variance))
    return Call("f()", rng.normal(0, np.sqrt(variance), size))


@pytest.mark.parametrize("family", ["normal", "uniform"])
def test_a_right_sample_passes_every_check(family):
    for seed in range(20):
        right = sample(family, 0.02, seed=seed)
        expect_variance(right, 0.02, family=family, source="s")
        expect_zero_mean(right, source="s")
        expect_family(right, family, source="s")


@pytest.mark.parametrize("family", ["normal", "uniform"])
def test_a_variance_five_percent_off_is_refused(family):
    for factor in (0.95, 1.05):
        with pytest.raises(CheckFailed):
            expect_variance(sample(family, factor), 1.0, family=family, source="s")


def test_a_known_variance_adds_its_hint_however_the_draws_fell(hints):
    text = "the variance went in as the standard deviation"
    drawn = sample("normal", 0.0001, seed=5)
    hints((f"the variance of {drawn.text}", float(np.var(drawn.value)), text))
    for seed in range(3):
        with pytest.raises(CheckFailed, match=f"Hint: {text}"):
            expect_variance(sample("normal", 0.0001, seed=seed), 0.01, family="normal", source="s")


def test_a_shifted_sample_is_refused():
    with pytest.raises(CheckFailed, match="mean of 0"):
        expect_zero_mean(Call("f()", sample("uniform").value + 0.05), source="s")


def test_families_of_equal_variance_are_told_apart():
    with pytest.raises(CheckFailed, match="bell-shaped"):
        expect_family(sample("normal"), "uniform", source="s")
    with pytest.raises(CheckFailed, match="flat"):
        expect_family(sample("uniform"), "normal", source="s")


def test_a_normal_truncated_at_two_sigma_counts_as_normal():
    drawn = np.random.default_rng(3).normal(size=2 * SIZE)
    expect_family(Call("f()", drawn[np.abs(drawn) < 2]), "normal", source="s")


WRONG_FAMILIES = {
    "Student's t, 3 degrees": ("normal", "heavy-tailed", lambda rng: rng.standard_t(3, 12_000)),
    "Student's t, 5 degrees": ("normal", "heavy-tailed", lambda rng: rng.standard_t(5, 12_000)),
    "Laplace": ("normal", "heavy-tailed", lambda rng: rng.laplace(size=12_000)),
    "exponential": ("normal", "heavy-tailed", lambda rng: rng.exponential(size=12_000)),
    "some weights five times as large": (
        "normal",
        "heavy-tailed",
        lambda rng: rng.normal(0, np.where(rng.random(12_000) < 0.01, 5, 1)),
    ),
    "three heaps of a bell's kurtosis": (
        "normal",
        "lie below",
        lambda rng: rng.choice([-1, 0, 0, 0, 0, 1], 12_000) + rng.normal(0, 0.01, 12_000),
    ),
    "gamma, skewed": ("normal", "lie below", lambda rng: rng.gamma(14, size=12_000)),
    "two heaps, as a bell": ("normal", "high at both ends", lambda rng: two_heaps(rng)),
    "two heaps, as a box": ("uniform", "high at both ends", lambda rng: two_heaps(rng)),
    "sines": ("uniform", "high at both ends", lambda rng: np.sin(rng.uniform(0, 2 * np.pi, 12_000))),
    "three heaps of a box's kurtosis": (
        "uniform",
        "lie below",
        lambda rng: rng.choice([-1, -1, -1, 0, 0, 0, 0, 1, 1, 1], 12_000) + rng.normal(0, 0.15, 12_000),
    ),
    "dome": ("uniform", "histogram", lambda rng: rng.beta(2, 2, 12_000)),
}


def two_heaps(rng):
    return rng.choice([-1, 1], 12_000) + rng.normal(0, 0.1, 12_000)


@pytest.mark.parametrize("name", WRONG_FAMILIES)
def test_another_family_is_refused_on_whichever_side_it_differs(name):
    family, told, draw = WRONG_FAMILIES[name]
    for seed in range(20):
        with pytest.raises(CheckFailed, match=told):
            expect_family(Call("f()", draw(np.random.default_rng(seed))), family, source="s")


def test_a_distribution_function_that_differs_is_told_at_one_place():
    three = WRONG_FAMILIES["three heaps of a bell's kurtosis"][2](np.random.default_rng(1))
    with pytest.raises(CheckFailed) as failure:
        expect_family(Call("f()", three), "normal", source="s")
    assert "% lie below -0.0" in str(failure.value) or "% lie below 0.0" in str(failure.value)
    assert "%, as a normal distribution has (s)." in str(failure.value)


@pytest.mark.parametrize("value", [None, "weights", np.zeros(SIZE), np.full(SIZE, np.nan), np.ones(5)])
def test_what_is_no_sample_is_refused_kindly(value):
    with pytest.raises(CheckFailed):
        expect_variance(Call("f()", value), 1.0, family="normal", source="s")


def test_tolerances_come_from_the_false_alarm_rate():
    assert pytest.approx(5.451, abs=0.001) == SIGMAS
    assert FALSE_ALARM * 10 <= 1e-6
    assert shape_tolerance(20_000) == pytest.approx(np.sqrt(np.log(2 / SHAPE_ALARM) / 40_000))
    assert variance_tolerance(20_000, "normal") == pytest.approx(5.451 * 0.01, rel=1e-3)
    assert variance_tolerance(20_000, "uniform") == pytest.approx(5.451 * np.sqrt(0.8 / 20_000), rel=1e-3)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda W: W + 1000j, "an array of complex numbers"),
        (lambda W: W.astype(str), "an array of text"),
        (lambda W: W > 0, "an array of True and False"),
        (lambda W: W.astype(object), "array of shape"),
        (lambda W: [1.0, [W]], "[1, [array of shape"),
    ],
)
def test_only_real_numbers_are_a_sample(change, told):
    for check in (expect_zero_mean, lambda r, source: expect_variance(r, 1.0, family="normal", source=source)):
        with pytest.raises(CheckFailed, match=re.escape(told)):
            check(Call("f()", change(sample("normal").value)), source="s")


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "longdouble"])
@pytest.mark.parametrize("family", ["normal", "uniform"])
def test_the_precision_of_a_sample_does_not_matter(family, dtype):
    drawn = Call("f()", sample(family, 0.01).value.astype(dtype))
    expect_variance(drawn, 0.01, family=family, source="s")
    expect_zero_mean(drawn, source="s")
    expect_family(drawn, family, source="s")
