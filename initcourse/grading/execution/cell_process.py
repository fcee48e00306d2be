"""A forked process that runs cells, as the driver sees it, and where such processes come from.

`session` holds a conversation with one for the student's code and with one, the judge, for the test cells. A
`ProcessFactory` makes them from one fork server; every thread that executes notebooks has a factory of its own.
"""

from __future__ import annotations

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

import msgspec

from initcourse.grading.execution.messages import Answer, FromJudge, FromStudent, Output, Request
from initcourse.grading.execution.preload import MODULES, WARM_UP, call_server, cell_server
from initcourse.grading.execution.task import ExecutionOptions, Failure
from initcourse.grading.processes.ahead import Ahead
from initcourse.grading.processes.channel import MessageChannel, Record
from initcourse.grading.processes.clock import Deadline
from initcourse.grading.processes.confined import CallLimits, Confined
from initcourse.grading.processes.environment import SHORT_LIVED
from initcourse.grading.processes.fork_server import ForkedProcess, ForkServer
from initcourse.grading.sandbox.bubblewrap import HOME, Limits, Sandbox

GRACE_SECONDS = 3.0
"""Seconds in which an interrupted cell must stop, and a process that was killed must be gone."""

MAX_PAYLOAD = 33 << 20
"""Bytes of a payload that a process may send: the codec's values have at most 32 MiB."""

MAX_RECORDS = 50_000
"""Records that one process may send: each takes a little of the driver's time, which all hand-ins share."""

A_DAY = 86_400.0
"""Longest time, in seconds, to wait before a deadline is looked at again."""

MAX_RECEIVED = 2 << 30
"""Bytes that one process may send in all: what is printed is thrown away long before that."""

RUN_CELLS = "initcourse.grading.execution.worker.cell_runner:run_cells"
RUN_TESTS = "initcourse.grading.execution.worker.cell_runner:run_tests"
"""The programs of a student's process and of a judge; their argument is the seed."""

OutputHandler = Callable[[Output, bytes], None]
"""Takes what a cell shows: a record and its payload."""

Numbered = TypeVar("Numbered", bound=Request)

Reply = TypeVar("Reply", bound=Answer)


class ProcessFailed(Exception):
    """A process does not answer any more."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class CellProcess:
    """A process that runs cells, with the channel to it; `release` gives up what was made for it when it ends.

    Requests are numbered, and only the answer with the same number is one. Whatever else goes wrong with what the
    process sends, in whatever way, is the end of this process and of nothing else.
    """

    def __init__(self, process: ForkedProcess, channel: MessageChannel[Any], release: Callable[[], None]) -> None:
        self.process, self.channel, self._release = process, channel, release
        self.gone = False
        self._number = 0

    def send(self, record: Record, payload: bytes, deadline: Deadline) -> None:
        """Send one record; raise `ProcessFailed` if the process does not take it before the deadline."""
        try:
            self.channel.send(record, payload, time.monotonic() + min(deadline.left(), A_DAY))
        except EOFError:
            raise ProcessFailed(self._lost(deadline)) from None

    def ask(
        self, request: Request, payload: bytes, handle: OutputHandler, deadline: Deadline, answer: type[Reply]
    ) -> tuple[Reply, bytes]:
        """Send a request; return the record of type `answer` that answers it, with its payload; outputs go to `handle`.

        The request gets its number here. Raises `ProcessFailed` if the process dies or is out of time at the deadline;
        a process that then heeds an interrupt lives on.
        """
        numbered = self.number(request)
        self.send(numbered, payload, deadline)
        try:
            received = self._await(answer, numbered.number, handle, deadline)
            if received is not None:
                return received
            self.process.send_signal(signal.SIGINT)
            grace = Deadline(deadline.clock, GRACE_SECONDS)
            stopped = self._await(answer, numbered.number, handle, grace) is not None
        except EOFError:
            raise ProcessFailed(self._lost(deadline)) from None
        if not stopped:
            self.close()
        raise ProcessFailed(Failure.TIMED_OUT)

    def number(self, request: Numbered) -> Numbered:
        """Return the request with the next number."""
        self._number += 1
        return msgspec.structs.replace(request, number=self._number)

    def receive(self, deadline: Deadline) -> tuple[Any, bytes] | None:
        """Return the next record with its payload, or None at the deadline.

        Raises `EOFError` if the process is gone, sends something else, or has sent more than a notebook may.
        """
        while True:
            message = self.channel.receive(time.monotonic() + min(deadline.left(), A_DAY))
            if self.channel.total > MAX_RECEIVED or self.channel.count > MAX_RECORDS:
                raise EOFError
            if message is not None or deadline.passed:
                return message

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

    def _await(
        self, answer: type[Reply], number: int, handle: OutputHandler, deadline: Deadline
    ) -> tuple[Reply, bytes] | None:
        """Hand on outputs until the answer comes; None if that takes too long. Raises `EOFError` for anything else."""
        while (message := self.receive(deadline)) is not None:
            record, payload = message
            if isinstance(record, answer) and record.number == number:
                return record, payload
            if not isinstance(record, Output):
                raise EOFError
            try:
                handle(record, payload)
            except Exception as error:
                raise EOFError from error
        return None

    def _lost(self, deadline: Deadline) -> Failure:
        """End the process that does not answer; return why it does not."""
        late = deadline.passed
        self.close()
        excess = self.process.ended.excess if self.process.ended else ""
        if excess == "memory":
            return Failure.OUT_OF_MEMORY
        return Failure.TIMED_OUT if late or excess == "time" else Failure.DIED


class ProcessFactory:
    """Makes processes for one notebook after the other.

    Those that run cells are forked from `server`, and a sandbox and a judge are made ahead of need; those that are
    confined to one call are forked from `call_server`. No process ever serves two hand-ins.
    """

    def __init__(self, server: ForkServer, call_server: ForkServer) -> None:
        self.server, self.call_server = server, call_server
        self._confined: Confined | None = None
        self._next_judge: Ahead[CellProcess] = Ahead()
        self._next_sandbox: Ahead[Sandbox] = Ahead()

    def student(self, options: ExecutionOptions) -> CellProcess:
        """Return a new process for a student's code.

        Raises `CourseError` if the fork server does not start or a sandbox cannot be built.
        """
        if options.sandbox:
            return self._sandboxed(options.seed, options.limits)
        return self._unsandboxed(RUN_CELLS, options.seed, FromStudent)

    def judge(self, seed: int | None) -> CellProcess:
        """Return a new judge, and begin to make the next one; raises `CourseError` if there can be none."""
        judge = self._next_judge.take(seed)
        if judge is not None and judge.process.poll() is not None:
            judge.close()
            judge = None
        make = partial(self._unsandboxed, RUN_TESTS, seed, FromJudge)
        judge = judge or make()
        self._next_judge.make(make, seed)
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
        self._next_judge.close()
        self._next_sandbox.close()
        if self._confined is not None:
            self._confined.close()
        self.server.close()
        self.call_server.close()

    def _sandboxed(self, seed: int | None, limits: Limits) -> CellProcess:
        """Fork a process into a sandbox of its own, and begin to build the next one."""
        sandbox = self._next_sandbox.take(limits) or Sandbox(limits)
        try:
            process, connection = self.server.fork(RUN_CELLS, student_environment(), HOME, seed, sandbox)
        except BaseException:
            sandbox.close()
            raise
        self._next_sandbox.make(partial(Sandbox, limits), limits)
        return CellProcess(process, MessageChannel(connection, FromStudent, MAX_PAYLOAD), sandbox.close)

    def _unsandboxed(self, program: str, seed: int | None, accepts: Any) -> CellProcess:
        """Fork a process without a sandbox, in a new folder that is its home and is removed with it."""
        self.server.start()
        home = tempfile.mkdtemp(prefix="home-", dir=self.server.folder)
        environment = os.environ | dict.fromkeys(("HOME", "IPYTHONDIR", "TMPDIR"), home)
        folder = os.path.join(home, "hand-in")
        os.mkdir(folder)
        process, connection = self.server.fork(program, environment, folder, seed)
        release = partial(shutil.rmtree, home, ignore_errors=True)
        return CellProcess(process, MessageChannel(connection, accepts, MAX_PAYLOAD), release)


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
        **SHORT_LIVED,
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
