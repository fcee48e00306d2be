"""Watch a process with all its children from outside: their memory, and when the first result is there."""

from __future__ import annotations

import subprocess
import threading
import time
from pathlib import Path

import psutil

SAMPLING_SECONDS = 2.0
"""Seconds between two looks at the memory of all processes."""


class ProcessSampler:
    """Looks at a process and all its children from time to time, and at the first result."""

    def __init__(self, results: Path) -> None:
        self.results = results
        self.first = self.memory = self.slot = 0

    def follow(self, process: subprocess.Popen) -> None:
        """Look until the process has ended."""
        ended = threading.Event()
        looks = threading.Thread(target=self._look, args=(psutil.Process(process.pid), ended))
        looks.start()
        process.wait()
        ended.set()
        looks.join()

    def _look(self, process: psutil.Process, ended: threading.Event) -> None:
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


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _is_slot(process: psutil.Process) -> bool:
    """Whether this is a fork server that was forked from the first one, and none of its kernels."""
    name = "initcourse.grading.execution.worker.server"
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
