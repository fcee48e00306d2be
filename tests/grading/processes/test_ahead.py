import gc

import pytest

from initcourse.grading.errors import CourseError
from initcourse.grading.processes.ahead import Ahead


class Thing:
    def __init__(self):
        self.closed = 0

    def close(self):
        self.closed += 1


@pytest.fixture
def ahead():
    return Ahead()


def test_what_was_made_is_taken_once(ahead):
    thing = Thing()
    ahead.make(lambda: thing)
    assert ahead.take() is thing
    assert ahead.take() is None
    assert not thing.closed


def test_a_thing_of_another_kind_is_closed(ahead):
    thing = Thing()
    ahead.make(lambda: thing, "large")
    assert ahead.take("small") is None
    assert ahead.take("large") is None
    assert thing.closed == 1


def test_a_second_thing_is_closed_at_once(ahead):
    first, second = Thing(), Thing()
    ahead.make(lambda: first)
    ahead.make(lambda: second)
    assert (first.closed, second.closed) == (0, 1)
    assert ahead.take() is first


@pytest.mark.parametrize("error", [CourseError("no sandbox"), OSError()])
def test_what_cannot_be_made_is_not_there(ahead, error):
    def fail():
        raise error

    ahead.make(fail)
    assert ahead.take() is None


def test_an_error_of_ours_is_not_passed_over(ahead):
    with pytest.raises(ZeroDivisionError):
        ahead.make(lambda: 1 / 0)


def test_closing_closes_what_was_made_and_what_will_be(ahead):
    first, second = Thing(), Thing()
    ahead.make(lambda: first)
    ahead.close()
    ahead.make(lambda: second)
    ahead.close()
    assert (first.closed, second.closed) == (1, 1)
    assert ahead.take() is None


def test_what_was_made_goes_with_its_owner(ahead):
    thing = Thing()
    owner = Ahead()
    owner.make(lambda: thing)
    del owner
    gc.collect()
    assert thing.closed == 1
