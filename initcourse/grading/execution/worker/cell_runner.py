"""A forked process that runs cells as a Jupyter kernel does, without its messages, which cost more than most cells.

`server` calls `run_cells` in a fork; `cell_process.CellProcess` is at the other end of the connection. The process gets
one request after the other (`messages.ToRunner`), sends outputs while it works, and then one answer. The same program
serves as a student's process and as the judge: `student` answers what the judge asks of the former, and `judge` gives
the latter its remote functions. The shell, its display and its errors are ipykernel's own; only where they are sent is
not.
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
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any
from zlib import crc32

from initcourse.grading.codec.lazy_models import make_networks_lazily
from initcourse.grading.execution.messages import (
    AttachedFile,
    CallFunction,
    CellEnded,
    ErrorShown,
    LookUp,
    NamesFound,
    Returned,
    RunCell,
    ToRunner,
    UseHints,
    WriteFiles,
    shown_error,
)
from initcourse.grading.execution.worker.judge import Judge
from initcourse.grading.execution.worker.startup import prepare_shell
from initcourse.grading.execution.worker.streams import OutputStreams, utf8_text
from initcourse.grading.execution.worker.student import call, look_up
from initcourse.grading.processes.channel import MessageChannel
from initcourse.grading.sandbox.enter import limit_growth
from initcourse.hints import use_table

JUDGE_MEMORY = 1 << 30
"""Bytes that the judge may take beyond what it was forked with: a student's answers are compared in it."""

GC_THRESHOLDS = (50_000, 20, 100)
"""When garbage is looked for: among Keras' many objects each search is long, and no process lives for long."""


def run_cells(connection: socket.socket, seed: int | None) -> int:
    """Run what comes through `connection` until it closes; return the exit status."""
    return _serve(connection, seed, judges=False)


def run_tests(connection: socket.socket, seed: int | None) -> int:
    """Run test cells as `run_cells` does, in no more memory than testing a hand-in takes; return the exit status."""
    limit_growth(JUDGE_MEMORY)
    make_networks_lazily()
    return _serve(connection, seed, judges=True)


def _serve(connection: socket.socket, seed: int | None, *, judges: bool) -> int:
    _import_from_working_directory()
    gc.set_threshold(*GC_THRESHOLDS)
    channel: MessageChannel[Any] = MessageChannel(connection, ToRunner)
    streams = OutputStreams(channel)
    shell = _new_shell(streams, judges=judges)
    prepare_shell(shell, seed)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for a cell that runs
    asyncio.run(_CellRunner(channel, streams, shell, judges=judges).serve())
    return 0


def _import_from_working_directory() -> None:
    """Let modules be imported that were handed in, from where a Jupyter kernel looks for them: before packages."""
    packages = ("site-packages", "dist-packages")
    place = next((i for i, path in enumerate(sys.path) if os.path.basename(path) in packages), 0)
    sys.path.insert(place, "")


def _new_shell(streams: OutputStreams, *, judges: bool) -> Any:
    """Return ipykernel's shell, which sends to `streams`; a judge's gives cells simpler names."""
    from ipykernel.compiler import XCachingCompiler, get_tmp_directory
    from ipykernel.zmqshell import ZMQInteractiveShell
    from jupyter_client.session import Session
    from traitlets.config import Config

    class StreamsSession(Session):
        """A Jupyter session whose messages go to the streams, unsigned and undated."""

        def msg(self, msg_type: str, content: Any = None, *_: Any, **__: Any) -> dict[str, Any]:
            return {"msg_type": msg_type, "header": {"msg_type": msg_type}, "parent_header": {}, "content": content}

        def send(self, stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **__: Any) -> None:
            message = msg_or_type if isinstance(msg_or_type, dict) else self.msg(msg_or_type, content)
            streams.publish(message["msg_type"], message["content"])

    class QuickCompiler(XCachingCompiler):
        """ipykernel's compiler, which names cells by a checksum that takes Python milliseconds to compute."""

        def get_code_name(self, raw_code: str, code: str, number: int) -> str:
            return os.path.join(get_tmp_directory(), f"{crc32(raw_code.encode('utf-8', 'surrogatepass'))}.py")

    class GradingShell(ZMQInteractiveShell):
        """ipykernel's shell where nobody looks: no windows, and no end before the last cell."""

        def enable_gui(self, gui: Any = None) -> None:
            """Do nothing: there is no screen, and no event loop that a window could join."""

        def enable_matplotlib(self, gui: str | None = None) -> Any:
            """Draw into the notebook, whatever is asked for: on the student's machine it may have been a window."""
            return super().enable_matplotlib("inline")

        def should_run_async(self, raw_cell: str, **known: Any) -> bool:
            """Compile a test cell to see whether it awaits something only if it has a word for that.

            A student's is compiled as in a kernel, which tells the compiler's warnings once more each time.
            """
            awaits = not judges or "await" in raw_cell or "async" in raw_cell
            return awaits and super().should_run_async(raw_cell, **known)

        def ask_exit(self) -> None:
            """Go on, and say so: `exit()` ends a notebook for whoever sits in front of it."""
            print("exit() and quit() end nothing while a notebook is graded")

    GradingShell.__name__ = GradingShell.__qualname__ = ZMQInteractiveShell.__name__
    config = Config({"HistoryManager": {"enabled": False}, "IPKernelApp": {"connection_file": ""}})
    kernel = SimpleNamespace(eventloop=None)
    compiler = QuickCompiler if judges else XCachingCompiler  # a message about syntax shows the name
    shell: Any = GradingShell.instance(config=config, kernel=kernel, compiler_class=compiler)
    shell.displayhook.session = shell.display_pub.session = StreamsSession()
    shell.displayhook.topic = b"execute_result"
    if not judges:
        shell.user_ns["hint"] = _no_hint
    return shell


def _no_hint() -> None:
    """Do nothing where nobody asks: in a student's kernel, importing the course makes `hint`."""


class _CellRunner:
    """Answers requests in IPython's `shell`; one that `judges` tells what it has doubts of."""

    def __init__(self, channel: MessageChannel[Any], streams: OutputStreams, shell: Any, *, judges: bool) -> None:
        self.channel, self.streams, self.shell, self.judges = channel, streams, shell, judges
        self.judge = Judge(shell, streams, channel)

    async def serve(self) -> None:
        """Answer one request after the other; what a cell left in the event loop runs in between."""
        readable, connection = asyncio.Event(), self.channel.connection
        asyncio.get_running_loop().add_reader(connection, readable.set)  # it blocks, for threads that print
        with contextlib.suppress(EOFError):
            while not self.shell.exit_now:
                if not self.channel.waiting:
                    readable.clear()
                    await readable.wait()
                if message := self.channel.receive():
                    await self._answer(*message)

    async def _answer(self, request: Any, payload: bytes) -> None:
        self.streams.send_soon()
        match request:
            case WriteFiles(files):
                _write_files(files, payload)
            case UseHints():
                use_table(payload.decode())
            case LookUp(number, names):
                kinds, values, near = look_up(names, self.shell.user_ns)
                self.streams.send(NamesFound(number=number, names=kinds, near=near), values)
            case CallFunction(number, name):
                with _interruptible(), _no_input():
                    result, near = call(self.shell.user_ns[name], payload)
                self.shell.events.trigger("post_execute")  # figures that the function drew
                self.streams.flush_native()
                self.streams.send(Returned(number=number, near=near), result)
            case RunCell(number, size, count, names, near):
                self.judge.bind(names, payload[size:], near)
                self.shell.execution_count = count
                error = await _run_cell(self.shell, payload[:size].decode("utf-8", "surrogatepass"))
                if self.judges:
                    self.judge.look_at(error)
                self.streams.flush_native()
                self.streams.send(CellEnded(number=number, error=error))


def _write_files(files: Sequence[AttachedFile], payload: bytes) -> None:
    """Write the files into the working directory."""
    rest = memoryview(payload)
    for file in files:
        name = os.fsdecode(file.name)
        with contextlib.suppress(OSError):  # a name that does not fit here costs the hand-in its file, nothing else
            os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
            with open(name, "wb") as written:
                written.write(rest[: file.size])
        rest = rest[file.size :]


async def _run_cell(shell: Any, code: str) -> ErrorShown | None:
    """Run one cell as ipykernel does; return the error with which it failed."""
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
    if result.success and not getattr(shell, "_last_traceback_during_displayhook", False):
        return None
    error = result.error_before_exec if result.error_before_exec is not None else result.error_in_exec
    lines = [utf8_text(line) for line in shell._last_traceback or []]  # noqa: SLF001  as ipykernel does
    return shown_error(utf8_text(type(error).__name__), utf8_text(str(error)), lines)


async def _run_async(shell: Any, code: str, transformed: str, failed: Any) -> Any:
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
    """Refuse to ask a person, for there is none: `input` is replaced while a cell runs, as ipykernel does it."""
    from IPython.core.error import StdinNotImplementedError

    def refuse(*_: Any, **__: Any) -> str:
        raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")

    before = builtins.input, getpass.getpass
    builtins.input = getpass.getpass = refuse
    try:
        yield
    finally:
        builtins.input, getpass.getpass = before
