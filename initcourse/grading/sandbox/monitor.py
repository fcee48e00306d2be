"""What everything in a sandbox uses together, measured from outside while student code runs.

The kernel's own limits are per process, those per user do not count for root, and control groups are not for everybody.
So the fork server polls a `ResourceMonitor`, which ends the sandbox as a whole if it uses too much. It reads the
processes in the sandbox's own /proc, and the space taken in its folders in memory. What leaps over a limit between two
polls is caught by the next one.
"""

from __future__ import annotations

import contextlib
import os
import signal
from typing import Literal

from initcourse.grading.sandbox.bubblewrap import WRITABLE_FOLDERS, SandboxHandle
from initcourse.grading.sandbox.enter import namespace_flags

POLL_SECONDS = 0.1
"""Seconds between two polls: a machine writes some hundred megabytes of fresh memory in that time."""

INODE_BYTES = 1024
"""Bytes that the kernel spends, about, on a file without content."""

CLOCK_TICKS = os.sysconf("SC_CLK_TCK")

Excess = Literal["", "memory", "processes", "time"]
"""What a sandbox uses too much of; "" if nothing."""


class ResourceMonitor:
    """Watches one sandbox; `excess` says what it was killed for, `cpu` what its processes have computed, in seconds.

    Raises `OSError` or `RuntimeError` if the sandbox is gone.
    """

    def __init__(self, sandbox: SandboxHandle) -> None:
        """Hold on to the sandbox's process 1, its processes and its folders, so that nothing else is taken for it."""
        self.limits = sandbox.limits
        self.excess: Excess = ""
        self.cpu = 0.0
        self._held: list[int] = []
        root = f"/proc/{sandbox.pid}/root"
        try:
            self.pidfd = self._hold(os.pidfd_open(sandbox.pid))
            namespace_flags(sandbox.pid, sandbox.namespace)
            self._proc = self._hold(os.open(f"{root}/proc", os.O_RDONLY | os.O_DIRECTORY))
            self._folders = [self._hold(os.open(f"{root}{path}", os.O_PATH)) for path in WRITABLE_FOLDERS]
        except BaseException:
            self.close()
            raise

    def poll(self) -> Excess:
        """Return what the sandbox uses too much of, and kill it if it does."""
        if not self.excess:
            self.excess = self._measure()
            if self.excess:
                self.kill()
        return self.excess

    def reason(self, cpu: float) -> Excess:
        """Return what the sandbox used too much of, by what was measured and the seconds that a process computed."""
        return self.excess or ("time" if cpu >= self.limits.cpu_seconds else "")

    def threads(self) -> list[int]:
        """Return how many threads each process in the sandbox has."""
        return [_number(status, b"Threads") for status in self._statuses()]

    def kill(self) -> None:
        """Kill everything inside, which dies with process 1."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)

    def close(self) -> None:
        """Let go of the sandbox."""
        while self._held:
            os.close(self._held.pop())

    def _measure(self) -> Excess:
        """Return what is used too much of, by the numbers that are quick to read."""
        self.cpu = max(self.cpu, self._cpu_seconds())
        if self.cpu > self.limits.cpu_seconds:
            return "time"
        statuses = self._statuses()
        if sum(_number(status, b"Threads") for status in statuses) > self.limits.processes:
            return "processes"
        files, fields = self._files(), (b"RssAnon", b"RssShmem", b"VmSwap")
        if files + sum(_number(status, field) << 10 for status in statuses for field in fields) > self.limits.memory:
            return self._measure_shares(files)
        return ""

    def _measure_shares(self, files: int) -> Excess:
        """Add up what memory the processes have besides `files`, a page that several share by its parts.

        The pages that a fork has in common with the fork server and other forks weigh little this way, while in the
        status each has them whole. It waits for a process that is just forking, so a fork bomb must be noticed by it.
        """
        used, fields = files, (b"Pss_Anon", b"Pss_Shmem", b"SwapPss")
        for pid in self._pids():
            if len(self._pids()) > self.limits.processes:
                return "processes"
            rollup = self._read(pid, "smaps_rollup")
            used += sum(_number(rollup, field) << 10 for field in fields)
            if used > self.limits.memory:
                return "memory"
        return ""

    def _cpu_seconds(self) -> float:
        """Add up what the processes, and the children that they have waited for, have computed."""
        ticks = 0
        for pid in self._pids():
            fields = self._read(pid, "stat").rpartition(b")")[2].split()
            ticks += sum(map(int, fields[11:15]))
        return ticks / CLOCK_TICKS

    def _files(self) -> int:
        """Return the bytes of memory that files take."""
        stats = [os.fstatvfs(folder) for folder in self._folders]
        return sum(
            (stat.f_blocks - stat.f_bfree) * stat.f_frsize + (stat.f_files - stat.f_ffree) * INODE_BYTES
            for stat in stats
        )

    def _statuses(self) -> list[bytes]:
        return [self._read(pid, "status") for pid in self._pids()]

    def _pids(self) -> list[str]:
        return [name for name in os.listdir(self._proc) if name.isdecimal()]

    def _read(self, pid: str, name: str) -> bytes:
        """Return the file `name` of a process; nothing if it has ended."""
        try:
            file = os.open(f"{pid}/{name}", os.O_RDONLY, dir_fd=self._proc)
        except OSError:
            return b""
        try:
            return os.read(file, 8192)
        except OSError:
            return b""
        finally:
            os.close(file)

    def _hold(self, descriptor: int) -> int:
        self._held.append(descriptor)
        return descriptor


def _number(text: bytes, field: bytes) -> int:
    """Return the number in the field's line, 0 if there is none: a process's name, which comes first, has no lines."""
    _, found, rest = text.partition(b"\n" + field + b":")
    return int(rest.split(None, 1)[0]) if found else 0
