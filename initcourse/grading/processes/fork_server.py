"""The owner's side of the fork server: start it, ask it for processes, learn how they ended and what they used.

A server (`worker.server`) starts when the first process is asked for, is started again if it has died, and ends with
the process that owns it. `execution` asks for processes that run cells and gives every thread a server; `confined` asks
for one call at a time.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from initcourse.grading.errors import CourseError
from initcourse.grading.processes.channel import MessageChannel
from initcourse.grading.processes.environment import kept_environment
from initcourse.grading.processes.messages import (
    Ended,
    ForkListener,
    ForkProgram,
    FromServer,
    NotStarted,
    SendSignal,
    Started,
)
from initcourse.grading.sandbox.bubblewrap import Sandbox

HUGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""Lets the C library ask for huge pages: the fewer pages a server has, the sooner it has forked."""

KILLED = Ended(status=-signal.SIGKILL)
"""What is known of a process whose server died, and took it along, without a word."""


class ForkedProcess:
    """A process that a fork server has forked; `pid` is its number outside any sandbox.

    `ended` is None while it is not known to have ended; then it says how, and what the process used.
    """

    def __init__(self, pid: int, channel: MessageChannel[FromServer]) -> None:
        self.pid = pid
        self.ended: Ended | None = None
        self._channel = channel

    def poll(self) -> int | None:
        """Return the exit status (minus the number of the signal that ended it), or None while it runs."""
        if self.ended is None:
            self._expect_end(self._channel.poll)
        return self.ended.status if self.ended else None

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the process's end and return its exit status; raise `subprocess.TimeoutExpired`."""
        if self.ended is None:
            self._expect_end(lambda: self._channel.receive(None if timeout is None else time.monotonic() + timeout))
        if self.ended is None:
            raise subprocess.TimeoutExpired("forked process", timeout or 0.0)
        return self.ended.status

    def send_signal(self, number: int) -> None:
        """Signal the process and what it has started; one that has ended already is left alone."""
        if self.poll() is None:
            try:
                self._channel.send(SendSignal(number=int(number)))
            except EOFError:
                self._end(KILLED)

    def kill(self) -> None:
        """End the process at once, with what it has started."""
        self.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """End the process by hanging up, and do not wait for it."""
        if self.ended is None:
            self._end(KILLED)

    def _expect_end(self, receive: Callable[[], tuple[FromServer, bytes] | None]) -> None:
        """Receive the news that the process has ended; a server that hangs up without a word has died with it."""
        try:
            message = receive()
        except EOFError:
            return self._end(KILLED)
        if message is not None:
            self._end(message[0] if isinstance(message[0], Ended) else KILLED)

    def _end(self, ended: Ended) -> None:
        self.ended = ended
        self._channel.close()


class ForkServer:
    """A fork server of this process's own, with `modules` imported; `env` is added to the variables that it keeps.

    One server serves one notebook at a time, so that two hand-ins are never mixed.
    """

    def __init__(self, modules: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        self.modules, self.env = tuple(modules), dict(env or {})
        self._process: subprocess.Popen[bytes] | ForkedProcess | None = None
        self._folder = ""
        self._end: Callable[[], object] = _nothing
        self._lock, self._closed = threading.Lock(), False

    @property
    def pid(self) -> int | None:
        """The server's process, or None while it does not run."""
        return self._process.pid if self._process and self._process.poll() is None else None

    @property
    def folder(self) -> str:
        """A folder of the server's own, which is removed with it; "" before the first start."""
        return self._folder

    @property
    def log(self) -> str:
        """What the server has written to its standard output and error."""
        path = Path(self._folder) / "log"
        return path.read_text(errors="replace") if self._folder and path.exists() else ""

    def start(self) -> None:
        """Start the server if it does not run; processes may be asked for while it still imports.

        Raises `CourseError` if it was closed.
        """
        with self._lock:
            if self._closed:
                raise CourseError("the fork server is closed")
            if self.pid is None:
                self._end()
                self._start()

    def fork(
        self,
        program: str,
        environment: Mapping[str, str],
        folder: str,
        argument: int | None = None,
        sandbox: Sandbox | None = None,
    ) -> tuple[ForkedProcess, socket.socket]:
        """Return a new process that runs `program` (see `messages.ForkProgram`), and our end of its socket pair.

        With a `sandbox` it runs inside, and `folder` is a folder there; whoever built the sandbox closes it when the
        process has ended. Raises `CourseError` with the server's last words if it cannot start, and with the reason if
        the process cannot, such as a sandbox that cannot be entered.
        """
        ours, theirs = socket.socketpair()
        try:
            request = ForkProgram(
                program=program,
                environment={os.fsencode(name): os.fsencode(value) for name, value in environment.items()},
                folder=str(folder),
                argument=argument,
                sandbox=sandbox.handle() if sandbox else None,
            )
            return self._fork(lambda: request, theirs), ours
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()

    def fork_listener(self) -> tuple[str, ForkedProcess]:
        """Return the folder in which another fork server listens, and its process; the folder is gone with this one."""
        folders: list[str] = []

        def request() -> ForkListener:
            folders.append(tempfile.mkdtemp(prefix="server-", dir=self._folder))
            return ForkListener(address=f"{folders[-1]}/socket")

        process = self._fork(request)
        return folders[-1], process

    def close(self) -> None:
        """End the server and all its processes, for good."""
        with self._lock:
            self._closed = True
            self._end()

    def _fork(
        self, request: Callable[[], ForkProgram | ForkListener], passed: socket.socket | None = None
    ) -> ForkedProcess:
        """Return the process that is asked for; it inherits the socket that is `passed`."""
        for _ in range(2):  # a server that died between two requests costs one more try
            self.start()
            process = _request_process(Path(self._folder), request(), passed)
            if process is not None:
                return process
            if self._process:
                _see_it_end(self._process)
        raise CourseError(f"the fork server does not start: {self.last_words()}")

    def _start(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="initcourse-")
        with socket.socket(socket.AF_UNIX) as listener, open(f"{self._folder}/log", "wb") as log:
            listener.bind(f"{self._folder}/socket")
            listener.listen(16)
            command = [sys.executable, "-m", "initcourse.grading.processes.worker.server", str(listener.fileno())]
            process = subprocess.Popen(
                [*command, *self.modules],
                cwd=self._folder,  # no file of the owner's folder is taken for a module to import
                env={**kept_environment(), **HUGE_PAGES, "PYTHONHASHSEED": "0", **self.env},
                pass_fds=[listener.fileno()],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,  # an interrupt in the terminal is the owner's to handle
            )
        self._process = process
        self._end = weakref.finalize(self, _end_server, process, self._folder)

    def last_words(self) -> str:
        """Return the last line that the server has written, for an error message."""
        lines = self.log.strip().splitlines()
        return lines[-1] if lines else "it printed nothing"


class ForkedServer(ForkServer):
    """A fork server forked from another, `root`, so that a class needs the imports only once."""

    def __init__(self, root: ForkServer) -> None:
        super().__init__(root.modules, root.env)
        self.root = root

    def _start(self) -> None:
        self._folder, process = self.root.fork_listener()
        self._process = process
        self._end = weakref.finalize(self, _hang_up, process, self._folder)

    def last_words(self) -> str:
        """Return the root's last line: a forked server writes to the same log."""
        return self.root.last_words()


def _request_process(
    folder: Path, request: ForkProgram | ForkListener, passed: socket.socket | None
) -> ForkedProcess | None:
    """Ask the server in `folder` for a process; None if the server is gone.

    Raises `CourseError` if the server is there and the process does not come to its beginning.
    """
    connection = socket.socket(socket.AF_UNIX)
    channel: MessageChannel[FromServer] = MessageChannel(connection, FromServer)
    try:
        connection.connect(str(folder / "socket"))
        channel.send(request, passed=passed.fileno() if passed else None)
        answer = channel.receive()
    except (OSError, EOFError):
        answer = None
    reply = answer[0] if answer else None
    if isinstance(reply, Started):
        return ForkedProcess(reply.pid, channel)
    channel.close()
    if isinstance(reply, NotStarted):
        raise CourseError(f"a process cannot be started: {reply.reason}")
    if isinstance(reply, Ended):
        raise CourseError(f"a process cannot be started: it ended at once, with status {reply.status}")
    return None


def _see_it_end(process: subprocess.Popen[bytes] | ForkedProcess) -> None:
    """Wait for a server's end: it hangs up a little before it counts as dead. One that lives, unheard, is killed."""
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=5)


def _nothing() -> None:
    """End a server that has not started."""


def _hang_up(process: ForkedProcess, folder: str) -> None:
    process.close()
    shutil.rmtree(folder, ignore_errors=True)


def _end_server(process: subprocess.Popen[bytes], folder: str) -> None:
    if process.stdin:
        process.stdin.close()
    process.terminate()  # heeded while it imports only
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    shutil.rmtree(folder, ignore_errors=True)
