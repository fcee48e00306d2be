"""A forked process that runs cells as a Jupyter kernel does, without Jupyter's messages: they cost more than most cells.

`forkserver` calls `run_cells` in a fork; `execute` is on the other end of the connection. It sends `{"code"}` a line
and reads, a line each, what ipykernel would have published (`{"msg_type", "content"}`), at last an `execute_reply`.
The shell, its display and its errors are ipykernel's own; only where they are sent is not.
"""

from __future__ import annotations

import asyncio
import builtins
import contextlib
import getpass
import io
import json
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

PAUSE, CHUNK = 0.05, 32_768
"""Printed text is sent after so many seconds or characters, at the latest when the cell ends."""


def run_cells(connection: socket.socket, seed: int | None) -> int:
    """Run what comes through `connection` until it closes; return the exit status."""
    from initcourse.grading.warmkernel import settle

    if "" not in sys.path:
        sys.path.insert(0, "")  # modules handed in beside the notebook
    outlet = Outlet(connection)
    shell = _new_shell(outlet)
    settle(shell, seed)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for a cell that runs
    asyncio.run(_serve(connection, outlet, shell))
    return 0


class Outlet:
    """Sends messages through `connection`; text from the process's own file descriptors 1 and 2 goes along."""

    def __init__(self, connection: socket.socket) -> None:
        """Put files in memory under descriptors 1 and 2, and streams that send before Python's."""
        self.connection, self.pid, self.lock = connection, os.getpid(), threading.RLock()
        self.name, self.text, self.length, self.sent = "stdout", [], 0, 0.0
        self.native = {name: _file_in_memory(name, descriptor) for name, descriptor in (("stdout", 1), ("stderr", 2))}
        self.read = dict.fromkeys(self.native, 0)
        sys.stdout, sys.stderr = Stream(self, "stdout", 1), Stream(self, "stderr", 2)

    def send(self, msg_type: str, content: dict[str, Any]) -> None:
        """Send one message, after the text that was printed before it."""
        with self.lock:
            self.flush()
            self._send(msg_type, content)

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

    def _send(self, msg_type: str, content: dict[str, Any]) -> None:
        if os.getpid() == self.pid:
            self.connection.sendall(json.dumps({"msg_type": msg_type, "content": content}).encode() + b"\n")


def _file_in_memory(name: str, descriptor: int) -> int:
    """Let `descriptor` append to a new file in memory; return a descriptor of its own to read it by."""
    file = os.memfd_create(name)
    writing = os.open(f"/proc/self/fd/{file}", os.O_WRONLY | os.O_APPEND)
    os.dup2(writing, descriptor)
    os.close(writing)
    return file


class Stream(io.TextIOBase):
    """What a cell finds as `sys.stdout` or `sys.stderr`. A forked child's text goes to the file descriptor."""

    encoding, errors = "UTF-8", "strict"

    def __init__(self, outlet: Outlet, name: str, descriptor: int) -> None:
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


def _new_shell(outlet: Outlet) -> Any:
    """Return ipykernel's shell, which sends to `outlet`."""
    from ipykernel.compiler import XCachingCompiler
    from ipykernel.zmqshell import ZMQInteractiveShell
    from jupyter_client.session import Session
    from traitlets.config import Config

    class OutletSession(Session):
        """A Jupyter session whose messages go to the outlet, unsigned and undated."""

        def msg(self, msg_type: str, content: dict | None = None, **_: Any) -> dict:
            return {"msg_type": msg_type, "header": {"msg_type": msg_type}, "parent_header": {}, "content": content}

        def send(
            self, stream: object, msg_or_type: dict | str, content: dict | None = None, *_: Any, **__: Any
        ) -> None:
            message = msg_or_type if isinstance(msg_or_type, dict) else self.msg(msg_or_type, content)
            outlet.send(message["msg_type"], message["content"])

    config = Config({"HistoryManager": {"enabled": False}, "IPKernelApp": {"connection_file": ""}})
    kernel = SimpleNamespace(eventloop=None)
    shell = ZMQInteractiveShell.instance(config=config, kernel=kernel, compiler_class=XCachingCompiler)
    shell.displayhook.session = shell.display_pub.session = OutletSession()
    shell.displayhook.topic = b"execute_result"
    return shell


async def _serve(connection: socket.socket, outlet: Outlet, shell: Any) -> None:
    """Answer one request after the other; what a cell left in the event loop runs in between."""
    received = b""
    while not shell.exit_now:
        while b"\n" not in received:
            await _readable(connection)
            data = connection.recv(1 << 20)
            if not data:
                return
            received += data
        line, _, received = received.partition(b"\n")
        outlet.sent = 0.0
        reply = await _run_cell(shell, json.loads(line)["code"])
        outlet.flush_native()
        outlet.send("execute_reply", reply)


async def _readable(connection: socket.socket) -> None:
    """Wait until there is something to read; the socket stays one that blocks, for threads that print."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    loop.add_reader(connection, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(connection)


async def _run_cell(shell: Any, code: str) -> dict[str, Any]:
    """Run one cell as ipykernel does; return the content of its reply."""
    with _no_input():
        try:
            transformed, failed = shell.transform_cell(code), None
        except Exception:
            transformed, failed = code, sys.exc_info()
        if shell.should_run_async(code, transformed_cell=transformed, preprocessing_exc_tuple=failed):
            result = await _run_async(shell, code, transformed, failed)
        else:
            with _interruptible():
                result = shell.run_cell(code, store_history=True)
    reply = {"status": "ok", "execution_count": shell.execution_count - 1}
    if not result.success or getattr(shell, "_last_traceback_during_displayhook", False):
        error = result.error_before_exec if result.error_before_exec is not None else result.error_in_exec
        told = {"ename": type(error).__name__, "evalue": str(error), "traceback": shell._last_traceback or []}
        reply |= {"status": "error"} | told
    return reply


async def _run_async(shell: Any, code: str, transformed: str, failed: tuple | None) -> Any:
    """Run a cell that awaits; an interrupt cancels it."""
    cell = shell.run_cell_async(code, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=failed)
    task, result = asyncio.ensure_future(cell), None
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, task.cancel)
    try:
        result = await task
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        shell.events.trigger("post_execute")
        shell.events.trigger("post_run_cell", result)
    return result


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Let an interrupt raise `KeyboardInterrupt`, unless the cell wants otherwise."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextlib.contextmanager
def _no_input() -> Iterator[None]:
    """Refuse to ask a person: there is none."""
    from IPython.core.error import StdinNotImplementedError

    def refuse(*_: Any, **__: Any) -> str:
        raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")

    before = builtins.input, getpass.getpass
    builtins.input = getpass.getpass = refuse
    try:
        yield
    finally:
        builtins.input, getpass.getpass = before
