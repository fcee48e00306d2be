"""A forked process that runs cells as a Jupyter kernel does, without its messages, which cost more than most cells.

`forkserver` calls `run_cells` in a fork; `process` is on the other end of the connection. It sends one request a
message: `{"code", "count"}` to run a cell, `{"files"}` to write files, `{"look"}` and `{"call"}` for the judge (see
`student`), `{"begin"}` to be a judge itself (see `judge`). It reads what ipykernel would have published
(`{"msg_type", "content"}`), at last an `execute_reply` or an `answer`.
The shell, its display and its errors are ipykernel's own; only where they are sent is not.
"""

from __future__ import annotations

import asyncio
import builtins
import contextlib
import gc
import getpass
import os
import signal
import socket
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from initcourse.grading.execution.messages import MessageChannel
from initcourse.grading.execution.worker.streams import OutputStreams
from initcourse.grading.execution.worker.student import call, look_up

GARBAGE = (50_000, 20, 100)
"""When garbage is looked for: among Keras' many objects each look is a long one, and no process lives for long."""


def run_cells(connection: socket.socket, seed: int | None) -> int:
    """Run what comes through `connection` until it closes; return the exit status."""
    from initcourse.grading.execution.worker.startup import settle

    if "" not in sys.path:
        sys.path.insert(0, "")  # modules handed in beside the notebook
    gc.set_threshold(*GARBAGE)
    outlet = OutputStreams(connection)
    shell = _new_shell(outlet)
    settle(shell, seed)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for a cell that runs
    asyncio.run(_serve(connection, outlet, shell))
    return 0


def _new_shell(outlet: OutputStreams) -> Any:
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


async def _serve(connection: socket.socket, outlet: OutputStreams, shell: Any) -> None:
    """Answer one request after the other; what a cell left in the event loop runs in between."""
    from initcourse.grading.execution.worker.judge import Judge

    wire, readable = MessageChannel(connection), asyncio.Event()
    judge = Judge(shell, outlet, wire)
    asyncio.get_running_loop().add_reader(connection, readable.set)  # it stays one that blocks, for threads that print
    with contextlib.suppress(EOFError):
        while not shell.exit_now:
            if not wire.waiting:
                readable.clear()
                await readable.wait()
            await _answer(wire.receive(), outlet, shell, judge)


async def _answer(request: dict[str, Any], outlet: OutputStreams, shell: Any, judge: Any) -> None:
    """Do what is asked and say so."""
    pass  # IMPORTS

    outlet.sent = 0.0
    if "begin" in request:
        judge.begin(request["begin"])
    elif "files" in request:
        _write_files(request["files"], request["payload"])
    elif "look" in request:
        outlet.send("answer", *look_up(request["look"], shell.user_ns))
    elif "call" in request:
        with _interruptible(), _no_input():
            content, payload = call(shell.user_ns[request["call"]], request["payload"])
        shell.events.trigger("post_execute")  # figures that the function drew
        outlet.flush_native()
        outlet.send("answer", content, payload)
    else:
        judge.know(request.get("found", {}), request["payload"])
        shell.execution_count = request.get("count", shell.execution_count)
        reply = await _run_cell(shell, request["code"])
        outlet.flush_native()
        outlet.send("execute_reply", reply)


def _write_files(sizes: dict[str, int], payload: bytes) -> None:
    """Write files, given by their relative paths and sizes, into the working directory."""
    for name, size in sizes.items():
        with contextlib.suppress(OSError):  # a name that does not fit here is the hand-in's own trouble
            os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
            with open(name, "wb") as file:
                file.write(payload[:size])
        payload = payload[size:]


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
