"""What an honest grading leaves alone: files, processes, the network, secrets. `inside` watches them in the box."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

TCP, UDP, UNIX, ABSTRACT = ("127.0.0.1", 4444), ("127.0.0.1", 4445), "/outside/listener", "\0listener"
"""Where listeners wait; in the box no other network is there."""

WATCHED = ("/course", "/outside", "/home", "/tmp", "/var", "/dev/shm", "/etc")

OURS = ("/course/autograded", "/course/feedback", "/course/gradebook.db", "/course/.nbgrader.log")
"""What grading writes itself."""


class Listeners:
    """Sockets that nobody has reason to call; `heard` is what came, a text per connection or packet."""

    def __init__(self) -> None:
        """Listen from now on."""
        self.heard: list[bytes] = []
        for family, kind, address in (
            (socket.AF_INET, socket.SOCK_STREAM, TCP),
            (socket.AF_INET, socket.SOCK_DGRAM, UDP),
            (socket.AF_UNIX, socket.SOCK_STREAM, UNIX),
            (socket.AF_UNIX, socket.SOCK_STREAM, ABSTRACT),
        ):
            listener = socket.socket(family, kind)
            listener.bind(address)
            if kind == socket.SOCK_STREAM:
                listener.listen(64)
            work = self._accept if kind == socket.SOCK_STREAM else self._receive
            threading.Thread(target=work, args=(listener,), daemon=True).start()
        os.chmod(UNIX, 0o777)  # whoever finds it may call

    def _accept(self, listener: socket.socket) -> None:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=self._read, args=(connection,), daemon=True).start()

    def _read(self, connection: socket.socket) -> None:
        place = len(self.heard)
        self.heard.append(b"")
        with suppress(OSError):
            while data := connection.recv(1 << 16):
                self.heard[place] += data[: 1 << 20]

    def _receive(self, listener: socket.socket) -> None:
        while True:
            self.heard.append(listener.recv(1 << 16))


def snapshot() -> dict[str, str]:
    """Return what stands where grading has no business, by path: what kind of file, and a hash of what it holds."""
    return {path: _state(path) for root in WATCHED for path in _paths(root)}


def _paths(root: str) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if f"{folder}/{name}" not in OURS]
        yield from (path for name in [*files, *folders] if (path := f"{folder}/{name}") not in OURS)


def _state(path: str) -> str:
    with suppress(OSError):
        if os.path.islink(path):
            return f"link to {os.readlink(path)}"
        if os.path.isfile(path):
            return f"{os.stat(path).st_mode:o} {content(path)}"
        return f"{os.stat(path).st_mode:o}"
    return "unreadable"


def content(path: str) -> str:
    """Return a hash of the file, and its first bytes as text: a trick leaves its mark there."""
    with open(path, "rb") as file:
        head = file.read(1 << 16)
        return f"{hashlib.sha256(head).hexdigest()} {os.stat(path).st_size} {head.decode('latin-1')}"


def changes(before: dict[str, str], after: dict[str, str], marks: Iterable[str]) -> list[str]:
    """Return every path that was changed or removed, and every new one in the course, outside, or with a mark.

    Programs leave caches in a home and in temporary folders; those are new and bear no mark.
    """
    changed = [f"{path} {after.get(path, 'gone')[:2000]}" for path in before if after.get(path) != before[path]]
    new = [f"{path} {after[path][:2000]}" for path in after if path not in before]
    ours = ("/course/", "/outside/")
    return changed + [told for told in new if told.startswith(ours) or any(mark in told for mark in marks)]


def strangers_in(autograded: Path, submitted: Path) -> list[str]:
    """Return what lies beside the graded notebooks and was not handed in, and every link."""
    graded = {path / f"{path.name}.ipynb" for path in autograded.glob("*/*")}
    return [
        str(path)
        for path in sorted(autograded.glob("*/*/**/*"))
        if path.is_symlink()
        or not (path.is_dir() or path in graded or (submitted / path.relative_to(autograded)).is_file())
    ]


def processes() -> dict[int, str]:
    """Return every process but this one and those that have ended, with its command and environment."""
    found = {}
    for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
        with suppress(OSError):
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            if pid != os.getpid() and state not in "ZX":
                told = Path(f"/proc/{pid}/cmdline").read_bytes() + b" " + Path(f"/proc/{pid}/environ").read_bytes()
                found[pid] = told.decode("latin-1")
    return found


def left_alive(seconds: float = 3.0) -> dict[int, str]:
    """Return the processes that are there although grading is over; those that are about to end get `seconds`."""
    end = time.monotonic() + seconds
    while (found := processes()) and time.monotonic() < end:
        reap()
        time.sleep(0.05)
    return found


def reap() -> None:
    """Take note of ended children: the box's first process is everyone's."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def end_all() -> None:
    """Kill every process of the box but the first."""
    with suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)
