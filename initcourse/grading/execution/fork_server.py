"""The owner's side of the fork server: start it, ask it for kernels, hear how they ended.

`provisioner` makes Jupyter use it. A server starts at the first kernel, is started again if it died, and ends with
the process that owns it.


A process that a fork server has forked, as its owner sees it: ask for it, signal it, hear what it cost."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from initcourse.grading.errors import CourseError
from initcourse.grading.execution.preload import MODULES, ONE_THREAD, kept_environment
from initcourse.grading.sandbox.bubblewrap import Sandbox


class Closeable(Protocol):
    """What a server keeps for its user, and closes with itself."""

    def close(self) -> None:
        """Give up what it holds."""


class ForkServer:
    """A fork server of this process's own, with `modules` imported; `env` is added to what is `imports.KEPT`.

    `kept` holds what its user wants to find again, such as a process that serves more than once.
    """

    def __init__(self, modules: Sequence[str] = MODULES, env: dict[str, str] | None = None) -> None:
        """Start nothing yet."""
        self.modules, self.env = tuple(modules), env or {}
        self.kept: dict[str, Closeable] = {}
        self._process: subprocess.Popen | None = None
        self._folder: str | None = None
        self._lock, self._closed = threading.Lock(), False

    @property
    def pid(self) -> int | None:
        """The server's process, or None while it does not run."""
        return self._process.pid if self._process and self._process.poll() is None else None

    @property
    def folder(self) -> str:
        """A folder of the server's own, which is gone with it."""
        return self._folder

    def fork(self, argv: Sequence[str], env: dict[str, str], cwd: str, seed: int | None = None) -> ForkedProcess:
        """Return a new kernel, which reads `argv` as ipykernel does; start the server if it does not run.

        Raises `CourseError` with the server's last words if it cannot start.
        """
        return self._ask(lambda: {"argv": list(argv), "env": env, "cwd": str(cwd), "seed": seed})

    def fork_runner(
        self, env: dict[str, str], cwd: str, seed: int | None, walls: Sandbox | None = None
    ) -> tuple[ForkedProcess, socket.socket]:
        """Return a new process that runs cells (see `runner`), and the socket to send them by; as `fork` otherwise.

        With `walls` it runs inside them, and so `cwd` is a folder there. Whoever built them closes them when it has
        ended; until then what it has started may be alive. Raises `CourseError` also if it cannot enter them.
        """
        ours, theirs = socket.socketpair()
        try:
            sandbox = {"walls": walls.request()} if walls else {}
            return self._ask(lambda: {"env": env, "cwd": str(cwd), "seed": seed, **sandbox}, theirs), ours
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()

    def _ask(self, request: Callable[[], dict], passed: socket.socket | None = None) -> ForkedProcess:
        """Return the process that answers what `request` returns, to whom a socket may be `passed`."""
        for _ in range(2):  # a server that died between two requests costs one more try
            self.start()
            process = request_process(Path(self._folder), request(), passed)
            if process is not None:
                return process
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=5)  # a process that dies hangs up a little before it counts as dead
        raise CourseError(f"the fork server does not start: {self._last_words()}")

    def start(self) -> None:
        """Start the server if it does not run; kernels may be asked for while it still imports.

        Raises `CourseError` if it was closed.
        """
        with self._lock:
            if self._closed:
                raise CourseError("the fork server is closed")
            if self.pid is None:
                self._clean_up()
                self._start()

    def _start(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="initcourse-")
        with socket.socket(socket.AF_UNIX) as listener, open(f"{self._folder}/log", "wb") as log:
            listener.bind(f"{self._folder}/socket")
            listener.listen(16)
            command = [sys.executable, "-m", "initcourse.grading.execution.worker.server", str(listener.fileno())]
            self._process = subprocess.Popen(
                [*command, *self.modules],
                cwd=self._folder,  # no file of the owner's folder is taken for a module to import
                env={**kept_environment(), "PYTHONHASHSEED": "0", **self.env},
                pass_fds=[listener.fileno()],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,  # an interrupt in the terminal is the owner's to handle
            )
        self._end = weakref.finalize(self, _end, self._process, self._folder)

    def close(self) -> None:
        """End the server and all its kernels, for good."""
        with self._lock:
            self._closed = True
            for held in list(self.kept.values()):  # whoever keeps something may do so this very moment
                held.close()
            self._clean_up()

    def _clean_up(self) -> None:
        if self._process is not None:
            self._end()

    def fork_server(self) -> tuple[str, ForkedProcess]:
        """Return the folder in which another server listens, and its process; the folder is gone with this server."""
        folders = []

        def request() -> dict:
            folders.append(tempfile.mkdtemp(prefix="slot-", dir=self._folder))
            return {"socket": f"{folders[-1]}/socket"}

        process = self._ask(request)
        return folders[-1], process

    def _last_words(self) -> str:
        log = Path(self._folder) / "log"
        lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
        return lines[-1] if lines else "it said nothing"


class ForkedServer(ForkServer):
    """A fork server forked from another, `root`, so that a class needs the imports only once."""

    def __init__(self, root: ForkServer) -> None:
        """Start nothing yet."""
        super().__init__(root.modules, root.env)
        self.root = root

    def _start(self) -> None:
        self._folder, self._process = self.root.fork_server()
        self._end = weakref.finalize(self, _hang_up, self._process, self._folder)

    def _last_words(self) -> str:
        return self.root._last_words()


def _hang_up(process: ForkedProcess, folder: str) -> None:
    process.close()
    shutil.rmtree(folder, ignore_errors=True)


def _end(process: subprocess.Popen, folder: str) -> None:
    process.stdin.close()
    process.terminate()  # heeded while it imports only
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    shutil.rmtree(folder, ignore_errors=True)


_OWN = threading.local()


def use_server(server: ForkServer) -> None:
    """Let this thread fork its kernels from `server`."""
    _OWN.pid, _OWN.server = os.getpid(), server


def thread_server(modules: Sequence[str] = MODULES) -> ForkServer:
    """Return the fork server of this thread: one that serves one kernel at a time never mixes two submissions."""
    if getattr(_OWN, "pid", None) != os.getpid() or _OWN.server.modules != tuple(modules):
        use_server(ForkServer(modules, ONE_THREAD))
    return _OWN.server


@dataclass
class ForkedProcess:
    """A kernel's process, with the part of `subprocess.Popen` that Jupyter uses.

    `returncode` is None while it runs, and minus the signal's number if a signal ended it; then `cpu` says the seconds
    that it and its waited-for children computed, and `max_rss` the bytes of memory that it had at most; `excess` is
    "memory" or "processes" if it was killed because its sandbox used too much of that.
    """

    pid: int
    connection: socket.socket | None
    returncode: int | None = None
    cpu: float = 0.0
    max_rss: int = 0
    excess: str = ""
    stdin = stdout = stderr = None

    @classmethod
    def none(cls) -> ForkedProcess:
        """Return a kernel that never was."""
        return cls(0, None, returncode=0)

    def poll(self) -> int | None:
        """Return the exit status, or None while the kernel runs."""
        return self._hear(socket.MSG_DONTWAIT)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the kernel's end and return its exit status; raise `subprocess.TimeoutExpired`."""
        if self.returncode is None and not select.select([self.connection], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("kernel", timeout)
        return self._hear(0)

    def send_signal(self, signum: int) -> None:
        """Signal the kernel; one that has ended already is left alone."""
        if self.poll() is None:
            self._send({"signal": int(signum)})

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """End the kernel at once: what it would still do is wanted by nobody."""
        self.kill()

    def close(self) -> None:
        """End the process by hanging up, and forget it."""
        if self.returncode is None:
            self._ended({"status": -signal.SIGKILL})

    def _send(self, message: dict) -> None:
        try:
            self.connection.sendall(json.dumps(message).encode() + b"\n")
        except OSError:
            self._ended({"status": -signal.SIGKILL})

    def _hear(self, flags: int) -> int | None:
        if self.returncode is None:
            try:
                message = self.connection.recv(4096, flags)
            except BlockingIOError:
                return None
            except ConnectionError:
                message = b""
            # the server died, and its kernels with it, if it hung up without a word
            self._ended(json.loads(message) if message else {"status": -signal.SIGKILL})
        return self.returncode

    def _ended(self, message: dict) -> None:
        self.returncode = message["status"]
        self.cpu, self.max_rss = message.get("cpu", 0.0), message.get("max_rss", 0)
        self.excess = message.get("excess", "")
        self.connection.close()


def request_process(folder: Path, request: dict, passed: socket.socket | None) -> ForkedProcess | None:
    """Ask the server in `folder` for a process, to whom a socket may be `passed`; None if the server is gone.

    Raises `CourseError` if the process cannot enter its walls.
    """
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(folder / "socket"))
        line = json.dumps(request).encode() + b"\n"
        sent = socket.send_fds(connection, [line], [passed.fileno()]) if passed else 0
        if sent < len(line):  # sending nothing fails, too, where a quick answer has closed the connection
            connection.sendall(line[sent:])
        reply = connection.makefile("rb").readline()
    except OSError:
        reply = b""
    told = json.loads(reply or "{}")
    if "error" in told:
        connection.close()
        raise CourseError(f"the walls around the hand-in cannot be entered: {told['error']}")
    if "pid" not in told:
        connection.close()
        return None
    return ForkedProcess(told["pid"], connection)
