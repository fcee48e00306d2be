import numpy as np
import pytest

from initcourse.checks import FALSE_ALARM, Call, CheckFailed
from initcourse.statistical_checks import SIGMAS, expect_family, expect_variance, expect_zero_mean, variance_tolerance

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


def test_a_recognised_variance_adds_its_hint():
    with pytest.raises(CheckFailed, match="Hint: the variance went in as the standard deviation"):
        expect_variance(
            sample("normal", 0.0001),
            0.01,
            family="normal",
            source="s",
            mistakes={"the variance went in as the standard deviation": 0.0001},
        )


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


@pytest.mark.parametrize("value", [None, "weights", np.zeros(SIZE), np.full(SIZE, np.nan), np.ones(5)])
def test_what_is_no_sample_is_refused_kindly(value):
    with pytest.raises(CheckFailed):
        expect_variance(Call("f()", value), 1.0, family="normal", source="s")


def test_tolerances_come_from_the_false_alarm_rate():
    assert pytest.approx(5.451, abs=0.001) == SIGMAS
    assert FALSE_ALARM * 10 <= 1e-6
    assert variance_tolerance(20_000, "normal") == pytest.approx(5.451 * 0.01, rel=1e-3)
    assert variance_tolerance(20_000, "uniform") == pytest.approx(5.451 * np.sqrt(0.8 / 20_000), rel=1e-3)
