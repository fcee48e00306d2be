"""Messages between the driver, the fork server and the processes that run cells: records, and the one framing of them.

Every end of every socket is a `MessageChannel`. A frame is two lengths of four bytes each (big-endian), a record in
MessagePack, and a payload: bytes that this module does not look into, such as a value of the codec or files. What
the other end sends may be anything: a record is decoded by msgspec, which validates its type while it decodes, and its
size, depth and kind are bounded; anything else counts as the end of the conversation.

Text that a process captured or a person wrote travels as bytes where it may hold what UTF-8 cannot (file names, code,
environment variables); lone surrogates in outputs are replaced.
"""

from __future__ import annotations

import select
import socket
import struct
import time
from typing import Any, Generic, Literal, TypeVar

import msgspec

from initcourse.grading.sandbox.bubblewrap import SandboxHandle

MAX_FRAME = 64 * 2**20
"""Bytes of a record, and of a payload: a picture or a model of the course has a hundredth of it."""

MAX_DEPTH = 100
"""Containers inside each other in the data of an output."""

CHUNK = 1 << 16
"""Bytes to receive at once; for more, memory would be asked of the system every time."""

LENGTHS = struct.Struct("!II")


class Record(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """One message, told apart from others by its tag, the class's name."""


# The owner of a fork server asks it for a process, on a connection of its own; the first record comes with the
# process's end of a socket pair.


class ForkRunner(Record, frozen=True):
    """Fork a process that runs cells, in `folder` and with this whole environment, in a sandbox if there is one."""

    environment: dict[bytes, bytes]
    folder: str
    seed: int | None
    sandbox: SandboxHandle | None = None


class ForkListener(Record, frozen=True):
    """Fork another fork server that listens at the path `address` and need not import anything."""

    address: str


class SendSignal(Record, frozen=True):
    """Signal the forked process and what it has started."""

    number: int


class Started(Record, frozen=True):
    """The process runs; `pid` is its number outside any sandbox."""

    pid: int


class NotStarted(Record, frozen=True):
    """There is no process, and why."""

    reason: str


class Ended(Record, frozen=True):
    """The process has ended: its exit status (minus the signal's number, if one ended it), and what it used.

    `cpu` is in seconds, with its waited-for children; `max_rss` in bytes; `excess` is "memory" or "processes" if the
    sandbox was killed because it used too much of that.
    """

    status: int
    cpu: float = 0.0
    max_rss: int = 0
    excess: Literal["", "memory", "processes"] = ""


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
ToServer = ForkRunner | ForkListener | SendSignal
FromServer = Started | NotStarted | Ended

Incoming = TypeVar("Incoming", bound=Record)


class MessageChannel(Generic[Incoming]):
    """One end of a stream socket, which receives records of the types in `accepts` (a union such as `FromJudge`)."""

    def __init__(self, connection: socket.socket, accepts: Any) -> None:
        self.connection = connection
        self._decoder = msgspec.msgpack.Decoder(accepts)
        self._received = bytearray()

    @property
    def waiting(self) -> bool:
        """Whether something was received already that `receive` has not returned."""
        return bool(self._received)

    def send(self, record: Record, payload: bytes = b"", end: float | None = None, passed: int | None = None) -> None:
        """Send one message, and a copy of the file descriptor `passed` along with it.

        Raises `EOFError` if the other end is gone, or has not taken it at the time `end` of the monotonic clock.
        """
        head = msgspec.msgpack.encode(record)
        frame = LENGTHS.pack(len(head), len(payload)) + head + payload
        try:
            sent = socket.send_fds(self.connection, [frame], [passed]) if passed is not None else 0
        except OSError as error:
            raise EOFError from error
        rest = memoryview(frame)[sent:]
        while rest:
            try:
                rest = rest[self.connection.send(rest, socket.MSG_DONTWAIT) :]
            except BlockingIOError:
                if not select.select([], [self.connection], [], _left(end))[1]:
                    raise EOFError from None
            except OSError as error:
                raise EOFError from error

    def receive(self, end: float | None = None) -> tuple[Incoming, bytes] | None:
        """Return the next record with its payload, or None at the time `end` of the monotonic clock.

        Raises `EOFError` if the other end is gone or sends something else.
        """
        while (message := self._complete()) is None:
            if end is not None and time.monotonic() > end:  # also while the other end never stops sending
                return None
            if not self._take(_left(end)):
                return None
        return message

    def poll(self) -> tuple[Incoming, bytes] | None:
        """Return the next record with its payload if it is there already; raise `EOFError` as `receive` does."""
        message = self._complete()
        while message is None and self._take(0.0):
            message = self._complete()
        return message

    def receive_first(self) -> tuple[Incoming, bytes, int | None]:
        """Wait for the first message of a connection; return it with the file descriptor that came along, if any."""
        descriptor = None
        while (message := self._complete()) is None:
            try:
                data, passed, *_ = socket.recv_fds(self.connection, CHUNK, 1)
            except OSError as error:
                raise EOFError from error
            descriptor = passed[0] if passed else descriptor
            self._append(data)
        return *message, descriptor

    def close(self) -> None:
        """Close the socket."""
        self.connection.close()

    def _complete(self) -> tuple[Incoming, bytes] | None:
        """Take a whole frame from what was received."""
        if len(self._received) < LENGTHS.size:
            return None
        head, payload = LENGTHS.unpack_from(self._received)
        if max(head, payload) > MAX_FRAME:
            raise EOFError
        begin, end = LENGTHS.size, LENGTHS.size + head + payload
        if len(self._received) < end:
            return None
        try:
            record = self._decoder.decode(memoryview(self._received)[begin : begin + head])
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            raise EOFError from error
        if isinstance(record, Display) and _is_deep((record.data, record.metadata)):
            raise EOFError
        data = bytes(memoryview(self._received)[begin + head : end])
        del self._received[:end]
        return record, data

    def _take(self, seconds: float | None) -> bool:
        """Receive what is there; False if nothing comes within `seconds`."""
        try:
            if not select.select([self.connection], [], [], seconds)[0]:
                return False
            self._append(self.connection.recv(CHUNK))
        except (OSError, ValueError) as error:  # ValueError: this end was closed
            raise EOFError from error
        return True

    def _append(self, data: bytes) -> None:
        if not data:
            raise EOFError
        self._received += data


def _is_deep(value: Any) -> bool:
    """Tell whether containers stand inside each other deeper than `MAX_DEPTH`."""
    level = [value]
    for _ in range(MAX_DEPTH):
        inner = [list(item.values()) if isinstance(item, dict) else item for item in level]
        level = [held for items in inner if isinstance(items, list | tuple) for held in items]
        if not level:
            return False
    return True


def _left(end: float | None) -> float | None:
    return None if end is None else max(0.0, end - time.monotonic())
