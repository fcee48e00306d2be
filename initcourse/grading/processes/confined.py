"""Calls that are confined: one function of ours over bytes that somebody else wrote, in a process made for this call.

Whatever the bytes hold, the call costs at most the time and the memory of its `CallLimits`, sees nothing but the
bytes, and returns bytes or fails. `submission` reads hand-ins that way and `feedback` renders pages: both then decode
what came back by a type that can express nothing else. `worker.confined_call` is the other end.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from initcourse.grading.processes.ahead import Ahead
from initcourse.grading.processes.channel import MessageChannel
from initcourse.grading.processes.environment import SHORT_LIVED
from initcourse.grading.processes.fork_server import ForkedProcess, ForkServer
from initcourse.grading.processes.messages import ConfinedCall, ConfinedError, ConfinedResult
from initcourse.grading.sandbox.bubblewrap import HOME, Limits, Sandbox

PROGRAM = "initcourse.grading.processes.worker.confined_call:answer_call"

GRACE_SECONDS = 5.0
"""Seconds in which a process that has answered, or hung up, must have ended."""

WAIT_FACTOR = 6
"""How much longer than its computing time a call may last: others may keep the cores busy, and it never sleeps."""

Channel = MessageChannel[ConfinedResult | ConfinedError]

Why = Literal["time", "memory", "size", "end"]
"""Why a call has failed: it took too long or too much memory, its result is too large, its process ended."""


@dataclass(frozen=True)
class CallLimits:
    """What a call may use: `memory` and `result` in bytes, `seconds` of computing time."""

    memory: int = 1 << 30
    seconds: int = 10
    result: int = 16 << 20


class CallFailed(Exception):
    """A call that has no result: because of the bytes (`why`), or of an error in our own function (`error`)."""

    def __init__(self, why: Why | None, error: str = "") -> None:
        super().__init__(error or why)
        self.why, self.error = why, error


class Confined:
    """Calls functions whose modules `server` has imported, each in a fork of it, one call at a time.

    With `sandboxed`, each has a sandbox of its own in which nothing can be written to; the next one is built ahead.
    """

    def __init__(self, server: ForkServer, limits: CallLimits = CallLimits(), *, sandboxed: bool = True) -> None:
        self.server, self.limits, self.sandboxed = server, limits, sandboxed
        self._next_sandbox: Ahead[Sandbox] = Ahead()
        self._lock = threading.Lock()

    def call(self, function: str, payload: bytes) -> bytes:
        """Return what the function `module:name` returns for the bytes.

        Raises `CallFailed` if it does not, and `CourseError` if no process or no sandbox can be made.
        """
        with self._lock, self._new_sandbox() as sandbox:
            process, connection = self.server.fork(PROGRAM, {"HOME": HOME, **SHORT_LIVED}, "/", sandbox=sandbox)
            channel = Channel(connection, ConfinedResult | ConfinedError, self.limits.result)
            try:
                record, result = self._answer(process, channel, function, payload)
            finally:
                channel.close()
                process.close()
        if isinstance(record, ConfinedError):
            error = "".join(char if char.isprintable() else "?" for char in record.error)
            raise CallFailed("memory" if record.memory else None, error)
        return result

    def close(self) -> None:
        """Take down the sandbox that was built ahead; the server is whoever made it's to close."""
        self._next_sandbox.close()

    def _answer(
        self, process: ForkedProcess, channel: Channel, function: str, payload: bytes
    ) -> tuple[ConfinedResult | ConfinedError, bytes]:
        request = ConfinedCall(function=function, memory=self.limits.memory, seconds=self.limits.seconds)
        end = time.monotonic() + WAIT_FACTOR * self.limits.seconds
        try:
            channel.send(request, payload, end)
            answer = channel.receive(end)
        except EOFError:
            raise CallFailed(self._why(process, channel)) from None
        if answer is None:
            raise CallFailed("time")
        return answer

    @contextmanager
    def _new_sandbox(self) -> Iterator[Sandbox | None]:
        """Yield a sandbox if there is to be one, take it down afterwards, and begin to build the next one."""
        if not self.sandboxed:
            yield None
            return
        sandbox = self._next_sandbox.take() or self._build()
        try:
            yield sandbox
        finally:
            sandbox.close()
        self._next_sandbox.make(self._build)

    def _build(self) -> Sandbox:
        limits = Limits(
            memory=2 * self.limits.memory,
            processes=8,
            disk=0,
            open_files=64,
            cpu_seconds=self.limits.seconds,
        )
        return Sandbox(limits)

    def _why(self, process: ForkedProcess, channel: Channel) -> Why:
        """Say why there is no answer, by how the process has ended."""
        if channel.oversized:
            return "size"
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            return "end"
        ended = process.ended
        if ended is None or ended.excess == "processes":
            return "end"
        return ended.excess or ("time" if ended.cpu >= self.limits.seconds - 1 else "end")
