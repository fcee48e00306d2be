"""Where a runner's outputs go: messages to its owner; Python's streams and file descriptors 1 and 2 lead there.

What a child process or a library writes past Python's streams is collected in files in memory, so that nothing waits
for a reader and no thread is needed.
"""

from __future__ import annotations

import io
import json
import os
import socket
import sys
import tempfile
import threading
import time
from typing import Any

PAUSE, CHUNK = 0.05, 32_768
"""Printed text is sent after so many seconds or characters, at the latest when the cell ends."""


class OutputStreams:
    """Sends messages through `connection`; text from the process's own file descriptors 1 and 2 goes along."""

    def __init__(self, connection: socket.socket) -> None:
        """Put files in memory under descriptors 1 and 2, and streams that send before Python's."""
        self.connection, self.pid, self.lock = connection, os.getpid(), threading.RLock()
        self.name, self.text, self.length, self.sent = "stdout", [], 0, 0.0
        self.native = {name: _file_in_memory(name, descriptor) for name, descriptor in (("stdout", 1), ("stderr", 2))}
        self.read = dict.fromkeys(self.native, 0)
        sys.stdout, sys.stderr = Stream(self, "stdout", 1), Stream(self, "stderr", 2)

    def send(self, msg_type: str, content: dict[str, Any], payload: bytes = b"") -> None:
        """Send one message, after the text that was printed before it."""
        with self.lock:
            self.flush()
            self._send(msg_type, content, payload)

    def write(self, name: str, text: str) -> None:
        """Take printed text; send it now and then."""
        with self.lock:
            if name != self.name:
                self.flush()
            self.name = name
            self.text.append(text)
            self.length += len(text)
            if self.length > CHUNK or time.monotonic() - self.sent > PAUSE:
                self.flush()

    def flush(self) -> None:
        """Send all text that is held back."""
        with self.lock:
            text, self.text, self.length = "".join(self.text), [], 0
            if text:
                self.sent = time.monotonic()
                self._send("stream", {"name": self.name, "text": text})

    def flush_native(self) -> None:
        """Send what child processes and libraries wrote past Python's streams."""
        for name, descriptor in self.native.items():
            size = os.fstat(descriptor).st_size
            if size > self.read[name]:
                data = os.pread(descriptor, size - self.read[name], self.read[name])
                self.read[name] = size
                self.write(name, data.decode(errors="replace"))

    def _send(self, msg_type: str, content: dict[str, Any], payload: bytes = b"") -> None:
        if os.getpid() == self.pid:
            message = {"msg_type": msg_type, "content": content} | ({"size": len(payload)} if payload else {})
            self.connection.sendall(json.dumps(message).encode() + b"\n" + payload)


def _file_in_memory(name: str, descriptor: int) -> int:
    """Let `descriptor` append to a new file in memory; return a descriptor of its own to read it by."""
    try:
        file = os.memfd_create(name)
    except PermissionError:  # behind walls, where folders in memory are watched and this would not be
        file = os.open(tempfile.gettempdir(), os.O_TMPFILE | os.O_RDWR, 0o600)
    writing = os.open(f"/proc/self/fd/{file}", os.O_WRONLY | os.O_APPEND)
    os.dup2(writing, descriptor)
    os.close(writing)
    return file


class Stream(io.TextIOBase):
    """What a cell finds as `sys.stdout` or `sys.stderr`. A forked child's text goes to the file descriptor."""

    encoding, errors = "UTF-8", "strict"

    def __init__(self, outlet: OutputStreams, name: str, descriptor: int) -> None:
        """Send as `name` through `outlet`."""
        self._outlet, self._descriptor, self.name = outlet, descriptor, f"<{name}>"
        self._stream = name

    def fileno(self) -> int:
        """Return the descriptor that child processes may be given."""
        return self._descriptor

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, text: str) -> int:
        """Take text; return its length."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if os.getpid() == self._outlet.pid:
            self._outlet.write(self._stream, text)
        else:
            os.write(self._descriptor, text.encode(errors="replace"))
        return len(text)

    def flush(self) -> None:
        """Send what is held back."""
        self._outlet.flush()
