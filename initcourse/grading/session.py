"""One notebook's talk with two processes: the student's, which runs the student's code, and the judge, which tests it.

`execute` runs a notebook by it. A student's process that dies or cannot be stopped costs the cell that it happened
in: another takes its place, runs the cells before once more, and the rest goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from initcourse.grading.boundary import wanted_names
from initcourse.grading.cell_outputs import CellOutputs
from initcourse.grading.hearing import Hearing, Ran
from initcourse.grading.process import DIED, TIMED_OUT, CellProcess, Put, Trouble

MOST_STARTS = 10
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

    def run(self, cell: Cell, put: Put) -> Ran:
        """Run a cell of the student's."""
        try:
            reply = self._ready().ask(cell.request, b"", put, self._end(cell), "execute_reply")
        except Trouble as trouble:
            return Ran(None, trouble.reason)
        self.past.append(cell)
        return Ran(reply["content"])

    def judge(self, cell: Cell, outputs: CellOutputs) -> Ran:
        """Run a test cell, or one that test cells build on, in the judge."""
        self.trusted.append(cell.code)
        end = self._end(cell)
        try:
            found, values = self._look(wanted_names(self.trusted, self.names), outputs.put_student, end)
        except Trouble as trouble:
            return Ran(None, trouble.reason)
        try:
            if self._judge is None or self._judge.gone:
                self._judge = self._new_judge()
            self._judge.send(cell.request | {"found": found}, values, end)
            return Hearing(self.call, self._judge, outputs, cell.seconds, end).watch()
        except Trouble as trouble:
            return Ran(None, fault=f"its test could not be run ({trouble.reason})")

    def close(self) -> None:
        """End the student's process; the judge is its server's."""
        if self._student is not None:
            self._retire()

    def call(self, name: str, payload: bytes, put: Put, end: float | None) -> dict[str, Any]:
        """Have the student's process call its function; raise `Trouble`."""
        if self._student is None or self._student.gone:
            raise Trouble(DIED)
        return self._student.ask({"call": name}, payload, put, end, "answer")

    def _look(self, names: Sequence[str], put: Put, end: float) -> tuple[dict[str, str], bytes]:
        """Ask what the names hold; a process that turns out to be dead is replaced once."""
        if not names:
            return {}, b""
        for last in (False, True):
            try:
                answer = self._ready().ask({"look": list(names)}, b"", put, end, "answer")
                break
            except Trouble:
                if last:
                    raise
        found = answer["content"].get("found")
        if not isinstance(found, dict):
            raise Trouble(DIED)
        return {str(name): str(what) for name, what in found.items() if name in names}, answer["payload"]

    def _ready(self) -> CellProcess:
        """Return the student's process; start one, and run the cells before once more, if there is none."""
        while self._student is None or self._student.gone:
            if self._student is not None:
                self._retire()
            if len(self.ended) >= MOST_STARTS:
                raise Trouble(DIED)
            self._student = self._start()
            self._repeat()
        if time.monotonic() > self.deadline:
            raise Trouble(TIMED_OUT)
        return self._student

    def _repeat(self) -> None:
        for number, cell in enumerate(self.past):
            try:
                self._student.ask(cell.request, b"", _ignore, self._end(cell), "execute_reply")
            except Trouble:
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
