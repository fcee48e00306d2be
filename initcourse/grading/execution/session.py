"""One notebook's talk with two processes: the student's, which runs the student's code, and the judge, which tests it.

`execute` runs a notebook by it. A student's process that dies or cannot be stopped costs the cell that it happened
in: another takes its place, runs the cells before once more, and the rest goes on.


One test cell before the judge: its calls go to the student's process, the answers come back; `session` opens it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from initcourse.grading.course.names import wanted_names
from initcourse.grading.execution.cell_process import GRACE_SECONDS, CellProcess, OutputHandler, ProcessFailed
from initcourse.grading.execution.outputs import CellOutputs
from initcourse.grading.execution.task import Failure

MAX_STARTS = 10
"""Processes that one notebook may use up."""


@dataclass(frozen=True)
class Cell:
    """A cell's `code`, its number in the order of running, and the `seconds` that it may take (None: no limit)."""

    code: str
    count: int
    seconds: float | None

    @property
    def request(self) -> dict[str, Any]:
        """What a process is sent to run it."""
        return {"code": self.code, "count": self.count}


class Session:
    """Runs cells in the process that `start` makes and test cells in the one that `judge` returns, until `deadline`."""

    def __init__(
        self, start: Callable[[], CellProcess], judge: Callable[[], CellProcess], names: frozenset[str], deadline: float
    ) -> None:
        """Begin with nothing started; test cells may read `names` of the student's."""
        self._start, self._new_judge, self.names, self.deadline = start, judge, names, deadline
        self.past: list[Cell] = []
        self.trusted: list[str] = []
        self.ended: list[CellProcess] = []
        self._student: CellProcess | None = None
        self._judge: CellProcess | None = None

    def run(self, cell: Cell, put: OutputHandler) -> CellRun:
        """Run a cell of the student's."""
        try:
            reply = self._ready().ask(cell.request, b"", put, self._end(cell), "execute_reply")
        except ProcessFailed as trouble:
            return CellRun(None, trouble.reason)
        self.past.append(cell)
        return CellRun(reply["content"])

    def judge(self, cell: Cell, outputs: CellOutputs) -> CellRun:
        """Run a test cell, or one that test cells build on, in the judge."""
        self.trusted.append(cell.code)
        end = self._end(cell)
        try:
            found, values = self._look(wanted_names(self.trusted, self.names), outputs.put_student, end)
        except ProcessFailed as trouble:
            return CellRun(None, trouble.reason)
        try:
            if self._judge is None or self._judge.gone:
                self._judge = self._new_judge()
            self._judge.send(cell.request | {"found": found}, values, end)
            return TestCellRun(self.call, self._judge, outputs, cell.seconds, end).watch()
        except ProcessFailed as trouble:
            return CellRun(None, fault=f"its test could not be run ({trouble.reason})")

    def close(self) -> None:
        """End the student's process; the judge is its server's."""
        if self._student is not None:
            self._retire()

    def call(self, name: str, payload: bytes, put: OutputHandler, end: float | None) -> dict[str, Any]:
        """Have the student's process call its function; raise `Trouble`."""
        if self._student is None or self._student.gone:
            raise ProcessFailed(Failure.DIED)
        return self._student.ask({"call": name}, payload, put, end, "answer")

    def _look(self, names: Sequence[str], put: OutputHandler, end: float) -> tuple[dict[str, str], bytes]:
        """Ask what the names hold; a process that turns out to be dead is replaced once."""
        if not names:
            return {}, b""
        for last in (False, True):
            try:
                answer = self._ready().ask({"look": list(names)}, b"", put, end, "answer")
                break
            except ProcessFailed:
                if last:
                    raise
        found = answer["content"].get("found")
        if not isinstance(found, dict):
            raise ProcessFailed(Failure.DIED)
        return {str(name): str(what) for name, what in found.items() if name in names}, answer["payload"]

    def _ready(self) -> CellProcess:
        """Return the student's process; start one, and run the cells before once more, if there is none."""
        while self._student is None or self._student.gone:
            if self._student is not None:
                self._retire()
            if len(self.ended) >= MAX_STARTS:
                raise ProcessFailed(Failure.DIED)
            self._student = self._start()
            self._repeat()
        if time.monotonic() > self.deadline:
            raise ProcessFailed(Failure.TIMED_OUT)
        return self._student

    def _repeat(self) -> None:
        for number, cell in enumerate(self.past):
            try:
                self._student.ask(cell.request, b"", _ignore, self._end(cell), "execute_reply")
            except ProcessFailed:
                del self.past[number]
                return self._student.close()

    def _retire(self) -> None:
        self._student.close()
        self.ended.append(self._student)
        self._student = None

    def _end(self, cell: Cell) -> float:
        return self.deadline if cell.seconds is None else min(self.deadline, time.monotonic() + cell.seconds)


def _ignore(message: dict[str, Any]) -> None:
    """Show nothing of a cell that runs once more."""


NO_ANSWER = {
    Failure.TIMED_OUT: "{name} did not return in time: {seconds:.0f} seconds are allowed for all of this cell",
    Failure.DIED: "the process ended while {name} ran",
    Failure.OUT_OF_MEMORY: "{name} needed more memory than there is for a notebook",
}
"""What a test cell says when the function that it calls does not come back."""


@dataclass(frozen=True)
class CellRun:
    """A cell's `reply` as Jupyter has it (None: there is none), the student's `trouble`, and a `fault` of ours."""

    reply: dict[str, Any] | None
    trouble: str = ""
    fault: str = ""


CallStudent = Callable[[str, bytes, OutputHandler, float], dict[str, Any]]
"""Has the student's function of this name called, and returns the message that answers; raises `Trouble`."""


class TestCellRun:
    """A test cell that runs in the judge: hands its calls to the student's process, and the answers back."""

    def __init__(
        self, call: CallStudent, judge: CellProcess, outputs: CellOutputs, seconds: float | None, end: float
    ) -> None:
        self.call, self.judge, self.outputs, self.seconds, self.end = call, judge, outputs, seconds, end
        self.trouble = self.fault = ""
        self.begin, self.in_calls = time.monotonic(), 0.0

    def watch(self) -> CellRun:
        """Return what became of the cell."""
        while True:
            try:
                message = self.judge.wire.receive(self.end)
            except EOFError:
                self.judge.close()
                return CellRun(None, self.trouble, self.trouble or "the process that runs its test ended")
            if message is None:
                return self._late()
            kind = message["msg_type"]
            if kind == "execute_reply":
                return CellRun(message["content"], self.trouble, self.fault)
            if kind == "fault":
                self.fault = message["content"]["why"]
            elif kind == "call":
                self._relay(message["content"]["name"], message["payload"])
            else:
                self.outputs.put(message)

    def _relay(self, name: str, payload: bytes) -> None:
        """Have the student's function called, and tell the judge what came of it."""
        begin = time.monotonic()
        try:
            if self.trouble:
                raise ProcessFailed(self.trouble)
            answer = self.call(name, payload, self.outputs.put_student, self.end)
            told = {"raised": answer["content"]["raised"]} if "raised" in answer["content"] else {}
            self.in_calls += time.monotonic() - begin
            self.judge.send(told, answer["payload"], self.end)
        except ProcessFailed as trouble:
            self.trouble = trouble.reason
            self.end = time.monotonic() + GRACE_SECONDS
            words = NO_ANSWER[trouble.reason].format(name=name, seconds=self.seconds or 0)
            self.judge.send({"gone": words}, end=self.end)

    def _late(self) -> CellRun:
        """End a test cell that is out of time: whose fault it is says who has used up most of the time."""
        self.judge.close()
        if self.trouble or self.in_calls > 0.5 * (time.monotonic() - self.begin):
            return CellRun(None, self.trouble or Failure.TIMED_OUT)
        return CellRun(None, fault=f"its test did not end within {self.seconds or 0:.0f} seconds")
