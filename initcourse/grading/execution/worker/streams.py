"""Where the outputs of a process that runs cells go: to its owner; Python's streams and descriptors 1 and 2 lead there.

What a child process or a library writes past Python's streams is collected in files in memory, so that nothing waits
for a reader and no thread is needed.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import threading
import time
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from jupyter_client.jsonutil import json_default

from initcourse.grading.execution.messages import (
    MAX_ALT,
    MAX_FORMS,
    MAX_NAME,
    MAX_SHOWN,
    ClearOutput,
    Display,
    DisplayForm,
    DisplayKind,
    Output,
    Stream,
    shown_error,
)
from initcourse.grading.processes.channel import MessageChannel, Record

SECONDS, CHARACTERS = 0.05, 32_768
"""Printed text is sent after so many seconds or characters, at the latest when the cell ends."""


MAX_TEXT = MAX_SHOWN // 4
"""Characters of printed text that are sent at once; none takes more than four bytes."""


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
        message = output_message(kind, content)
        if message is not None:
            self.send(*message)

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
            for place in range(0, len(text), MAX_TEXT):
                self._send(*_stream(self._name, text[place : place + MAX_TEXT]))

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


def output_message(kind: str, content: Mapping[str, Any]) -> tuple[Output, bytes] | None:
    """Return record and payload of what IPython publishes as a Jupyter message; None for what no notebook keeps.

    Data become text, as they are stored in a notebook's file: bytes in base64, dates and JSON as text.
    """
    if kind == "stream":
        return _stream(content["name"], content["text"])
    if kind in ("display_data", "execute_result", "update_display_data"):
        return _display(kind, content)  # type: ignore[arg-type]  # mypy does not narrow a text by `in`
    if kind == "clear_output":
        return ClearOutput(wait=bool(content.get("wait"))), b""
    if kind == "error":
        lines = [utf8_text(line) for line in content["traceback"]]
        return shown_error(utf8_text(content["ename"]), utf8_text(content["evalue"]), lines), b""
    return None


def _display(kind: DisplayKind, content: Mapping[str, Any]) -> tuple[Display, bytes]:
    sizes = content.get("metadata") or {}
    texts = {str(name): _form_text(value).encode() for name, value in list(content["data"].items())[:MAX_FORMS]}
    forms = [
        DisplayForm(kind=utf8_text(name)[:MAX_NAME], size=len(text), **_picture_size(sizes.get(name)))
        for name, text in texts.items()
    ]
    identity = (content.get("transient") or {}).get("display_id")
    record = Display(
        kind=kind,
        forms=forms,
        display_id=None if identity is None else utf8_text(str(identity))[:MAX_NAME],
        execution_count=content["execution_count"] if kind == "execute_result" else None,
    )
    return record, b"".join(texts.values())[:MAX_SHOWN]


def _form_text(value: Any) -> str:
    """Return a form of what is displayed as text."""
    if isinstance(value, str):
        return utf8_text(value)
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return utf8_text(json.dumps(value, default=json_default, ensure_ascii=False))


def _picture_size(metadata: Any) -> dict[str, Any]:
    """Return the fields of a form's metadata that a page shows."""
    fields = metadata if isinstance(metadata, Mapping) else {}
    sizes = {name: fields[name] for name in ("width", "height") if type(fields.get(name)) is int}
    return sizes | ({"alt": utf8_text(fields["alt"])[:MAX_ALT]} if isinstance(fields.get("alt"), str) else {})


def _stream(name: str, text: str) -> tuple[Stream, bytes]:
    return Stream(name="stderr" if name == "stderr" else "stdout"), utf8_text(text).encode()
