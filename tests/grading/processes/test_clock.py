"""The clock of a hand-in: waiting for a core is not charged, sleeping and computing are."""

import subprocess
import sys
import time

import pytest

from initcourse.grading.processes import clock
from initcourse.grading.processes.clock import Deadline, OwnClock


@pytest.fixture
def told(monkeypatch):
    """Return what the system says of processes' waiting, by number, to be changed; and a time that is set by hand."""
    waited, now = {}, [100.0]
    monkeypatch.setattr(clock, "_waited", waited.get)
    monkeypatch.setattr(clock.time, "monotonic", lambda: now[0])
    return waited, now


def test_what_a_process_has_waited_does_not_count(told):
    waited, now = told
    own = OwnClock()
    waited[5] = 7.0  # before it was this hand-in's
    own.add(5)
    now[0] += 10
    waited[5] += 4
    assert own.now() == 6
    waited[6] = 0.0
    own.add(6)
    waited[6] += 1
    assert own.now() == 5


def test_a_process_that_has_ended_is_asked_no_more_and_forgotten_never(told):
    waited, now = told
    own = OwnClock()
    waited[5] = 0.0
    own.add(5)
    now[0] += 10
    waited[5] += 4
    own.remove(5)
    waited[5] += 100  # another process by this number
    assert own.now() == 6


def test_of_a_process_that_has_ended_before_it_was_removed_the_last_word_counts(told):
    waited, now = told
    own = OwnClock()
    waited[5] = 0.0
    own.add(5)
    now[0] += 10
    waited[5] += 4
    assert own.now() == 6
    del waited[5]
    own.remove(5)
    assert own.now() == 6


def test_time_never_stands_still(told):
    waited, now = told
    own = OwnClock()
    waited[5] = 0.0
    own.add(5)
    now[0] += 10
    waited[5] += 10
    assert own.now() == 1


def test_without_the_systems_word_all_time_counts(told):
    _, now = told
    own = OwnClock()
    own.add(5)
    now[0] += 10
    assert own.now() == 10


def test_a_deadline_lies_within_another(told):
    _, now = told
    own = OwnClock()
    whole = Deadline(own, 10)
    assert Deadline(own, 3, whole).left() == 3
    assert Deadline(own, 30, whole).left() == 10
    assert Deadline(own, None, whole).left() == 10
    now[0] += 10
    assert whole.passed


@pytest.mark.skipif(
    sys.platform != "linux", reason="graders run on Linux, and only Linux tells what a process has waited"
)
def test_linux_tells_how_long_a_process_was_kept_from_a_core():
    """Two processes that share one core each wait about half the time; a third of that must be seen."""
    spin = "import os, time\nos.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\nend = time.monotonic() + 3\n"
    spin += "while time.monotonic() < end: pass"
    processes = [subprocess.Popen([sys.executable, "-c", spin]) for _ in range(2)]
    try:
        time.sleep(2)
        assert sum(clock._waited(process.pid) for process in processes) > 0.5  # noqa: SLF001
    finally:
        for process in processes:
            process.kill()
            process.wait()
