"""Simulated right answers: refusals are counted, formulas agree with simulation, and a check that moved is told."""

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from initcourse.checks import FALSE_ALARM
from initcourse.grading import chance
from initcourse.grading.slots import LocalSlots
from initcourse.grading.source import assignment_names, read_assignment
from initcourse.samples import KURTOSIS
from tests.conftest import ROOT


def test_refusals_are_counted(monkeypatch):
    one_in_ten = chance.Check("often", "cell", "quote", 0.1, lambda rng: rng.random() < 0.1)
    monkeypatch.setattr(chance, "CHECKS", [one_in_ten])
    assert 50 < chance.alarms(0, seed=1, count=1_000) < 160  # 100 give or take 10, and the seed is fixed


def test_checks_run_in_warm_processes_and_refuse_nothing():
    with LocalSlots(2, ("numpy", "initcourse.samples")) as slots:
        found = list(chance.simulated(slots, seed=1, count=20))
    assert [check for check, _ in found] == chance.CHECKS
    assert [count for _, count in found] == [0] * len(found)


def test_one_refusal_may_be_chance_and_two_are_not():
    check = chance.Check("rare", "cell", "quote", 5e-8, lambda rng: False)
    assert [chance.contradicts(check, refused) for refused in (0, 1, 2)] == [False, False, True]


def test_no_formula_gives_more_than_a_false_alarm_in_ten_million():
    assert max(check.formula for check in chance.CHECKS) <= FALSE_ALARM


@pytest.mark.parametrize("family", KURTOSIS)
def test_the_moments_of_a_family_are_those_of_its_draws(family):
    drawn = chance.draw(family, 1_000_000, np.random.default_rng(3))
    moments = [np.mean(drawn**k) for k in (2, 4, 6, 8)]
    assert moments == pytest.approx([1, KURTOSIS[family], *chance.HIGHER_MOMENTS[family]], rel=0.05)


def test_the_formula_of_the_kurtosis_is_that_of_a_normal_variable(monkeypatch):
    monkeypatch.setitem(chance.KURTOSIS, "truncated", 2 * 2.9 - 1.8)  # moves the border to 2.9
    predicted = chance._kurtosis_formula("normal", 12_000)
    rng = np.random.default_rng(4)
    kurtosis = [np.mean(x**4) / np.mean(x**2) ** 2 for x in (rng.standard_normal(12_000) for _ in range(2_000))]
    deviation = abs(NormalDist().inv_cdf(predicted))
    assert (3 - 2.9) / np.std(kurtosis) == pytest.approx(deviation, rel=0.1)


def test_the_quotes_of_the_checks_stand_in_the_course():
    assert chance.moved(read_assignment(ROOT, name) for name in assignment_names(ROOT)) == []


def test_a_check_that_reads_otherwise_is_told(monkeypatch):
    moved = [replace(check, quote="nowhere") for check in chance.CHECKS[:1]]
    monkeypatch.setattr(chance, "CHECKS", moved)
    assert chance.moved([read_assignment(ROOT, "02_comparison")]) == [f"{moved[0].cell}: nowhere"]
