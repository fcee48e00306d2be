"""Where the outputs of a process that runs cells go: to its owner; Python's streams and descriptors 1 and 2 lead there.

What a child process or a library writes past Python's streams is collected in files in memory, so that nothing waits
for a reader and no thread is needed.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from typing import Any

from jupyter_client.jsonutil import json_default

from initcourse.grading.execution.messages import (
    ClearOutput,
    Display,
    DisplayKind,
    ErrorShown,
    Output,
    Stream,
)
from initcourse.grading.processes.channel import MessageChannel, Record

SECONDS, CHARACTERS = 0.05, 32_768
"""Printed text is sent after so many seconds or characters, at the latest when the cell ends."""


class OutputStreams:
    """Sends records through `channel`; text written to Python's streams and to descriptors 1 and 2 goes along."""

    def __init__(self, channel: MessageChannel[Any]) -> None:
        """Put files in memory under descriptors 1 and 2, and streams that send in the place of Python's."""
        self.channel, self.pid, self.lock = channel, os.getpid(), threading.RLock()
        self._name, self._text, self._length, self._sent = "stdout", list[str](), 0, 0.0
        self._native = {name: _file_in_memory(name, descriptor) for name, descriptor in (("stdout", 1), ("stderr", 2))}
        self._read = dict.fromkeys(self._native, 0)
        sys.stdout, sys.stderr = TextStream(self, "stdout", 1), TextStream(self, "stderr", 2)

    def send(self, record: Record, payload: bytes = b"") -> None:
        """Send one record, after the text that was printed before it."""
        with self.lock:
            self.flush()
            self._send(record, payload)

    def publish(self, kind: str, content: Mapping[str, Any]) -> None:
        """Send what IPython publishes as a Jupyter message of this kind; what no notebook keeps is dropped."""
        record = output_record(kind, content)
        if record is not None:
            self.send(record)

    def write(self, name: str, text: str) -> None:
        """Take printed text; send it now and then."""
        with self.lock:
            if name != self._name:
                self.flush()
            self._name = name
            self._text.append(text)
            self._length += len(text)
            if self._length > CHARACTERS or time.monotonic() - self._sent > SECONDS:
                self.flush()

    def flush(self) -> None:
        """Send all text that is held back."""
        with self.lock:
            text, self._text, self._length = "".join(self._text), [], 0
            if text:
                self._sent = time.monotonic()
                self._send(_stream(self._name, text))

    def flush_native(self) -> None:
        """Send what child processes and libraries wrote past Python's streams."""
        for name, descriptor in self._native.items():
            size = os.fstat(descriptor).st_size
            if size > self._read[name]:
                data = os.pread(descriptor, size - self._read[name], self._read[name])
                self._read[name] = size
                self.write(name, data.decode(errors="replace"))

    def send_soon(self) -> None:
        """Let the next text be sent at once."""
        self._sent = 0.0

    def _send(self, record: Record, payload: bytes = b"") -> None:
        if os.getpid() == self.pid:
            self.channel.send(record, payload)


def _file_in_memory(name: str, descriptor: int) -> int:
    """Let `descriptor` append to a new file in memory; return a descriptor of its own to read it by."""
    try:
        file = os.memfd_create(name)
    except PermissionError:  # in a sandbox, where folders in memory are watched and this would not be
        file = os.open(tempfile.gettempdir(), os.O_TMPFILE | os.O_RDWR, 0o600)
    writing = os.open(f"/proc/self/fd/{file}", os.O_WRONLY | os.O_APPEND)
    os.dup2(writing, descriptor)
    os.close(writing)
    return file


class TextStream(io.TextIOBase):
    """What a cell finds as `sys.stdout` or `sys.stderr`. A forked child's text goes to the file descriptor."""

    encoding, errors = "UTF-8", "strict"

    def __init__(self, streams: OutputStreams, name: str, descriptor: int) -> None:
        self._streams, self._stream, self._descriptor = streams, name, descriptor
        self.name = f"<{name}>"

    def fileno(self) -> int:
        """Return the descriptor that child processes may be given."""
        return self._descriptor

    def writable(self) -> bool:
        """Return True: `io.TextIOBase` asks."""
        return True

    def write(self, text: str) -> int:
        """Take text; return its length."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if os.getpid() == self._streams.pid:
            self._streams.write(self._stream, text)
        else:
            os.write(self._descriptor, text.encode(errors="replace"))
        return len(text)

    def flush(self) -> None:
        """Send what is held back."""
        self._streams.flush()


def utf8_text(text: str) -> str:
    """Return text that UTF-8 can hold: a lone surrogate becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def output_record(kind: str, content: Mapping[str, Any]) -> Output | None:
    """Return the record of what IPython publishes as a Jupyter message; None for messages that no notebook keeps.

    Data become what JSON can hold, as Jupyter does it: bytes in base64, dates as text.
    """
    if kind == "stream":
        return _stream(content["name"], content["text"])
    if kind in ("display_data", "execute_result", "update_display_data"):
        display_kind: DisplayKind = kind  # type: ignore[assignment]  # mypy does not narrow a text by `in`
        plain = _plain({"data": content["data"], "metadata": content.get("metadata") or {}})
        identity = (content.get("transient") or {}).get("display_id")
        count = content["execution_count"] if kind == "execute_result" else None
        return Display(
            kind=display_kind,
            data=plain["data"],
            metadata=plain["metadata"],
            display_id=None if identity is None else utf8_text(identity),
            execution_count=count,
        )
    if kind == "clear_output":
        return ClearOutput(wait=bool(content.get("wait")))
    if kind == "error":
        lines = [utf8_text(line) for line in content["traceback"]]
        return ErrorShown(ename=utf8_text(content["ename"]), evalue=utf8_text(content["evalue"]), traceback=lines)
    return None


def _plain(value: Any) -> Any:
    """Return a displayed value as what JSON can hold."""
    if isinstance(value, str):
        return utf8_text(value)
    if isinstance(value, Mapping):
        return {utf8_text(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    return _plain(json_default(value))


def _stream(name: str, text: str) -> Stream:
    return Stream(name="stderr" if name == "stderr" else "stdout", text=utf8_text(text))
