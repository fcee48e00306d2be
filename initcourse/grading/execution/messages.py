"""Messages over a socket: a JSON object on a line, and as many bytes after it as its `size` says.

`process` speaks by it with the processes that run cells, `runner` with whoever started it. What the other end sends
may be anything: it is bounded, and whatever is no message counts as the end of the talk.
"""

from __future__ import annotations

import json
import select
import socket
import time
from typing import Any

MAX_MESSAGE = 64 * 2**20
"""Bytes of one message at most: a picture or a model of the course has a hundredth of it."""

CHUNK = 1 << 16
"""Bytes to receive at once; for more, memory would be asked of the system every time."""


class MessageChannel:
    """One end of a socket."""

    def __init__(self, connection: socket.socket) -> None:
        """Use the socket; whoever opened it closes it."""
        self.connection = connection
        self._received, self._searched = bytearray(), 0

    @property
    def waiting(self) -> bool:
        """Whether something was received already that `receive` has not returned."""
        return bool(self._received)

    def send(self, message: dict[str, Any], payload: bytes = b"", end: float | None = None) -> None:
        """Send one message; raise `EOFError` if the other end is gone, or takes it not before the time `end`."""
        if payload:
            message = message | {"size": len(payload)}
        data = memoryview(json.dumps(message).encode() + b"\n" + payload)
        while data:
            try:
                data = data[self.connection.send(data, socket.MSG_DONTWAIT) :]
            except BlockingIOError:
                if not select.select([], [self.connection], [], _left(end))[1]:
                    raise EOFError from None
            except OSError as error:
                raise EOFError from error

    def receive(self, end: float | None = None) -> dict[str, Any] | None:
        """Return the next message, with its bytes as "payload", or None at the time `end` of the monotonic clock.

        Raises `EOFError` if the other end is gone or speaks something else.
        """
        while (line := self._line()) is None:
            if not self._take(end):
                return None
        try:
            message = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise EOFError from error
        size = message.get("size", 0) if isinstance(message, dict) else None
        if type(size) is not int or not 0 <= size <= MAX_MESSAGE:
            raise EOFError
        while len(self._received) < size:
            if not self._take(end):
                raise EOFError  # half a message: the rest would be taken for another
        message["payload"] = bytes(self._received[:size])
        del self._received[:size]
        return message

    def _line(self) -> bytes | None:
        """Take a complete line from what was received."""
        found = self._received.find(b"\n", self._searched)
        if found < 0:
            self._searched = len(self._received)
            if self._searched > MAX_MESSAGE:
                raise EOFError
            return None
        line = bytes(self._received[:found])
        del self._received[: found + 1]
        self._searched = 0
        return line

    def _take(self, end: float | None) -> bool:
        """Receive what is there; False at the time `end`, also while the other end never stops talking."""
        if end is not None and time.monotonic() > end:
            return False
        try:
            if not select.select([self.connection], [], [], _left(end))[0]:
                return False
            data = self.connection.recv(CHUNK)
        except (OSError, ValueError) as error:  # ValueError: this end was closed
            raise EOFError from error
        if not data:
            raise EOFError
        self._received += data
        return True


def _left(end: float | None) -> float | None:
    return None if end is None else max(0.0, end - time.monotonic())
