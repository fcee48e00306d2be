"""One notebook's conversation with two processes: the student's, which runs student code, and the judge.

`notebook` runs every cell by a `Session`. A test cell runs in the judge; when it calls a function of the student's, the
session has the student's process call it and hands the answer back. A student's process that dies or cannot be stopped
costs the cell in which it happened: another takes its place, runs the cells before once more, and the rest goes on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from initcourse.grading.course.names import needed_before, wanted_names
from initcourse.grading.errors import CourseError
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
    CallReturned,
    CellEnded,
    DoubtFound,
    GraderErrorFound,
    LookUp,
    NameKind,
    NamesFound,
    NoAnswer,
    Output,
    Returned,
    RunCell,
    UseHints,
    WriteFiles,
)
from initcourse.grading.execution.outputs import CellOutputs
from initcourse.grading.execution.task import ExecutionOptions, Failure
from initcourse.grading.processes.channel import Record
from initcourse.grading.processes.clock import Deadline, OwnClock

MAX_STARTS = 10
"""Processes that one notebook may use up."""

NO_ANSWER = {
    Failure.TIMED_OUT: "{name} did not return in time: {seconds:.0f} seconds are allowed for all of this cell",
    Failure.DIED: "the process ended while {name} ran",
    Failure.OUT_OF_MEMORY: "{name} needed more memory than there is for a notebook",
}
"""What a test cell shows when the function that it calls does not return."""

MAX_BATCH = 1 << 20
"""Bytes of attached files that are sent in one message, unless one of them is larger."""

MAX_BATCH_FILES = 100
"""Files that are sent in one message: their names, of up to some thousand bytes, stand in its record."""

SLOW_SHARE = 0.2
"""Share of a cell's time that a call may take to a function that has been out of time before: a loop costs once."""

SLOW_AGAIN = "{name} did not return within {seconds:.0f} seconds; it had been out of time before"
"""What a test cell shows when that was not enough."""


@dataclass(frozen=True)
class Cell:
    """A cell's `code`, its place in the order of running, and the `seconds` that it may take (None: no limit)."""

    code: str
    count: int
    seconds: float | None

    def request(self, found: NamesFound | None = None, values: bytes = b"") -> tuple[RunCell, bytes]:
        """Return record and payload of the request to run the cell; what was `found` is bound to `values` before."""
        code = self.code.encode("utf-8", "surrogatepass")
        names, near = (dict(found.names), found.near) if found else ({}, "")
        return RunCell(number=0, size=len(code), count=self.count, names=names, near=near), code + values


@dataclass(frozen=True)
class CellRun:
    """What became of a cell.

    `ended` is None if it did not run to its end. `failure` says why the student's process stopped answering, if it did;
    `grader_error` why a test could not be run, "" if it could. They are kept apart so that an error of ours never costs
    a student points. `doubt`: what has not come to the test as it is, so that it may have failed for that; "" if all.
    """

    ended: CellEnded | None = None
    failure: Failure | None = None
    grader_error: str = ""
    doubt: str = ""


class Session:
    """Runs the cells of one notebook in processes of its own, for `seconds` in all; test cells may read `names`.

    The student's process finds `files` in its folder, and `course_files` over them; the judge finds those alone, and
    is told the `hints` for hidden checks. `run`
    and `run_test` never raise for what a hand-in does: they return a `CellRun`. After `end_run` the cells can be run
    once more, in another process for the student's code.
    """

    def __init__(
        self,
        factory: ProcessFactory,
        options: ExecutionOptions,
        files: Mapping[str, bytes],
        course_files: Mapping[str, bytes],
        names: frozenset[str],
        seconds: float,
        hints: str = "",
    ) -> None:
        self.factory, self.options, self.names, self.hints = factory, options, names, hints
        self.files, self.course_files = files, course_files
        self.clock = OwnClock()
        self.deadline = Deadline(self.clock, seconds)
        self._ended: list[CellProcess] = []
        self._past: list[Cell] = []
        self._judged: list[Cell] = []
        self._slow: set[str] = set()
        self._student: CellProcess | None = None
        self._judge: CellProcess | None = None

    def run(self, cell: Cell, handle: OutputHandler) -> CellRun:
        """Run a cell in the student's process; raise `CourseError` if none can be made."""
        try:
            ended, _ = self._ready_student().ask(*cell.request(), handle, self._deadline(cell), CellEnded)
        except ProcessFailed as error:
            return CellRun(failure=error.failure)
        self._past.append(cell)
        return CellRun(ended)

    def run_test(self, cell: Cell, outputs: CellOutputs) -> CellRun:
        """Run a test cell, or one that test cells build on, in the judge."""
        run = self._run_judged(cell, outputs)
        if self._judge is not None and not self._judge.gone:
            self._judged.append(cell)
        return run

    def end_run(self) -> list[CellProcess]:
        """End the student's process, forget what has run, and return the student's processes of this run.

        The judge is this notebook's own: it stays, for another run.
        """
        if self._student is not None:
            self._retire(self._student)
        ended = self._ended
        self._ended, self._past, self._judged, self._slow = [], [], [], set()
        return ended

    def close(self) -> None:
        """End the student's process and the judge."""
        self.end_run()
        if self._judge is not None:
            self._judge.close()

    def _run_judged(self, cell: Cell, outputs: CellOutputs) -> CellRun:
        deadline = self._deadline(cell)
        try:
            judge, fresh = self._ready_judge()
            if fresh:
                for place in needed_before(cell.code, [earlier.code for earlier in self._judged]):
                    scratch = CellOutputs.scratch()
                    self._judge_cell(judge, self._judged[place], scratch, deadline)
            return self._judge_cell(judge, cell, outputs, deadline)
        except ProcessFailed as error:
            return CellRun(grader_error=f"its test could not be run ({error.failure})")

    def _judge_cell(self, judge: CellProcess, cell: Cell, outputs: CellOutputs, deadline: Deadline) -> CellRun:
        codes = [earlier.code for earlier in self._judged] + [cell.code]
        try:
            found, values = self._look_up(wanted_names(codes, self.names), outputs.put_student, deadline)
        except ProcessFailed as error:
            return CellRun(failure=error.failure)
        record, payload = cell.request(found, values)
        request = judge.number(record)
        judge.send(request, payload, deadline)
        run = _TestCellRun(self._student, judge, outputs, cell.seconds, deadline, request.number, self._slow)
        return run.result()

    def _ready_judge(self) -> tuple[CellProcess, bool]:
        """Return the judge, and whether it is a new one in the place of another."""
        if self._judge is not None and not self._judge.gone:
            return self._judge, False
        replaced = self._judge is not None
        self._judge = self.factory.judge(self.options.seed)
        self.clock.add(self._judge.process.pid)
        self._give(self._judge, self.course_files)
        if self.hints:
            self._judge.send(UseHints(), self.hints.encode(), self.deadline)
        return self._judge, replaced

    def _look_up(self, names: Sequence[str], handle: OutputHandler, deadline: Deadline) -> tuple[NamesFound, bytes]:
        """Ask what the names hold; a process that turns out to be dead is replaced once."""
        if not names:
            return NamesFound(number=0, names={}), b""
        request = LookUp(number=0, names=list(names))
        try:
            found, values = self._ready_student().ask(request, b"", handle, deadline, NamesFound)
        except ProcessFailed:
            found, values = self._ready_student().ask(request, b"", handle, deadline, NamesFound)
        asked: dict[str, NameKind] = {name: kind for name, kind in found.names.items() if name in names}
        return msgspec.structs.replace(found, names=asked), values

    def _ready_student(self) -> CellProcess:
        """Return the student's process; start one, and run the cells before once more, if there is none."""
        while self._student is None or self._student.gone:
            if self._student is not None:
                self._retire(self._student)
            if len(self._ended) >= MAX_STARTS:
                raise ProcessFailed(Failure.DIED)
            self._student = self._start(self._cpu_left())
            self._repeat(self._student)
        if self.deadline.passed:
            raise ProcessFailed(Failure.TIMED_OUT)
        return self._student

    def _cpu_left(self) -> int:
        """Return the computing time that the next process may take: what those before it have left of a notebook's.

        Else each of ten processes could keep the cores busy for as long as one notebook may. Raises `ProcessFailed` if
        nothing is left.
        """
        ended = [process.process.ended for process in self._ended]
        left = self.options.limits.cpu_seconds - sum(end.cpu for end in ended if end)
        if left < 1:
            raise ProcessFailed(Failure.TIMED_OUT)
        return int(left)

    def _start(self, cpu_seconds: int) -> CellProcess:
        limits = replace(self.options.limits, cpu_seconds=cpu_seconds)
        process = self.factory.student(replace(self.options, limits=limits))
        self.clock.add(process.process.pid)
        self._give(process, {**self.files, **self.course_files})
        return process

    def _give(self, process: CellProcess, files: Mapping[str, bytes]) -> None:
        """Put files into the process's folder."""
        for batch in _batches(files):
            named = [AttachedFile(name=os.fsencode(name), size=len(files[name])) for name in batch]
            contents = [files[name] for name in batch]
            payload = contents[0] if len(contents) == 1 else b"".join(contents)
            process.send(WriteFiles(files=named), payload, self.deadline)

    def _repeat(self, process: CellProcess) -> None:
        """Run the cells before once more; one that does not end this time is forgotten, and its process ended."""
        for number, cell in enumerate(self._past):
            try:
                process.ask(*cell.request(), _ignore, self._deadline(cell), CellEnded)
            except ProcessFailed:
                del self._past[number]
                return process.close()

    def _retire(self, process: CellProcess) -> None:
        self.clock.remove(process.process.pid)
        process.close()
        self._ended.append(process)
        self._student = None

    def _deadline(self, cell: Cell) -> Deadline:
        return Deadline(self.clock, cell.seconds, self.deadline)


class _TestCellRun:
    """A test cell that runs in the judge: its calls go to the student's process, and the answers back.

    The judge is trusted with the verdict of the cell with this `number` and with nothing else: whatever it sends that
    does not belong there ends it. `slow` holds the functions that have been out of time, and grows.
    """

    def __init__(
        self,
        student: CellProcess | None,
        judge: CellProcess,
        outputs: CellOutputs,
        seconds: float | None,
        deadline: Deadline,
        number: int,
        slow: set[str],
    ) -> None:
        self.slow = slow
        self.student, self.judge, self.outputs = student, judge, outputs
        self.seconds, self.deadline, self.number = seconds or 0.0, deadline, number
        self.failure: Failure | None = None
        self.grader_error = self.doubt = ""
        self.begin, self.seconds_in_calls = deadline.clock.now(), 0.0

    def result(self) -> CellRun:
        """Wait for the cell's end and return what became of it."""
        try:
            while (message := self.judge.receive(self.deadline)) is not None:
                record, payload = message
                if isinstance(record, CellEnded) and record.number == self.number:
                    return CellRun(record, self.failure, self.grader_error, self.doubt)
                self._take(record, payload)
            return self._late()
        except (EOFError, ProcessFailed):
            self.judge.close()
            error = self.failure.value if self.failure else "the process that runs its test ended"
            return CellRun(failure=self.failure, grader_error=error)
        except CourseError:
            raise
        except Exception as error:  # whatever it is, this judge is not asked again
            self.judge.close()
            return CellRun(grader_error=f"its test could not be run ({type(error).__name__})")

    def _take(self, record: Record, payload: bytes) -> None:
        """Deal with what the judge sends before its cell's end; raise `EOFError` if it cannot be."""
        if isinstance(record, GraderErrorFound):
            self.grader_error = record.reason
        elif isinstance(record, DoubtFound):
            self.doubt = record.reason
        elif isinstance(record, CallFunctionOfStudent):
            self._relay(record.number, record.name, payload)
        elif isinstance(record, Output):
            self.outputs.put(record, payload)
        else:
            raise EOFError

    def _relay(self, number: int, name: str, arguments: bytes) -> None:
        """Have the student's function called, and send the judge what it returned or raised, or why it did not."""
        begin = self.deadline.clock.now()
        again = name in self.slow
        deadline = _shorter(self.deadline, self.seconds) if again else self.deadline
        try:
            if self.failure:
                raise ProcessFailed(self.failure)
            if self.student is None or self.student.gone:
                raise ProcessFailed(Failure.DIED)
            call = CallFunction(number=0, name=name)
            returned, answer = self.student.ask(call, arguments, self.outputs.put_student, deadline, Returned)
        except ProcessFailed as error:
            self.failure = error.failure
            self.deadline = Deadline(self.deadline.clock, GRACE_SECONDS)
            reason = NO_ANSWER[error.failure].format(name=name, seconds=self.seconds)
            if error.failure == Failure.TIMED_OUT:
                self.slow.add(name)
                reason = SLOW_AGAIN.format(name=name, seconds=SLOW_SHARE * self.seconds) if again else reason
            return self.judge.send(NoAnswer(number=number, reason=reason), b"", self.deadline)
        self.seconds_in_calls += self.deadline.clock.now() - begin
        self.judge.send(CallReturned(number=number, near=returned.near), answer, self.deadline)

    def _late(self) -> CellRun:
        """End a test cell that is out of time: whoever used up most of the time is the reason."""
        self.judge.close()
        if self.failure or self.seconds_in_calls > 0.5 * (self.deadline.clock.now() - self.begin):
            return CellRun(failure=self.failure or Failure.TIMED_OUT)
        return CellRun(grader_error=f"its test did not end within {self.seconds:.0f} seconds")


def _batches(files: Mapping[str, bytes]) -> Iterator[list[str]]:
    """Yield the names of files that are sent in one message, so that no large content is copied for it."""
    batch: list[str] = []
    for name in files:
        size = sum(len(files[other]) for other in batch) + len(files[name])
        if batch and (size > MAX_BATCH or len(batch) == MAX_BATCH_FILES):
            yield batch
            batch = []
        batch.append(name)
    if batch:
        yield batch


def _shorter(deadline: Deadline, seconds: float) -> Deadline:
    """Return the deadline of a call to a function that has been out of time in a cell of so many seconds."""
    return Deadline(deadline.clock, SLOW_SHARE * seconds, deadline) if seconds else deadline


def _ignore(output: Output, payload: bytes) -> None:
    """Show nothing of a cell that runs once more."""
