"""The whole zoo graded as one class: full points for right answers, none for wrong ones, or a cell waits and says why.

The measure is what plain nbgrader gives, which `plain.json` remembers.
"""

from __future__ import annotations

import pytest

from tests.zoo.case import POINTS
from tests.zoo.cases import CASES, TOPICS
from tests.zoo.course import answers
from tests.zoo.graded import Zoo, grade_zoo
from tests.zoo.plain import digest, remember, remembered, unfit

PLAIN = remembered(CASES.values())

EVERY_CASE = pytest.mark.parametrize("name", CASES)

MEASURED = [name for name, case in CASES.items() if not case.oddity]
"""The cases that plain nbgrader grades as they deserve."""


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Zoo:
    """Grade all hand-ins of all cases in one class run."""
    return grade_zoo(tmp_path_factory.mktemp("zoo"), CASES, PLAIN)


@pytest.mark.slow
@EVERY_CASE
def test_a_right_answer_has_full_points_or_waits(zoo, name):
    assert zoo.lost(name, "right") == [], zoo.told(name, "right")


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in CASES if CASES[name].other_right])
def test_a_right_answer_of_other_types_has_full_points_or_waits(zoo, name):
    assert zoo.lost(name, "other_right") == [], zoo.told(name, "other_right")


@pytest.mark.slow
@pytest.mark.parametrize("name", MEASURED)
def test_a_wrong_answer_has_what_plain_nbgrader_gives_or_waits(zoo, name):
    assert zoo.won(name, "wrong") == [], zoo.told(name, "wrong")
    assert zoo.lost(name, "wrong") == [], zoo.told(name, "wrong")


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in CASES if CASES[name].oddity])
def test_a_wrong_answer_has_not_all_points_where_plain_nbgrader_gets_it_wrong(zoo, name):
    assert sum(zoo.points[name, "wrong"].values()) < POINTS, zoo.told(name, "wrong")


@pytest.mark.slow
@EVERY_CASE
def test_a_blank_hand_in_has_no_points(zoo, name):
    assert not any(zoo.points[name, "blank"].values()), zoo.told(name, "blank")


@pytest.mark.slow
@EVERY_CASE
def test_nothing_is_said_to_be_wrong_with_the_source(zoo, name):
    assert zoo.results[name, "right"].problems == (), zoo.told(name, "right")


@pytest.mark.slow
def test_no_cell_loses_points_in_silence(zoo):
    assert zoo.in_all_cases(zoo.lost, ("right", "other_right", "wrong")) == [], zoo.summary()


@pytest.mark.slow
def test_no_wrong_answer_has_more_points_than_plain_nbgrader_gives(zoo):
    assert zoo.in_all_cases(zoo.won, ("wrong", "blank")) == [], zoo.summary()


@EVERY_CASE
def test_what_plain_nbgrader_gives_is_known_of_the_case_as_it_is_now(name):
    assert name in PLAIN, "run python -m tests.zoo"
    assert PLAIN[name].keys() == answers(CASES[name]).keys()
    assert list(unfit(CASES[name], PLAIN[name])) == []


def test_a_case_that_was_changed_is_not_known(tmp_path):
    case = CASES["whole_number"]
    scores = {"right": {"test-0": 2.0}}
    remember(CASES, {case.name: scores}, tmp_path / "plain.json")
    assert remembered([case], tmp_path / "plain.json") == {case.name: scores}
    (tmp_path / "plain.json").write_text((tmp_path / "plain.json").read_text().replace(digest(case), "0"))
    assert remembered([case], tmp_path / "plain.json") == {}


def test_the_zoo_is_large_and_no_name_is_in_it_twice():
    assert len(CASES) >= 120
    assert len(CASES) == sum(map(len, TOPICS.values()))
    assert sum(bool(case.other_right) for case in CASES.values()) >= 30
