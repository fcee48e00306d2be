"""A call over hostile bytes costs its limits and nothing else: the next one finds everything as it was."""

import os
import time

import pytest

from initcourse.grading.processes.confined import CallFailed, CallLimits, Confined
from initcourse.grading.processes.fork_server import ForkServer
from tests.support.small_course import ROOT

FUNCTIONS = "tests.support.confined_functions"

LIMITS = CallLimits(memory=400 << 20, seconds=2, result=1 << 20)


@pytest.fixture(scope="module")
def server():
    server = ForkServer([FUNCTIONS], {"PYTHONPATH": str(ROOT)})
    yield server
    server.close()


@pytest.fixture(scope="module")
def sandboxed(server):
    confined = Confined(server, LIMITS, sandboxed=True)
    yield confined
    confined.close()


@pytest.fixture(params=["in a sandbox", "in none"])
def confined(request, server, sandboxed):
    return sandboxed if request.param == "in a sandbox" else Confined(server, LIMITS, sandboxed=False)


def failure(confined, name, data=b""):
    with pytest.raises(CallFailed) as failed:
        confined.call(f"{FUNCTIONS}:{name}", data)
    assert confined.call(f"{FUNCTIONS}:reverse", b"abc") == b"cba"
    return failed.value


def test_a_call_returns_what_the_function_returns(confined):
    data = bytes(range(256)) * 4_000
    assert confined.call(f"{FUNCTIONS}:reverse", data) == data[::-1]


def test_an_error_of_the_function_is_told_from_a_limit(confined):
    failed = failure(confined, "raises", b"why")
    assert (failed.why, failed.error) == (None, "KeyError: 'why'")


@pytest.mark.parametrize("name", ["takes_memory", "takes_memory_quietly"])
def test_memory_is_limited(confined, name):
    assert failure(confined, name).why == "memory"


def test_computing_time_is_limited(confined):
    begin = time.monotonic()
    assert failure(confined, "computes").why == "time"
    assert time.monotonic() - begin < 30  # seconds; the limit is 2 of computing


@pytest.mark.slow
def test_a_call_that_sleeps_ends_too(confined):
    assert failure(confined, "sleeps").why == "time"


@pytest.mark.parametrize("name", ["crashes", "exits"])
def test_a_process_that_ends_is_a_failure_of_its_call(confined, name):
    assert failure(confined, name).why == "end"


def test_the_result_is_limited(confined):
    assert len(confined.call(f"{FUNCTIONS}:returns_much", b"1000000")) == 1_000_000
    assert failure(confined, "returns_much", b"2000000").why == "size"


def test_what_is_not_there_is_our_error(confined):
    assert failure(confined, "no_such_function").why is None


def test_a_confined_call_sees_no_course_and_no_network(sandboxed):
    paths = [f"{ROOT}/source", f"{ROOT}/tests", "/etc/passwd", os.path.expanduser("~/.ssh")]
    seen = sandboxed.call(f"{FUNCTIONS}:looks_around", "\n".join(paths).encode())
    assert seen in (b"OSError", b"ConnectionRefusedError", b"PermissionError")


def test_nothing_can_be_left_for_the_next_call(sandboxed):
    assert [sandboxed.call(f"{FUNCTIONS}:writes", b"") for _ in range(2)] == [b"", b""]
