"""A forked process that runs cells, as whoever asks it sees it: what it answers, and why it stopped answering.

`session` keeps one for the student's code and one for the judge.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from initcourse.grading.errors import CourseError
from initcourse.grading.execution.fork_server import ForkedProcess, ForkServer
from initcourse.grading.execution.messages import MessageChannel
from initcourse.grading.execution.preload import ONE_THREAD
from initcourse.grading.execution.task import Failure
from initcourse.grading.sandbox.bubblewrap import (
    HOME,
    Limits,
    Sandbox,
)

GRACE_SECONDS = 5.0
"""Seconds in which an interrupted cell must stop, and a process that was killed must be gone."""

MAX_JUDGE_USES = 50
"""Notebooks that one judge serves before the next takes over."""

OutputHandler = Callable[[dict[str, Any]], None]


class ProcessFailed(Exception):
    """A process does not answer any more: `reason` is one of the constants above."""

    def __init__(self, reason: str) -> None:
        """Say why."""
        super().__init__(reason)
        self.reason = reason


class CellProcess:
    """A process forked from a server, with the wire to it and the `release` of what was made for it."""

    def __init__(self, kernel: ForkedProcess, wire: MessageChannel, release: Callable[[], None]) -> None:
        """Take over the process."""
        self.kernel, self.wire, self._release = kernel, wire, release
        self.uses, self.gone = 0, False

    def send(self, message: dict[str, Any], payload: bytes = b"", end: float | None = None) -> None:
        """Send one request; raise `Trouble` if nobody takes it before `end`."""
        try:
            self.wire.send(message, payload, end)
        except EOFError:
            raise ProcessFailed(self._lost(end)) from None

    def ask(
        self, message: dict[str, Any], payload: bytes, put: OutputHandler, end: float | None, reply: str
    ) -> dict[str, Any]:
        """Send a request and return the message of type `reply` that answers it, what comes before it to `put`.

        Raises `Trouble` if the process dies or is out of time at `end`; after an interrupt that it heeds it lives on.
        """
        self.send(message, payload, end)
        try:
            found = self._hear(put, end, reply)
            if found is not None:
                return found
            self.kernel.send_signal(signal.SIGINT)
            answered = self._hear(put, time.monotonic() + GRACE_SECONDS, reply) is not None
        except EOFError:
            raise ProcessFailed(self._lost(end)) from None
        if not answered:
            self.close()
        raise ProcessFailed(Failure.TIMED_OUT)

    def _hear(self, put: OutputHandler, end: float | None, reply: str) -> dict[str, Any] | None:
        """Hand on what is sent until the reply comes; None if that takes too long."""
        while (message := self.wire.receive(end)) is not None:
            if message.get("msg_type") == reply:
                if not isinstance(message.get("content"), dict):
                    raise EOFError
                return message
            put(message)
        return None

    def _lost(self, end: float | None) -> str:
        """End the process that does not answer; return why it did not."""
        late = end is not None and time.monotonic() > end
        self.close()
        return Failure.OUT_OF_MEMORY if self.kernel.excess == "memory" else Failure.TIMED_OUT if late else Failure.DIED

    def close(self) -> None:
        """End the process with whatever it started."""
        if not self.gone:
            self.gone = True
            self.kernel.kill()
            try:
                self.kernel.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:  # its server is stuck; it dies with it
                self.kernel.close()
            self.wire.connection.close()
            self._release()


def ready_judge(server: ForkServer, seed: int | None) -> CellProcess:
    """Return the judge that `server` keeps, ready for another notebook; a new one where there is none."""
    judge = server.kept.get("judge")
    if judge is None or judge.gone or judge.kernel.poll() is not None or judge.uses >= MAX_JUDGE_USES:
        if judge is not None:
            judge.close()
        judge = server.kept["judge"] = unsandboxed_process(server, seed)
    judge.uses += 1
    judge.send({"begin": seed})
    return judge


def sandboxed_process(server: ForkServer, seed: int | None, limits: Limits) -> CellProcess:
    """Fork a process into a sandbox of its own, and begin to build the next one's, which the server keeps.

    Raises `CourseError` if walls cannot be built here.
    """
    walls = server.kept.pop("walls", None)
    if walls is None or walls.limits != limits:
        if walls is not None:
            walls.close()
        walls = Sandbox(limits)
    try:
        kernel, connection = server.fork_runner(student_environment(), HOME, seed, walls)
    except BaseException:
        walls.close()
        raise
    process = CellProcess(kernel, MessageChannel(connection), walls.close)
    with contextlib.suppress(CourseError, OSError):  # the next hand-in will build its own, or say why it cannot
        server.kept["walls"] = Sandbox(limits)
    return process


def unsandboxed_process(server: ForkServer, seed: int | None) -> CellProcess:
    """Fork a process without walls, in a new folder that is its home and is gone with it."""
    server.start()
    home = tempfile.mkdtemp(prefix="home-", dir=server.folder)
    env = os.environ | dict.fromkeys(("HOME", "IPYTHONDIR", "TMPDIR"), home)
    folder = os.path.join(home, "hand-in")
    os.mkdir(folder)
    kernel, connection = server.fork_runner(env, folder, seed)
    return CellProcess(kernel, MessageChannel(connection), lambda: shutil.rmtree(home, ignore_errors=True))


def student_environment() -> dict[str, str]:
    """Return the whole environment of a student's process: nothing of it is the grader's but where Python is."""

    return {
        "HOME": HOME,
        "USER": "student",
        "LOGNAME": "student",
        "PATH": f"{sys.prefix}/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TMPDIR": "/tmp",
        "IPYTHONDIR": "/tmp/ipython",  # not among the hand-in's files
        **ONE_THREAD,
    }
