"""What a sandbox may use as a whole: who uses more is killed with everything inside, and nobody else is."""

import os
import signal
from dataclasses import replace

import pytest

from initcourse.grading.sandbox.bubblewrap import Limits, Sandbox
from initcourse.grading.sandbox.monitor import ResourceMonitor
from tests.support.sandboxed import student, student_in

MIB = 1 << 20

BOMB = "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass"

THREADS = """
import threading
stop = threading.Event()
while True:
    threading.Thread(target=stop.wait).start()
"""

HOG = "kept = []\nwhile True:\n    kept.append(b'x' * (1 << 20))"

SHARED_HOG = """
import mmap
kept = []
while True:
    kept.append(mmap.mmap(-1, 1 << 20))
    kept[-1].write(b'x' * (1 << 20))
"""

MANY_HOGS = """
import os, time
for _ in range(10):
    if os.fork() == 0:
        kept = b'x' * (40 << 20)
        time.sleep(600)
while True:
    time.sleep(600)
"""

FILES = """
import itertools
for number in itertools.count():
    with open(f"/dev/shm/{number}", "wb") as file:
        file.write(bytes(1 << 20))
"""

EMPTY_FILES = "import itertools\nfor number in itertools.count():\n    open(f'/tmp/{number}', 'w').close()"


@pytest.mark.parametrize(
    ("code", "excess"),
    [
        (BOMB, "processes"),
        (THREADS, "processes"),
        (HOG, "memory"),
        (SHARED_HOG, "memory"),
        (MANY_HOGS, "memory"),
        (FILES, "memory"),
        (EMPTY_FILES, "memory"),
    ],
    ids=["fork bomb", "threads", "one hog", "shared memory", "many hogs", "files", "empty files"],
)
@pytest.mark.slow
def test_who_uses_too_much_is_killed_and_it_is_said_why_and_nobody_else_is(server, code, excess):
    room = 2_000 if code == THREADS else 300  # each thread has eight MiB for its stack
    limits = Limits(memory=room * MIB, processes=100)
    with student(server) as other, student(server, limits) as hog:
        hog.send(code)
        assert hog.process.wait(60) == -signal.SIGKILL
        assert hog.process.ended.excess == excess
        assert other.run("print('still here')") == "still here\n"


def test_forks_that_share_their_memory_are_not_counted_again_and_again(server):
    code = """
import os, signal
kept = b'x' * (100 << 20)
pids = []
for _ in range(8):
    pids.append(os.fork())
    if pids[-1] == 0:
        signal.pause()
"""
    with Sandbox() as sandbox, student_in(server, sandbox) as there:
        monitor = ResourceMonitor(replace(sandbox.handle(), limits=Limits(memory=300 * MIB)))
        assert there.run(code + "print('forked')") == "forked\n"
        assert monitor.poll() == ""
        assert there.run("more = b'x' * (250 << 20)\nprint('full')") == "full\n"
        assert monitor.poll() == "memory"
        assert there.process.wait(60) == -signal.SIGKILL
        monitor.close()


def test_honest_work_has_no_excess(server):
    with student(server) as there:
        there.run("x = b'x' * (50 << 20)")
        there.process.kill()
        assert there.process.wait(60) == -signal.SIGKILL
        assert there.process.ended.excess == ""


def test_a_name_cannot_pass_for_a_number(server):
    code = """
import ctypes, os
ctypes.CDLL(None).prctl(15, b"a\\nThreads:\\t0", 0, 0, 0)
print(open("/proc/self/status").read().splitlines()[0])
"""
    with Sandbox() as sandbox, student_in(server, sandbox) as there:
        assert "a\\nThreads:" in there.run(code)
        monitor = ResourceMonitor(sandbox.handle())
        assert monitor.threads() == [1, 1]
        monitor.close()


def test_a_sandbox_that_is_gone_cannot_be_watched_and_leaves_no_file_open():
    sandbox = Sandbox()
    handle = sandbox.handle()
    sandbox.close()
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(OSError, match=r"No such (process|file)"):
        ResourceMonitor(handle)
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_sandbox_that_died_while_it_is_watched_uses_nothing():
    sandbox = Sandbox()
    monitor = ResourceMonitor(sandbox.handle())
    sandbox.close()
    assert monitor.poll() == ""
    monitor.kill()
    monitor.close()
    monitor.close()
