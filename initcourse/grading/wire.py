"""Messages over a socket, one JSON object a line, with a time limit: the driver's end of a talk with a process."""

from __future__ import annotations

import json
import select
import socket
import time
from typing import Any


class Wire:
    """One end of a socket; what the other end sends may be anything."""

    def __init__(self, connection: socket.socket) -> None:
        """Use the socket; whoever opened it closes it."""
        self.connection, self._parts = connection, []
        self._lines: list[bytes] = []

    def send(self, message: dict[str, Any]) -> None:
        """Send one message; raise `EOFError` if the other end is gone."""
        try:
            self.connection.sendall(json.dumps(message).encode() + b"\n")
        except OSError as error:
            raise EOFError from error

    def receive(self, end: float | None = None) -> dict[str, Any] | None:
        """Return the next message, or None at the time `end` of the monotonic clock.

        Raises `EOFError` if the other end is gone or speaks something else.
        """
        if end is not None and time.monotonic() > end:  # also while the other end never stops talking
            return None
        while not self._lines:
            left = None if end is None else max(0.0, end - time.monotonic())
            if not select.select([self.connection], [], [], left)[0]:
                return None
            self._take()
        try:
            message = json.loads(self._lines.pop())
        except (ValueError, RecursionError) as error:
            raise EOFError from error
        if not isinstance(message, dict):
            raise EOFError
        return message

    def _take(self) -> None:
        """Read what is there; keep complete lines, the last one first."""
        try:
            data = self.connection.recv(1 << 20)
        except OSError as error:
            raise EOFError from error
        if not data:
            raise EOFError
        *lines, rest = data.split(b"\n")
        if lines:
            lines[0] = b"".join([*self._parts, lines[0]])
            self._parts = []
            self._lines = lines[::-1]
        self._parts.append(rest)
