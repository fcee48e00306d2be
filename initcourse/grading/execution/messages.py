"""Messages between the driver and the processes that run cells: records for a `processes.channel.MessageChannel`.

The driver asks; the process sends outputs while it works, and then one answer.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from initcourse.grading.processes.channel import Record

MAX_DEPTH = 100
"""Containers inside each other in the data of an output."""


# The driver asks a process that runs cells.

NameKind = Literal["function", "value", "missing"]


class AttachedFile(msgspec.Struct, frozen=True):
    """A file's relative path and how many bytes of the payload are its content."""

    name: bytes
    size: int


class RunCell(Record, frozen=True):
    """Run a cell as number `count`; in the judge, the `names` of the student's are bound first (payload: values)."""

    code: bytes
    count: int
    names: dict[str, NameKind] = {}


class WriteFiles(Record, frozen=True):
    """Write files into the working directory (payload: their contents, one after the other)."""

    files: list[AttachedFile]


class LookUp(Record, frozen=True):
    """Say what these names hold."""

    names: list[str]


class CallFunction(Record, frozen=True):
    """Call the student's function of this name (payload: its arguments)."""

    name: str


class BeginNotebook(Record, frozen=True):
    """Forget the notebook before, and seed the generators: for a judge."""

    seed: int | None


class Returned(Record, frozen=True):
    """The answer to a call that the judge has asked for (payload: what came back)."""


class NoAnswer(Record, frozen=True):
    """The function that the judge has called will not answer, and why."""

    reason: str


# A process that runs cells sends outputs while it works, and then one answer.


class Stream(Record, frozen=True):
    """Printed text."""

    name: Literal["stdout", "stderr"]
    text: str


DisplayKind = Literal["display_data", "execute_result", "update_display_data"]


class Display(Record, frozen=True):
    """Something displayed: `data` by MIME type."""

    kind: DisplayKind
    data: dict[str, Any]
    metadata: dict[str, Any] = {}
    display_id: str | None = None
    execution_count: int | None = None

    def __post_init__(self) -> None:
        """Refuse data that are nested too deep; msgspec makes a `DecodeError` of it."""
        if _is_deep((self.data, self.metadata)):
            raise ValueError(f"data nested deeper than {MAX_DEPTH}")


class ClearOutput(Record, frozen=True):
    """Outputs so far are to go: at once, or when the next one comes."""

    wait: bool = False


class ErrorShown(Record, frozen=True):
    """An error as IPython shows it."""

    ename: str
    evalue: str
    traceback: list[str]


class CellEnded(Record, frozen=True):
    """The cell has run; if it failed, with its error."""

    error: ErrorShown | None = None


class NamesFound(Record, frozen=True):
    """What the names hold that were looked up (payload: the values)."""

    names: dict[str, NameKind]


class CallFunctionOfStudent(Record, frozen=True):
    """The judge asks for a call of the student's function of this name (payload: its arguments)."""

    name: str


class GraderErrorFound(Record, frozen=True):
    """The judge cannot test: the course's fault, never the student's."""

    reason: str


Output = Stream | Display | ClearOutput | ErrorShown
"""What a cell shows."""

FromStudent = Output | CellEnded | NamesFound | Returned
FromJudge = Output | CellEnded | CallFunctionOfStudent | GraderErrorFound
ToRunner = RunCell | WriteFiles | LookUp | CallFunction | BeginNotebook | Returned | NoAnswer


def _is_deep(value: Any) -> bool:
    """Tell whether containers stand inside each other deeper than `MAX_DEPTH`."""
    level = [value]
    for _ in range(MAX_DEPTH):
        inner = [list(item.values()) if isinstance(item, dict) else item for item in level]
        level = [held for items in inner if isinstance(items, list | tuple) for held in items]
        if not level:
            return False
    return True
