"""A process that a fork server has forked, as its owner sees it: ask for it, signal it, hear what it cost."""

from __future__ import annotations

import json
import select
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from initcourse.grading.errors import CourseError


@dataclass
class ForkedKernel:
    """A kernel's process, with the part of `subprocess.Popen` that Jupyter uses.

    `returncode` is None while it runs, and minus the signal's number if a signal ended it; then `cpu` says the seconds
    that it and its waited-for children computed, and `max_rss` the bytes of memory that it had at most; `excess` is
    "memory" or "processes" if it was killed because its sandbox used too much of that.
    """

    pid: int
    connection: socket.socket | None
    returncode: int | None = None
    cpu: float = 0.0
    max_rss: int = 0
    excess: str = ""
    stdin = stdout = stderr = None

    @classmethod
    def none(cls) -> ForkedKernel:
        """Return a kernel that never was."""
        return cls(0, None, returncode=0)

    def poll(self) -> int | None:
        """Return the exit status, or None while the kernel runs."""
        return self._hear(socket.MSG_DONTWAIT)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the kernel's end and return its exit status; raise `subprocess.TimeoutExpired`."""
        if self.returncode is None and not select.select([self.connection], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("kernel", timeout)
        return self._hear(0)

    def send_signal(self, signum: int) -> None:
        """Signal the kernel; one that has ended already is left alone."""
        if self.poll() is None:
            self._send({"signal": int(signum)})

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """End the kernel at once: what it would still do is wanted by nobody."""
        self.kill()

    def close(self) -> None:
        """End the process by hanging up, and forget it."""
        if self.returncode is None:
            self._ended({"status": -signal.SIGKILL})

    def _send(self, message: dict) -> None:
        try:
            self.connection.sendall(json.dumps(message).encode() + b"\n")
        except OSError:
            self._ended({"status": -signal.SIGKILL})

    def _hear(self, flags: int) -> int | None:
        if self.returncode is None:
            try:
                message = self.connection.recv(4096, flags)
            except BlockingIOError:
                return None
            except ConnectionError:
                message = b""
            # the server died, and its kernels with it, if it hung up without a word
            self._ended(json.loads(message) if message else {"status": -signal.SIGKILL})
        return self.returncode

    def _ended(self, message: dict) -> None:
        self.returncode = message["status"]
        self.cpu, self.max_rss = message.get("cpu", 0.0), message.get("max_rss", 0)
        self.excess = message.get("excess", "")
        self.connection.close()


def ask(folder: Path, request: dict, passed: socket.socket | None) -> ForkedKernel | None:
    """Ask the server in `folder` for a process, to whom a socket may be `passed`; None if the server is gone.

    Raises `CourseError` if the process cannot enter its walls.
    """
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(folder / "socket"))
        line = json.dumps(request).encode() + b"\n"
        sent = socket.send_fds(connection, [line], [passed.fileno()]) if passed else 0
        if sent < len(line):  # sending nothing fails, too, where a quick answer has closed the connection
            connection.sendall(line[sent:])
        reply = connection.makefile("rb").readline()
    except OSError:
        reply = b""
    told = json.loads(reply or "{}")
    if "error" in told:
        connection.close()
        raise CourseError(f"the walls around the hand-in cannot be entered: {told['error']}")
    if "pid" not in told:
        connection.close()
        return None
    return ForkedKernel(told["pid"], connection)
