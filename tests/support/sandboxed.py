"""Runs code behind walls, as grading does, for tests of what it can do there."""

from __future__ import annotations

import time
from contextlib import contextmanager

from initcourse.grading.execution.cell_process import student_environment
from initcourse.grading.execution.messages import MessageChannel
from initcourse.grading.sandbox.bubblewrap import HOME, Limits, Sandbox


class Student:
    """A process of a student's in its sandbox."""

    def __init__(self, process, connection):
        self.process, self.wire = process, MessageChannel(connection)

    def put(self, files):
        sizes = {name: len(content) for name, content in files.items()}
        self.wire.send({"files": sizes}, b"".join(files.values()))

    def send(self, code):
        self.wire.send({"code": code, "count": 1})

    def hear(self, seconds=60.0):
        """Return what is printed or raised until the cell ends or the process does."""
        heard, end = [], time.monotonic() + seconds
        while (message := self._next(end)) is not None and message["msg_type"] != "execute_reply":
            content = message["content"]
            heard += [content.get("text", ""), *content.get("traceback", ())]
        return "".join(heard)

    def hear_line(self):
        """Return the line that is printed next."""
        line = ""
        while not line.endswith("\n"):
            line += self._next(time.monotonic() + 60)["content"]["text"]
        return line

    def run(self, code):
        self.send(code)
        return self.hear()

    def _next(self, end):
        try:
            message = self.wire.receive(end)
        except EOFError:
            return None
        assert message is not None, "nothing was heard for a minute"
        return message


@contextmanager
def student(server, limits=None, files=None):
    """Put a process into a sandbox of its own; take both down afterwards."""
    with Sandbox(limits or Limits()) as walls:
        process, connection = server.fork_runner(student_environment(), HOME, 3, walls)
        with connection:
            there = Student(process, connection)
            if files:
                there.put(files)
            yield there
            process.kill()
            process.wait(60)


def run_inside(server, code, limits=None, files=None):
    """Return what the code prints or raises behind walls."""
    with student(server, limits, files) as there:
        return there.run(code)
