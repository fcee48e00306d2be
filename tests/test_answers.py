"""The hidden tests are proven by the bank: right answers pass, wrong ones lose exactly the test cells they name."""

import pytest

from initcourse.grading.bank import Answer, read_bank, try_answers
from initcourse.grading.source import assignment_names, read_assignment
from tests.conftest import ROOT

ASSIGNMENTS = assignment_names(ROOT)
CHOICES = {"pooled_histogram_flaw", "lsuv_zero_bias_trials"}
"""Exercises whose answer is one letter of four: three are wrong, and there is no other right one."""


def test_the_course_has_its_four_assignments():
    assert ASSIGNMENTS == ["01_variance", "02_comparison", "03_gradient_flow", "04_lsuv"]


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_bank_has_right_and_wrong_answers_for_every_exercise(name):
    assignment = read_assignment(ROOT, name)
    answers = read_bank(ROOT / "tests/bank", assignment)
    for exercise in assignment.exercises:
        kinds = [answer.right for answer in answers if answer.exercise == exercise]
        assert kinds.count(False) >= 3, exercise
        assert kinds.count(True) >= (exercise not in CHOICES), exercise


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_answers_score_what_their_files_predict(name):
    assignment = read_assignment(ROOT, name)
    official = [
        Answer("official", cell.grade_id, True, cell.code, "the official solution", frozenset())
        for cell in assignment.of_kind("solution")
    ]
    answers = [*official, *read_bank(ROOT / "tests/bank", assignment)]
    surprises = {
        f"{verdict.answer.exercise}/{verdict.answer.name}": (sorted(verdict.answer.loses), verdict.lost)
        for verdict in try_answers(assignment, answers)
        if not verdict.as_predicted
    }
    assert surprises == {}
