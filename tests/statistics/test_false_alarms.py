"""Simulated right answers: refusals are counted, formulas agree with simulation, and a check that moved is told."""

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from initcourse import statistical_checks
from initcourse.checks import FALSE_ALARM
from initcourse.grading.authoring.seeds import moved, read_checks, simulated_alarms
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.folder import assignment_names
from initcourse.grading.execution.executors import LocalExecutor
from initcourse.statistical_checks import KURTOSIS, KURTOSIS_LIMITS, SMALLEST_SAMPLE, expect_family
from tests.statistics import false_alarms
from tests.statistics.false_alarms import CHECKS, HIGHER_MOMENTS, Check, _refused, alarms, draw, kurtosis_formula
from tests.support.small_course import ROOT


def test_refusals_are_counted(monkeypatch):
    one_in_ten = Check(name="often", cell="cell", quote="quote", formula=0.1, refuses=lambda rng: rng.random() < 0.1)
    monkeypatch.setattr(false_alarms, "CHECKS", [one_in_ten])
    assert 50 < alarms(0, seed=1, count=1_000) < 160  # 100 give or take 10, and the seed is fixed


@pytest.mark.slow
def test_checks_run_in_warm_processes_and_refuse_nothing():
    with LocalExecutor(2, ("numpy", "initcourse.statistical_checks")) as slots:
        found = list(simulated_alarms(read_checks(ROOT), slots, seed=1, count=20))
    assert [(c.name, c.cell, c.quote, c.formula) for c, _ in found] == [
        (c.name, c.cell, c.quote, c.formula) for c in CHECKS
    ]
    assert [count for _, count in found] == [0] * len(found)


def test_no_formula_gives_more_than_a_false_alarm_in_ten_million():
    assert max(check.formula for check in CHECKS) <= FALSE_ALARM


@pytest.mark.parametrize("family", KURTOSIS)
def test_the_moments_of_a_family_are_those_of_its_draws(family):
    drawn = draw(family, 1_000_000, np.random.default_rng(3))
    moments = [np.mean(drawn**k) for k in (2, 4, 6, 8)]
    assert moments == pytest.approx([1, KURTOSIS[family], *HIGHER_MOMENTS[family]], rel=0.05)


def test_the_formula_of_the_kurtosis_is_that_of_a_normal_variable(monkeypatch):
    monkeypatch.setitem(KURTOSIS_LIMITS, "normal", (2.9, 99.0))
    predicted = kurtosis_formula("normal", 12_000)
    rng = np.random.default_rng(4)
    kurtosis = [np.mean(x**4) / np.mean(x**2) ** 2 for x in (rng.standard_normal(12_000) for _ in range(2_000))]
    deviation = abs(NormalDist().inv_cdf(predicted))
    assert (3 - 2.9) / np.std(kurtosis) == pytest.approx(deviation, rel=0.1)


@pytest.mark.parametrize("family", KURTOSIS)
def test_the_kurtosis_adds_nothing_to_the_false_alarms_of_the_distribution_function(family):
    assert kurtosis_formula(family, SMALLEST_SAMPLE) < 1e-12


@pytest.mark.parametrize("family", KURTOSIS)
def test_mean_and_variance_from_the_sample_bring_its_distribution_function_nearer(monkeypatch, family):
    monkeypatch.setattr(statistical_checks, "SHAPE_ALARM", 0.2)
    rng = np.random.default_rng(5)
    kind = "uniform" if family == "uniform" else "normal"
    refused = sum(_refused(expect_family, family, 10_000, family=kind)(rng) for _ in range(500))
    assert refused <= 0.2 * 500 * 0.5  # a fifth is what Massart's bound allows if both were known


def test_the_quotes_of_the_checks_stand_in_the_course():
    assert moved(CHECKS, [read_assignment(ROOT, name) for name in assignment_names(ROOT)]) == []


def test_a_check_that_reads_otherwise_is_told():
    changed = replace(CHECKS[0], quote="nowhere")
    assert moved([changed, *CHECKS[1:]], [read_assignment(ROOT, "02_comparison")]) == [changed]
