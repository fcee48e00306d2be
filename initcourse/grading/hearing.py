"""One test cell before the judge: its calls go to the student's process, the answers come back; `session` opens it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from initcourse.grading.cell_outputs import CellOutputs
from initcourse.grading.process import DIED, GRACE, OUT_OF_MEMORY, TIMED_OUT, CellProcess, Put, Trouble

GONE = {
    TIMED_OUT: "{name} did not return in time: {seconds:.0f} seconds are allowed for all of this cell",
    DIED: "the process ended while {name} ran",
    OUT_OF_MEMORY: "{name} needed more memory than there is for a notebook",
}
"""What a test cell says when the function that it calls does not come back."""


@dataclass(frozen=True)
class Ran:
    """A cell's `reply` as Jupyter has it (None: there is none), the student's `trouble`, and a `fault` of ours."""

    reply: dict[str, Any] | None
    trouble: str = ""
    fault: str = ""


Ask = Callable[[str, bytes, Put, float], dict[str, Any]]
"""Has the student's function of this name called, and returns the message that answers; raises `Trouble`."""


class Hearing:
    """A test cell that runs in the judge: hands its calls to the student's process, and the answers back."""

    def __init__(self, call: Ask, judge: CellProcess, outputs: CellOutputs, seconds: float | None, end: float) -> None:
        self.call, self.judge, self.outputs, self.seconds, self.end = call, judge, outputs, seconds, end
        self.trouble = self.fault = ""
        self.begin, self.in_calls = time.monotonic(), 0.0

    def watch(self) -> Ran:
        """Return what became of the cell."""
        while True:
            try:
                message = self.judge.wire.receive(self.end)
            except EOFError:
                self.judge.close()
                return Ran(None, self.trouble, self.trouble or "the process that runs its test ended")
            if message is None:
                return self._late()
            kind = message["msg_type"]
            if kind == "execute_reply":
                return Ran(message["content"], self.trouble, self.fault)
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
                raise Trouble(self.trouble)
            answer = self.call(name, payload, self.outputs.put_student, self.end)
            told = {"raised": answer["content"]["raised"]} if "raised" in answer["content"] else {}
            self.in_calls += time.monotonic() - begin
            self.judge.send(told, answer["payload"], self.end)
        except Trouble as trouble:
            self.trouble = trouble.reason
            self.end = time.monotonic() + GRACE
            words = GONE[trouble.reason].format(name=name, seconds=self.seconds or 0)
            self.judge.send({"gone": words}, end=self.end)

    def _late(self) -> Ran:
        """End a test cell that is out of time: whose fault it is says who has used up most of the time."""
        self.judge.close()
        if self.trouble or self.in_calls > 0.5 * (time.monotonic() - self.begin):
            return Ran(None, self.trouble or TIMED_OUT)
        return Ran(None, fault=f"its test did not end within {self.seconds or 0:.0f} seconds")
