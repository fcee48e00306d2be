"""Watches a process with all its children from outside: their memory, and when the first result is there.

`bench` follows every command with it. CPU time is not sampled: the system counts it to the end.
"""

from __future__ import annotations

import contextlib
import signal
import subprocess
import threading
import time
from pathlib import Path

import psutil

SAMPLING_SECONDS = 2.0
"""Seconds between two samples of the memory of all processes."""


STOPPING_SECONDS = 10.0
"""What a process may take to stop after Ctrl-C, before it is interrupted by us, and then killed."""


class ProcessSampler:
    """Samples a process and all its children, and waits for the first graded notebook in the folder `results`.

    `first` is when it was there (as `time.perf_counter`; 0 before), `memory` and `slot` are the largest sums of
    proportional set sizes in bytes, of all processes and of one fork server with its own.
    """

    def __init__(self, results: Path) -> None:
        self.results = results
        self.first = 0.0
        self.memory = self.slot = 0

    def follow(self, process: subprocess.Popen) -> None:
        """Sample until the process has ended; stop it if this process is interrupted meanwhile."""
        ended = threading.Event()
        sampling = threading.Thread(target=self._sample_until, args=(ended, psutil.Process(process.pid)))
        sampling.start()
        try:
            process.wait()
        except BaseException:
            _stop(process)
            raise
        finally:
            ended.set()
            sampling.join()

    def _sample_until(self, ended: threading.Event, process: psutil.Process) -> None:
        sampled = 0.0
        while not ended.wait(0.02 if not self.first else SAMPLING_SECONDS):
            if not self.first and self._has_result():
                self.first = time.perf_counter()
            if time.perf_counter() - sampled > SAMPLING_SECONDS:
                sampled = time.perf_counter()
                self._sample(process)

    def _has_result(self) -> bool:
        """Whether a graded notebook stands there, which nbgrader and we make read-only when it is done."""
        return any(not path.stat().st_mode & 0o200 for path in self.results.glob("*/*/*.ipynb"))

    def _sample(self, process: psutil.Process) -> None:
        family = _family(process)
        sizes = {member.pid: _proportional_size(member.pid) for member in family}
        servers = [member for member in family if _is_slot(member)]
        slots = [sum(sizes.get(m.pid, 0) for m in _family(server)) for server in servers] or [sum(sizes.values())]
        self.memory, self.slot = max(self.memory, sum(sizes.values())), max(self.slot, *slots)


def _stop(process: subprocess.Popen) -> None:
    """Wait for a process that Ctrl-C in the terminal has reached, too; if it has not, interrupt it, then kill it."""
    for stop in (lambda: None, lambda: process.send_signal(signal.SIGINT), process.kill):
        stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOPPING_SECONDS)
            return


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _is_slot(process: psutil.Process) -> bool:
    """Whether this is a fork server that was forked from the first one, and none of its processes."""
    name = "initcourse.grading.processes.worker.server"
    try:
        first = process.parent()
        return name in process.cmdline() and name in first.cmdline() and name not in first.parent().cmdline()
    except (psutil.Error, AttributeError):
        return False


def _proportional_size(pid: int) -> int:
    """Return the process's memory in bytes, pages that it shares counted in part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
