"""One notebook's conversation with two processes: the student's, which runs student code, and the judge.

`notebook` runs every cell by a `Session`. A test cell runs in the judge; when it calls a function of the student's, the
session has the student's process call it and hands the answer back. A student's process that dies or cannot be stopped
costs the cell in which it happened: another takes its place, runs the cells before once more, and the rest goes on.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from initcourse.grading.course.names import wanted_names
from initcourse.grading.execution.cell_process import (
    GRACE_SECONDS,
    CellProcess,
    OutputHandler,
    ProcessFactory,
    ProcessFailed,
)
from initcourse.grading.execution.messages import (
    AttachedFile,
    CallFunction,
    CallFunctionOfStudent,
    CellEnded,
    GraderErrorFound,
    LookUp,
    NameKind,
    NamesFound,
    NoAnswer,
    Output,
    Returned,
    RunCell,
    WriteFiles,
)
from initcourse.grading.execution.outputs import CellOutputs
from initcourse.grading.execution.task import ExecutionOptions, Failure

MAX_STARTS = 10
"""Processes that one notebook may use up."""

NO_ANSWER = {
    Failure.TIMED_OUT: "{name} did not return in time: {seconds:.0f} seconds are allowed for all of this cell",
    Failure.DIED: "the process ended while {name} ran",
    Failure.OUT_OF_MEMORY: "{name} needed more memory than there is for a notebook",
}
"""What a test cell shows when the function that it calls does not return."""


@dataclass(frozen=True)
class Cell:
    """A cell's `code`, its number in the order of running, and the `seconds` that it may take (None: no limit)."""

    code: str
    count: int
    seconds: float | None

    def request(self, names: Mapping[str, NameKind] | None = None) -> RunCell:
        """Return the record that has a process run the cell; `names` are bound before it runs."""
        code = self.code.encode("utf-8", "surrogatepass")
        return RunCell(code=code, count=self.count, names=dict(names or {}))


@dataclass(frozen=True)
class CellRun:
    """What became of a cell.

    `ended` is None if it did not run to its end. `failure` says why the student's process stopped answering, if it did;
    `grader_error` why a test could not be run, "" if it could. They are kept apart so that an error of ours never costs
    a student points.
    """

    ended: CellEnded | None = None
    failure: Failure | None = None
    grader_error: str = ""


class Session:
    """Runs the cells of one notebook until `deadline` (of the monotonic clock); test cells may read `names`.

    `run` and `run_test` never raise for what a hand-in does: they return a `CellRun`.
    """

    def __init__(
        self,
        factory: ProcessFactory,
        options: ExecutionOptions,
        files: Mapping[str, bytes],
        names: frozenset[str],
        deadline: float,
    ) -> None:
        self.factory, self.options, self.files = factory, options, files
        self.names, self.deadline = names, deadline
        self.ended: list[CellProcess] = []
        self._past: list[Cell] = []
        self._tests: list[str] = []
        self._student: CellProcess | None = None
        self._judge: CellProcess | None = None

    def run(self, cell: Cell, handle: OutputHandler) -> CellRun:
        """Run a cell in the student's process; raise `CourseError` if none can be made."""
        try:
            ended, _ = self._ready_student().ask(cell.request(), b"", handle, self._end(cell), CellEnded)
        except ProcessFailed as error:
            return CellRun(failure=error.failure)
        self._past.append(cell)
        return CellRun(ended)

    def run_test(self, cell: Cell, outputs: CellOutputs) -> CellRun:
        """Run a test cell, or one that test cells build on, in the judge."""
        self._tests.append(cell.code)
        end = self._end(cell)
        try:
            names, values = self._look_up(wanted_names(self._tests, self.names), outputs.put_student, end)
        except ProcessFailed as error:
            return CellRun(failure=error.failure)
        try:
            if self._judge is None or self._judge.gone:
                self._judge = self.factory.judge(self.options.seed)
            self._judge.send(cell.request(names), values, end)
            return _TestCellRun(self._student, self._judge, outputs, cell.seconds, end).result()
        except ProcessFailed as error:
            return CellRun(grader_error=f"its test could not be run ({error.failure})")

    def close(self) -> None:
        """End the student's process; the judge is the factory's."""
        if self._student is not None:
            self._retire(self._student)

    def _look_up(self, names: Sequence[str], handle: OutputHandler, end: float) -> tuple[dict[str, NameKind], bytes]:
        """Ask what the names hold; a process that turns out to be dead is replaced once."""
        if not names:
            return {}, b""
        request = LookUp(names=list(names))
        try:
            found, values = self._ready_student().ask(request, b"", handle, end, NamesFound)
        except ProcessFailed:
            found, values = self._ready_student().ask(request, b"", handle, end, NamesFound)
        return {name: kind for name, kind in found.names.items() if name in names}, values

    def _ready_student(self) -> CellProcess:
        """Return the student's process; start one, and run the cells before once more, if there is none."""
        while self._student is None or self._student.gone:
            if self._student is not None:
                self._retire(self._student)
            if len(self.ended) >= MAX_STARTS:
                raise ProcessFailed(Failure.DIED)
            self._student = self._start()
            self._repeat(self._student)
        if time.monotonic() > self.deadline:
            raise ProcessFailed(Failure.TIMED_OUT)
        return self._student

    def _start(self) -> CellProcess:
        process = self.factory.student(self.options)
        files = [AttachedFile(name=os.fsencode(name), size=len(content)) for name, content in self.files.items()]
        process.send(WriteFiles(files=files), b"".join(self.files.values()))
        return process

    def _repeat(self, process: CellProcess) -> None:
        """Run the cells before once more; one that does not end this time is forgotten, and its process ended."""
        for number, cell in enumerate(self._past):
            try:
                process.ask(cell.request(), b"", _ignore, self._end(cell), CellEnded)
            except ProcessFailed:
                del self._past[number]
                return process.close()

    def _retire(self, process: CellProcess) -> None:
        process.close()
        self.ended.append(process)
        self._student = None

    def _end(self, cell: Cell) -> float:
        return self.deadline if cell.seconds is None else min(self.deadline, time.monotonic() + cell.seconds)


class _TestCellRun:
    """A test cell that runs in the judge: its calls go to the student's process, and the answers back."""

    def __init__(
        self, student: CellProcess | None, judge: CellProcess, outputs: CellOutputs, seconds: float | None, end: float
    ) -> None:
        self.student, self.judge, self.outputs = student, judge, outputs
        self.seconds, self.end = seconds or 0.0, end
        self.failure: Failure | None = None
        self.grader_error = ""
        self.begin, self.seconds_in_calls = time.monotonic(), 0.0

    def result(self) -> CellRun:
        """Wait for the cell's end and return what became of it."""
        while True:
            try:
                message = self.judge.channel.receive(self.end)
            except EOFError:
                self.judge.close()
                error = self.failure.value if self.failure else "the process that runs its test ended"
                return CellRun(failure=self.failure, grader_error=error)
            if message is None:
                return self._late()
            record, payload = message
            if isinstance(record, CellEnded):
                return CellRun(record, self.failure, self.grader_error)
            if isinstance(record, GraderErrorFound):
                self.grader_error = record.reason
            elif isinstance(record, CallFunctionOfStudent):
                self._relay(record.name, payload)
            elif isinstance(record, Output):
                self.outputs.put(record)

    def _relay(self, name: str, arguments: bytes) -> None:
        """Have the student's function called, and send the judge what it returned or raised, or why it did not."""
        begin = time.monotonic()
        try:
            if self.failure:
                raise ProcessFailed(self.failure)
            if self.student is None or self.student.gone:
                raise ProcessFailed(Failure.DIED)
            call = CallFunction(name=name)
            record, answer = self.student.ask(call, arguments, self.outputs.put_student, self.end, Returned)
            self.seconds_in_calls += time.monotonic() - begin
            self.judge.send(record, answer, self.end)
        except ProcessFailed as error:
            self.failure = error.failure
            self.end = time.monotonic() + GRACE_SECONDS
            reason = NO_ANSWER[error.failure].format(name=name, seconds=self.seconds)
            self.judge.send(NoAnswer(reason=reason), end=self.end)

    def _late(self) -> CellRun:
        """End a test cell that is out of time: whoever used up most of the time is the reason."""
        self.judge.close()
        if self.failure or self.seconds_in_calls > 0.5 * (time.monotonic() - self.begin):
            return CellRun(failure=self.failure or Failure.TIMED_OUT)
        return CellRun(grader_error=f"its test did not end within {self.seconds:.0f} seconds")


def _ignore(output: Output) -> None:
    """Show nothing of a cell that runs once more."""
