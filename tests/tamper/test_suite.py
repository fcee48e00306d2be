from dataclasses import replace

import pytest

from tests.tamper.attack import read_attacks
from tests.tamper.suite import Found

WELL = Found(read_attacks()[0], honest=5.0, least=5.0, score=5.0, outcome="graded")


def test_an_honest_result_has_no_breach():
    assert WELL.breaches == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"score": 9.0}, "4 points forged"),
        ({"score": 2.0}, "3 points robbed: 2.0 (graded)"),
        ({"score": None}, "5 points robbed: None (graded)"),
        ({"outcome": "grader error"}, "outcome 'grader error'"),
        ({"outcome": ""}, "outcome ''"),
        ({"secrets": ("a file",)}, "read a file"),
        ({"sent": ("",)}, "sent ''"),
        ({"touched": ("/course/x 12 text",)}, "touched /course/x"),
        ({"alive": ("sleep",)}, "alive: 'sleep'"),
        ({"pages": ("<script>",)}, "acts on the page: <script>"),
        ({"ended": "grading did not end"}, "grading did not end"),
    ],
)
def test_every_kind_of_breach_is_told(change, told):
    assert replace(WELL, **change).breaches == [told]


def test_a_trick_may_lose_what_it_puts_at_risk_itself():
    assert replace(WELL, least=0.0, score=None).breaches == []
