"""Calls that are confined: one function of ours over bytes that somebody else wrote, in a process made for this call.

Whatever the bytes hold, the call costs at most the time and the memory of its `CallLimits`, sees nothing but the
bytes, and returns bytes or fails. `submission` reads hand-ins that way and `feedback` renders pages: both then decode
what came back by a type that can express nothing else. `worker.confined_call` is the other end.
"""

from __future__ import annotations

import subprocess
import threading
import time
from dataclasses import dataclass
from typing import Literal

from initcourse.grading.processes.channel import MessageChannel
from initcourse.grading.processes.environment import ONE_THREAD
from initcourse.grading.processes.fork_server import ForkedProcess, ForkServer
from initcourse.grading.processes.messages import ConfinedCall, ConfinedError, ConfinedResult
from initcourse.grading.sandbox.bubblewrap import HOME, Limits, Sandbox

PROGRAM = "initcourse.grading.processes.worker.confined_call:answer_call"

WAIT_FACTOR = 6
"""How much longer than its computing time a call may last: others may keep the cores busy, and it never sleeps."""

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

    With `sandboxed`, the processes stand one after the other in a sandbox in which nothing can be written to, so that
    none finds what another has left.
    """

    def __init__(self, server: ForkServer, limits: CallLimits = CallLimits(), *, sandboxed: bool = True) -> None:
        self.server, self.limits, self.sandboxed = server, limits, sandboxed
        self._sandbox: Sandbox | None = None
        self._lock = threading.Lock()

    def call(self, function: str, payload: bytes) -> bytes:
        """Return what the function `module:name` returns for the bytes.

        Raises `CallFailed` if it does not, and `CourseError` if no process or no sandbox can be made.
        """
        with self._lock:
            sandbox = self._ready_sandbox() if self.sandboxed else None
            process, connection = self.server.fork(PROGRAM, {"HOME": HOME, **ONE_THREAD}, "/", sandbox=sandbox)
            channel: MessageChannel[ConfinedResult | ConfinedError] = MessageChannel(
                connection, ConfinedResult | ConfinedError, self.limits.result
            )
            request = ConfinedCall(function=function, memory=self.limits.memory, seconds=self.limits.seconds)
            end = time.monotonic() + WAIT_FACTOR * self.limits.seconds
            try:
                channel.send(request, payload, end)
                answer = channel.receive(end)
            except EOFError:
                raise CallFailed(self._why(process, channel)) from None
            finally:
                channel.close()
                process.close()
        if answer is None:
            raise CallFailed("time")
        record, result = answer
        if isinstance(record, ConfinedError):
            raise CallFailed("memory" if record.memory else None, record.error)
        return result

    def close(self) -> None:
        """Take the sandbox down; the server is whoever made it's to close."""
        with self._lock:
            if self._sandbox is not None:
                self._sandbox.close()
                self._sandbox = None

    def _ready_sandbox(self) -> Sandbox:
        """Return the sandbox; build it when it is first needed, or once more if it has ended."""
        if self._sandbox is not None and self._sandbox.returncode is not None:
            self._sandbox.close()
            self._sandbox = None
        if self._sandbox is None:
            self._sandbox = Sandbox(
                Limits(
                    memory=2 * self.limits.memory,
                    processes=8,
                    disk=0,
                    open_files=64,
                    cpu_seconds=self.limits.seconds,
                )
            )
        return self._sandbox

    def _why(self, process: ForkedProcess, channel: MessageChannel[ConfinedResult | ConfinedError]) -> Why:
        """Say why there is no answer, by how the process has ended."""
        if channel.oversized:
            return "size"
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            return "end"
        ended = process.ended
        if ended and ended.excess:
            return "memory"
        return "time" if ended and ended.cpu >= self.limits.seconds - 1 else "end"
