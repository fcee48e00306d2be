"""Messages between the driver and the processes that run cells: records for a `processes.channel.MessageChannel`.

The driver asks with a number; the process sends outputs while it works, and then one answer with the same number. What
is long travels in the payload, where nothing is built of it: values of the codec, files, texts and pictures.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec

from initcourse.grading.processes.channel import Record

MAX_FORMS = 32
"""Forms in which one thing is displayed: as text, HTML, a picture; IPython knows a dozen."""

MAX_ERROR = 100_000
"""Characters of an error's text, and of its traceback, that are sent and kept: it decides the points."""

MAX_NAME = 200
"""Characters of an error's name and of a display's id."""

MAX_ALT = 1_000
"""Characters of a picture's alternative text."""

MAX_SHOWN = 8 << 20
"""Bytes of printed text, or of what is displayed, that are sent at once: more than a cell keeps."""

# The driver asks a process that runs cells.

NameKind = Literal["function", "value", "unsent", "missing"]
"""What a name holds: a function, a value that is sent, one that cannot be, or nothing."""

TypeName = Annotated[str, msgspec.Meta(max_length=MAX_NAME)]
"""The name of a type."""


Size = Annotated[int, msgspec.Meta(ge=0)]
"""How many bytes of a payload are one thing's."""


class AttachedFile(msgspec.Struct, frozen=True):
    """A file's relative path and how many bytes of the payload are its content."""

    name: bytes
    size: Size


class Request(Record, frozen=True):
    """What is answered by an `Answer` with the same `number`."""

    number: int


class Answer(Record, frozen=True):
    """What answers the `Request` with this `number`."""

    number: int


class RunCell(Request, frozen=True):
    """Run a cell as number `count`; in the judge, the `names` of the student's are bound first.

    The payload is the cell's code, in `size` bytes, and the values of the names. `near`: see `NamesFound`.
    """

    size: Size
    count: int
    names: dict[str, NameKind] = {}
    near: TypeName = ""


class LookUp(Request, frozen=True):
    """Say what these names hold."""

    names: list[str]


class CallFunction(Request, frozen=True):
    """Call the student's function of this name (payload: its arguments)."""

    name: str


class WriteFiles(Record, frozen=True):
    """Write files into the working directory (payload: their contents, one after the other)."""

    files: list[AttachedFile]


class UseHints(Record, frozen=True):
    """Look hints up in this table, too (payload: its text): for the judge alone."""


class CallReturned(Record, frozen=True):
    """The answer to the call with this number of the judge's (payload: what came back; `near`: as in `Returned`)."""

    number: int
    near: TypeName = ""


class NoAnswer(Record, frozen=True):
    """The function that the judge has called with this number will not answer, and why."""

    number: int
    reason: str


# A process that runs cells sends outputs while it works, and then one answer.


class Stream(Record, frozen=True):
    """Printed text (payload: in UTF-8)."""

    max_payload: ClassVar[int] = MAX_SHOWN

    name: Literal["stdout", "stderr"]


DisplayKind = Literal["display_data", "execute_result", "update_display_data"]


class DisplayForm(msgspec.Struct, frozen=True):
    """A form of what is displayed: its MIME type, how many bytes of the payload are its text, and a picture's size."""

    kind: str
    size: Size
    width: int | None = None
    height: int | None = None
    alt: str | None = None


class Display(Record, frozen=True):
    """Something displayed in several forms (payload: their texts, one after the other, in UTF-8; JSON is text, too).

    Where all texts together have more than `MAX_SHOWN` bytes, the payload is cut off there.
    """

    max_payload: ClassVar[int] = MAX_SHOWN

    kind: DisplayKind
    forms: list[DisplayForm]
    display_id: str | None = None
    execution_count: int | None = None

    def __post_init__(self) -> None:
        """Refuse what no honest process sends; msgspec makes a `DecodeError` of it."""
        names = [*(form.kind for form in self.forms), self.display_id or ""]
        if len(self.forms) > MAX_FORMS or max(map(len, names)) > MAX_NAME:
            raise ValueError("a display with too many forms, or with long names")


class ClearOutput(Record, frozen=True):
    """Outputs so far are to go: at once, or when the next one comes."""

    wait: bool = False


class ErrorShown(Record, frozen=True):
    """An error as IPython shows it."""

    ename: str
    evalue: str
    traceback: list[str]


class CellEnded(Answer, frozen=True):
    """The cell has run; if it failed, with its error."""

    error: ErrorShown | None = None


class NamesFound(Answer, frozen=True):
    """What the names hold that were looked up (payload: the values).

    `near` is the type of a value that arrives as something near it, as a tuple for a named one; "" if none does.
    """

    names: dict[str, NameKind]
    near: TypeName = ""


class Returned(Answer, frozen=True):
    """The student's function has returned or raised (payload: what came back; `near`: as in `NamesFound`)."""

    near: TypeName = ""


class CallFunctionOfStudent(Record, frozen=True):
    """The judge asks for a call of the student's function of this name (payload: its arguments)."""

    number: int
    name: str


class GraderErrorFound(Record, frozen=True):
    """The judge cannot test: the course's fault, never the student's."""

    reason: str


class DoubtFound(Record, frozen=True):
    """What the test cell asks for has not come to the judge as it is: if the test fails, it may be for that."""

    reason: str


Output = Stream | Display | ClearOutput | ErrorShown
"""What a cell shows."""

FromStudent = Output | CellEnded | NamesFound | Returned
FromJudge = Output | CellEnded | CallFunctionOfStudent | GraderErrorFound | DoubtFound
ToRunner = RunCell | WriteFiles | UseHints | LookUp | CallFunction | CallReturned | NoAnswer


def shown_error(ename: str, evalue: str, traceback: list[str]) -> ErrorShown:
    """Return an error that is short enough to be sent: of a long traceback, its last line."""
    if sum(map(len, traceback)) > MAX_ERROR:
        traceback = [traceback[-1][:MAX_ERROR]]
    return ErrorShown(ename=ename[:MAX_NAME], evalue=evalue[:MAX_ERROR], traceback=traceback)
