"""One framing for every message between processes: records in MessagePack, with a payload apart from them.

Every end of every socket is a `MessageChannel`. A frame is two lengths of four bytes each (big-endian), a record in
MessagePack, and a payload: bytes that this module does not look into, such as a value of the codec or files. What
the other end sends may be anything: a record is small and decoded by msgspec, which validates its type while it
decodes, and the payload is bounded; anything else counts as the end of the conversation.

Text that a process captured or a person wrote travels as bytes where it may hold what UTF-8 cannot (file names, code,
environment variables); lone surrogates in outputs are replaced.
"""

from __future__ import annotations

import select
import socket
import struct
import time
from typing import Any, ClassVar, Generic, TypeVar

import msgspec

MAX_RECORD = 1 << 20
"""Bytes of a record: what is large travels in the payload, where nothing is built of it."""

MAX_PAYLOAD = 128 << 20
"""Bytes of a payload: the files of a hand-in are the largest."""

CHUNK = 1 << 16
"""Bytes to receive at once; for more, memory would be asked of the system every time."""

LENGTHS = struct.Struct("!II")


class Record(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """One message, told apart from others by its tag, the class's name; its payload has at most `max_payload` bytes."""

    max_payload: ClassVar[int] = MAX_PAYLOAD


Incoming = TypeVar("Incoming", bound=Record)


class MessageChannel(Generic[Incoming]):
    """One end of a stream socket, which receives records of the types in `accepts`, a union of `Record`s.

    A record has at most `MAX_RECORD` bytes, a payload at most `max_payload` and what its record's type allows;
    `oversized` says that one had more, which ends the conversation. `total` counts the bytes that were received,
    `count` the messages that `receive` has returned.
    """

    def __init__(self, connection: socket.socket, accepts: Any, max_payload: int = MAX_PAYLOAD) -> None:
        self.connection, self.max_payload = connection, max_payload
        self.oversized = False
        self._decoder = msgspec.msgpack.Decoder(accepts)
        self._received = bytearray()
        self._record: Incoming | None = None  # its payload, of `_size` bytes, is awaited
        self._size = 0
        self.total = self.count = 0

    @property
    def waiting(self) -> bool:
        """Whether something was received already that `receive` has not returned."""
        return bool(self._received) or self._record is not None

    def send(self, record: Record, payload: bytes = b"", end: float | None = None, passed: int | None = None) -> None:
        """Send one message, and a copy of the file descriptor `passed` along with it.

        Raises `EOFError` if the other end is gone, or has not taken it at the time `end` of the monotonic clock, and
        `ValueError` if the record is larger than the other end takes.
        """
        head = msgspec.msgpack.encode(record)
        if len(head) > MAX_RECORD:
            raise ValueError(f"a record of {len(head):,} bytes cannot be sent")
        frame = LENGTHS.pack(len(head), len(payload)) + head
        if len(payload) <= CHUNK:
            frame, payload = frame + payload, b""
        try:
            sent = socket.send_fds(self.connection, [frame], [passed]) if passed is not None else 0
        except OSError as error:
            raise EOFError from error
        self._send_all(memoryview(frame)[sent:], end)
        self._send_all(memoryview(payload), end)

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

    def _send_all(self, rest: memoryview, end: float | None) -> None:
        while rest:
            try:
                rest = rest[self.connection.send(rest, socket.MSG_DONTWAIT) :]
            except BlockingIOError:
                if not select.select([], [self.connection], [], _left(end))[1]:
                    raise EOFError from None
            except OSError as error:
                raise EOFError from error

    def _complete(self) -> tuple[Incoming, bytes] | None:
        """Take a whole frame from what was received; its record is looked at before its payload has come."""
        if self._record is None:
            self._begin()
        if self._record is None or len(self._received) < self._size:
            return None
        record, self._record = self._record, None
        data = bytes(memoryview(self._received)[: self._size])
        del self._received[: self._size]
        self.count += 1
        return record, data

    def _begin(self) -> None:
        """Take lengths and record from what was received, if they are whole."""
        if len(self._received) < LENGTHS.size:
            return
        head, self._size = LENGTHS.unpack_from(self._received)
        self._require(head <= MAX_RECORD and self._size <= self.max_payload)
        end = LENGTHS.size + head
        if len(self._received) < end:
            return
        try:
            record = self._decoder.decode(memoryview(self._received)[LENGTHS.size : end])
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            raise EOFError from error
        self._require(self._size <= record.max_payload)
        del self._received[:end]
        self._record = record

    def _require(self, fits: bool) -> None:
        if not fits:
            self.oversized = True
            raise EOFError

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
        self.total += len(data)


def _left(end: float | None) -> float | None:
    return None if end is None else max(0.0, end - time.monotonic())
