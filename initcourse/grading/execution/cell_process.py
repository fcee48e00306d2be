"""A forked process that runs cells, as the driver sees it, and where such processes come from.

`session` holds a conversation with one for the student's code and with one, the judge, for the test cells. A
`ProcessFactory` makes them from one fork server; every thread that executes notebooks has a factory of its own.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from initcourse.grading.errors import CourseError
from initcourse.grading.execution.messages import (
    BeginNotebook,
    FromJudge,
    FromStudent,
    Output,
)
from initcourse.grading.execution.preload import MODULES, WARM_UP, call_server, cell_server
from initcourse.grading.execution.task import ExecutionOptions, Failure
from initcourse.grading.processes.channel import MessageChannel, Record
from initcourse.grading.processes.confined import CallLimits, Confined
from initcourse.grading.processes.environment import ONE_THREAD
from initcourse.grading.processes.fork_server import ForkedProcess, ForkServer
from initcourse.grading.sandbox.bubblewrap import HOME, Limits, Sandbox

GRACE_SECONDS = 5.0
"""Seconds in which an interrupted cell must stop, and a process that was killed must be gone."""

MAX_JUDGE_USES = 50
"""Notebooks that one judge serves before the next takes over."""

RUN_CELLS = "initcourse.grading.execution.worker.cell_runner:run_cells"
"""The program of a process that runs cells; its argument is the seed."""

OutputHandler = Callable[[Output], None]
"""Takes what a cell shows; raises `EOFError` if it cannot be an output."""

Answer = TypeVar("Answer", bound=Record)


class ProcessFailed(Exception):
    """A process does not answer any more."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class CellProcess:
    """A process that runs cells, with the channel to it; `release` gives up what was made for it when it ends."""

    def __init__(self, process: ForkedProcess, channel: MessageChannel[Any], release: Callable[[], None]) -> None:
        self.process, self.channel, self._release = process, channel, release
        self.uses, self.gone = 0, False

    def send(self, record: Record, payload: bytes = b"", end: float | None = None) -> None:
        """Send one record; raise `ProcessFailed` if the process does not take it before the time `end`."""
        try:
            self.channel.send(record, payload, end)
        except EOFError:
            raise ProcessFailed(self._lost(end)) from None

    def ask(
        self, record: Record, payload: bytes, handle: OutputHandler, end: float | None, answer: type[Answer]
    ) -> tuple[Answer, bytes]:
        """Send a record and return the record of type `answer` that follows, with its payload; outputs go to `handle`.

        Raises `ProcessFailed` if the process dies or is out of time at `end`; a process that then heeds an interrupt
        lives on.
        """
        self.send(record, payload, end)
        try:
            received = self._await(answer, handle, end)
            if received is not None:
                return received
            self.process.send_signal(signal.SIGINT)
            stopped = self._await(answer, handle, time.monotonic() + GRACE_SECONDS) is not None
        except EOFError:
            raise ProcessFailed(self._lost(end)) from None
        if not stopped:
            self.close()
        raise ProcessFailed(Failure.TIMED_OUT)

    def close(self) -> None:
        """End the process with whatever it has started."""
        if not self.gone:
            self.gone = True
            self.process.kill()
            try:
                self.process.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:  # its server is stuck; it dies with it
                self.process.close()
            self.channel.close()
            self._release()

    def _await(self, answer: type[Answer], handle: OutputHandler, end: float | None) -> tuple[Answer, bytes] | None:
        """Hand on outputs until the answer comes; None if that takes too long.

        Raises `EOFError` for a record that is neither.
        """
        while (message := self.channel.receive(end)) is not None:
            record, payload = message
            if isinstance(record, answer):
                return record, payload
            if not isinstance(record, Output):
                raise EOFError
            handle(record)
        return None

    def _lost(self, end: float | None) -> Failure:
        """End the process that does not answer; return why it does not."""
        late = end is not None and time.monotonic() > end
        self.close()
        if self.process.ended and self.process.ended.excess == "memory":
            return Failure.OUT_OF_MEMORY
        return Failure.TIMED_OUT if late else Failure.DIED


class ProcessFactory:
    """Makes processes for one notebook after the other: those that run cells are forked from `server`, a sandbox built
    ahead; those that are confined to one call are forked from `call_server`.
    """

    def __init__(self, server: ForkServer, call_server: ForkServer) -> None:
        self.server, self.call_server = server, call_server
        self._confined: Confined | None = None
        self._judge: CellProcess | None = None
        self._next_sandbox: Sandbox | None = None
        self._closed = False

    def student(self, options: ExecutionOptions) -> CellProcess:
        """Return a new process for a student's code.

        Raises `CourseError` if the fork server does not start or a sandbox cannot be built.
        """
        if options.sandbox:
            return self._sandboxed(options.seed, options.limits)
        return self._unsandboxed(options.seed, FromStudent)

    def judge(self, seed: int | None) -> CellProcess:
        """Return the judge, ready for another notebook; raise `ProcessFailed` if it cannot be made ready."""
        judge = self._judge
        if judge is None or judge.gone or judge.process.poll() is not None or judge.uses >= MAX_JUDGE_USES:
            if judge is not None:
                judge.close()
            judge = self._judge = self._unsandboxed(seed, FromJudge)
        judge.uses += 1
        judge.send(BeginNotebook(seed=seed))
        return judge

    def confined(self, limits: CallLimits, *, sandboxed: bool) -> Confined:
        """Return what calls functions of ours over a hand-in's bytes, each in a process of its own."""
        confined = self._confined
        if confined is None or (confined.limits, confined.sandboxed) != (limits, sandboxed):
            if confined is not None:
                confined.close()
            confined = self._confined = Confined(self.call_server, limits, sandboxed=sandboxed)
        return confined

    def close(self) -> None:
        """End the fork servers and everything that was made ahead."""
        self._closed = True
        for held in (self._judge, self._next_sandbox, self._confined):
            if held is not None:
                held.close()
        self.server.close()
        self.call_server.close()

    def _sandboxed(self, seed: int | None, limits: Limits) -> CellProcess:
        """Fork a process into a sandbox of its own, and begin to build the next one."""
        sandbox, self._next_sandbox = self._next_sandbox, None
        if sandbox is None or sandbox.limits != limits:
            if sandbox is not None:
                sandbox.close()
            sandbox = Sandbox(limits)
        try:
            process, connection = self.server.fork(RUN_CELLS, student_environment(), HOME, seed, sandbox)
        except BaseException:
            sandbox.close()
            raise
        with contextlib.suppress(CourseError, OSError):  # the next hand-in builds its own, or says why it cannot
            self._next_sandbox = Sandbox(limits)
        if self._closed and self._next_sandbox:  # by another thread, meanwhile
            self._next_sandbox.close()
        return CellProcess(process, MessageChannel(connection, FromStudent), sandbox.close)

    def _unsandboxed(self, seed: int | None, accepts: Any) -> CellProcess:
        """Fork a process without a sandbox, in a new folder that is its home and is removed with it."""
        self.server.start()
        home = tempfile.mkdtemp(prefix="home-", dir=self.server.folder)
        environment = os.environ | dict.fromkeys(("HOME", "IPYTHONDIR", "TMPDIR"), home)
        folder = os.path.join(home, "hand-in")
        os.mkdir(folder)
        process, connection = self.server.fork(RUN_CELLS, environment, folder, seed)
        release = partial(shutil.rmtree, home, ignore_errors=True)
        return CellProcess(process, MessageChannel(connection, accepts), release)


def student_environment() -> dict[str, str]:
    """Return the whole environment of a student's process: nothing of it is the grader's but where Python is."""
    return {
        "HOME": HOME,
        "USER": "student",
        "LOGNAME": "student",
        "PATH": f"{sys.prefix}/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TMPDIR": "/tmp",
        "IPYTHONDIR": "/tmp/ipython",  # not among the attached files
        **ONE_THREAD,
    }


_THREAD = threading.local()


def use_factory(factory: ProcessFactory) -> None:
    """Let this thread make its processes by `factory`: for the threads of an executor."""
    _THREAD.pid, _THREAD.factory = os.getpid(), factory


def thread_factory(modules: Sequence[str] = MODULES) -> ProcessFactory:
    """Return this thread's factory; a new one takes the place of one with other modules, or that a fork has copied."""
    factory: ProcessFactory | None = getattr(_THREAD, "factory", None)
    if factory is None or _THREAD.pid != os.getpid():
        factory = ProcessFactory(cell_server(modules), call_server())
    elif factory.server.modules != (*modules, WARM_UP):
        factory.close()
        factory = ProcessFactory(cell_server(modules), call_server())
    use_factory(factory)
    return factory
