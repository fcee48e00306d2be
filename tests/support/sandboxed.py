"""Runs code in a sandbox, as grading does, for tests of what it can do there."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from initcourse.grading.execution.cell_process import RUN_CELLS, student_environment
from initcourse.grading.execution.messages import (
    AttachedFile,
    CellEnded,
    ErrorShown,
    FromStudent,
    RunCell,
    Stream,
    WriteFiles,
)
from initcourse.grading.processes.channel import MessageChannel
from initcourse.grading.processes.fork_server import ForkedProcess, ForkServer
from initcourse.grading.sandbox.bubblewrap import HOME, Limits, Sandbox


class Student:
    """A process of a student's in its sandbox."""

    def __init__(self, process: ForkedProcess, connection) -> None:
        self.process, self.channel = process, MessageChannel(connection, FromStudent)

    def write(self, files: Mapping[str, bytes]) -> None:
        listed = [AttachedFile(name=os.fsencode(name), size=len(content)) for name, content in files.items()]
        self.channel.send(WriteFiles(files=listed), b"".join(files.values()))

    def send(self, code: str) -> None:
        self.channel.send(RunCell(number=1, size=len(code.encode()), count=1), code.encode())

    def hear(self, seconds: float = 60.0) -> str:
        """Return what is printed or raised until the cell ends or the process does."""
        heard, end = [], time.monotonic() + seconds
        while (message := self._next(end)) is not None and not isinstance(message[0], CellEnded):
            record, payload = message
            if isinstance(record, Stream):
                heard.append(payload.decode())
            elif isinstance(record, ErrorShown):
                heard += record.traceback
        return "".join(heard)

    def hear_line(self) -> str:
        """Return the line that is printed next."""
        line = ""
        while not line.endswith("\n"):
            line += self._next(time.monotonic() + 60)[1].decode()
        return line

    def run(self, code: str) -> str:
        self.send(code)
        return self.hear()

    def _next(self, end: float):
        try:
            message = self.channel.receive(end)
        except EOFError:
            return None
        assert message is not None, "nothing was heard for a minute"
        return message


@contextmanager
def student_in(server: ForkServer, sandbox: Sandbox) -> Iterator[Student]:
    """Put a process into the sandbox; end it afterwards."""
    process, connection = server.fork(RUN_CELLS, student_environment(), HOME, 3, sandbox)
    with connection:
        yield Student(process, connection)
        process.kill()
        process.wait(60)


@contextmanager
def student(
    server: ForkServer, limits: Limits | None = None, files: Mapping[str, bytes] | None = None
) -> Iterator[Student]:
    """Put a process into a sandbox of its own; take both down afterwards."""
    with Sandbox(limits or Limits()) as sandbox, student_in(server, sandbox) as inside:
        if files:
            inside.write(files)
        yield inside


def run_inside(
    server: ForkServer, code: str, limits: Limits | None = None, files: Mapping[str, bytes] | None = None
) -> str:
    """Return what the code prints or raises in a sandbox."""
    with student(server, limits, files) as inside:
        return inside.run(code)
