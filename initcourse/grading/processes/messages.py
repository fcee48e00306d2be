"""What is said to a fork server and to a process that is confined to one call: records for a `MessageChannel`.

The owner of a server asks for a process on a connection of its own; the first record comes with the process's end of a
socket pair.
"""

from __future__ import annotations

from typing import Literal

from initcourse.grading.processes.channel import Record
from initcourse.grading.sandbox.bubblewrap import SandboxHandle


class ForkProgram(Record, frozen=True):
    """Fork a process, in `folder` and with this whole environment, in a sandbox if there is one, and call `program`.

    `program` is a function of ours as `module:name`; it is called with the process's end of the socket pair and with
    `argument`, and what it returns is the exit status.
    """

    program: str
    environment: dict[bytes, bytes]
    folder: str
    argument: int | None = None
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

    `cpu` is in seconds, with its waited-for children; `max_rss` in bytes; `excess` says what the
    process's sandbox used too much of, if it was killed for that.
    """

    status: int
    cpu: float = 0.0
    max_rss: int = 0
    excess: Literal["", "memory", "processes", "time"] = ""


# A driver asks a process that is confined to one call.


class ConfinedCall(Record, frozen=True):
    """Call the function `module:name` (payload: its argument) within `memory` bytes and `seconds` of computing time."""

    function: str
    memory: int
    seconds: int


class ConfinedResult(Record, frozen=True):
    """The function has returned (payload: what)."""


class ConfinedError(Record, frozen=True):
    """The function has raised an `error`; `memory`: because there was not enough."""

    error: str
    memory: bool = False


ToServer = ForkProgram | ForkListener | SendSignal
FromServer = Started | NotStarted | Ended
