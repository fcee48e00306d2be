"""The fork server: a process that has imported everything once and forks a Jupyter kernel on request.

`kernels.ForkServer` starts it as `python -m initcourse.grading.forkserver` and talks to it over a Unix socket, one
connection a child, one JSON object a line. The owner asks for a kernel by `{"argv", "env", "cwd", "seed"}`; for a
runner of cells by the same without "argv", with the end of a socket along, and "walls" if it is to run in a sandbox;
by `{"socket": path}` for another fork server that listens there and need not import anything. It reads `{"pid"}`, or
`{"error"}` if the walls cannot be entered, then `{"status", "cpu", "max_rss", "excess"}` when the child has ended;
`{"signal"}` signals it, and closing the connection kills it. The server ends, and every child with it, when its
standard input closes, which the owner's death does too.

No TensorFlow op runs here: a process with TensorFlow's threads cannot be forked. Whatever a kernel leaves running is
killed once the kernel is gone.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import selectors
import shutil
import signal
import socket
import sys
from dataclasses import dataclass, field
from typing import Any

from initcourse.grading.inside import enter
from initcourse.grading.runner import run_cells
from initcourse.grading.usage import LOOK_EVERY, Usage
from initcourse.grading.warmkernel import inherit, preload, run_kernel

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
"""Options of Linux' prctl(2): die with the parent; adopt orphans of one's children."""


@dataclass
class Child:
    """A forked kernel or fork server: its process, who asked for it, and what watches its sandbox if it has one."""

    pid: int
    connection: socket.socket
    usage: Usage | None = None
    received: bytes = field(default=b"")


class Server:
    """Accepts connections on `listener` and forks a child for each, in one thread, until the `owner`'s end closes.

    `imports_env` holds what imports have set in the environment, as they would in a fresh kernel.
    """

    def __init__(self, listener: socket.socket, owner: Any, imports_env: dict[str, str]) -> None:
        """Watch the listener, the owner's end, and the ends of children."""
        self.listener, self.imports_env = listener, imports_env
        self.children: dict[int, Child] = {}
        self.children_ended, self.wakeup = socket.socketpair()
        self.children_ended.setblocking(False)
        self.wakeup.setblocking(False)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it is for a server that still imports; this one hears its owner
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.wakeup.fileno(), warn_on_full_buffer=False)
        self.events = selectors.DefaultSelector()
        self.events.register(listener, selectors.EVENT_READ, self._accept)
        self.events.register(self.children_ended, selectors.EVENT_READ, self._reap)
        self.events.register(owner, selectors.EVENT_READ, self._owner_gone)

    def serve(self) -> None:
        """Handle one event after the other; when the owner is gone, remove the socket's folder and return."""
        with contextlib.suppress(_OwnerGone):
            while True:
                watched = [child.usage for child in self.children.values() if child.usage]
                for key, _ in self.events.select(LOOK_EVERY if watched else None):
                    key.data(key.fileobj)
                for child in self.children.values():
                    if child.usage:
                        child.usage.look()
        self._kill_children(spare=())
        shutil.rmtree(os.path.dirname(self.listener.getsockname()), ignore_errors=True)

    def _owner_gone(self, owner: object) -> None:
        raise _OwnerGone

    def _accept(self, listener: socket.socket) -> None:
        connection, _ = listener.accept()
        request, passed = _request(connection)
        if not request:
            return connection.close()
        usage = None
        try:
            walls = json.loads(request).get("walls")
            usage = Usage(walls) if walls else None
            server, pid = os.getpid(), os.fork()
        except (OSError, RuntimeError) as error:
            _tell(connection, error=str(error))
            connection.close()
            return _close(passed)
        if pid == 0:
            die_with(server)
            self._leave()
            become(json.loads(request), connection, passed, self.imports_env, usage)
        _close(passed)
        child = self.children[pid] = Child(pid, connection, usage)
        self.events.register(connection, selectors.EVENT_READ, lambda _: self._heard(child))

    def _leave(self) -> None:
        """Give up, in a forked child, what belongs to the server."""
        signal.set_wakeup_fd(-1)
        for signum in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(signum, signal.SIG_DFL)
        self.events.close()
        for end in (self.listener, self.children_ended, self.wakeup, *(c.connection for c in self.children.values())):
            end.close()
        for child in self.children.values():
            if child.usage:
                child.usage.close()

    def _heard(self, child: Child) -> None:
        """Send the signals that the owner asks for; kill the child if the owner hung up."""
        if child.pid not in self.children:  # its end was noticed in the same moment
            return
        data = b""
        with contextlib.suppress(OSError):
            data = child.connection.recv(4096)
        *lines, child.received = (child.received + data).split(b"\n")
        if not data:
            self.events.unregister(child.connection)
            lines = [json.dumps({"signal": signal.SIGKILL}).encode()]
        for line in lines:
            signum = json.loads(line)["signal"]
            if child.usage and signum == signal.SIGKILL:
                child.usage.kill()  # then the child ends in the same way, and knows what it all cost
            else:
                _signal(child.pid, signum)

    def _reap(self, children_ended: socket.socket) -> None:
        """Tell the owners of children that have ended, after killing what those left running."""
        with contextlib.suppress(BlockingIOError):
            while children_ended.recv(4096):
                pass
        ended = []
        with contextlib.suppress(ChildProcessError):
            while (found := os.wait4(-1, os.WNOHANG))[0]:
                ended += [found] * (found[0] in self.children)
        if ended:
            self._kill_children(spare=self.children.keys() - {pid for pid, _, _ in ended})
        for pid, status, usage in ended:
            child = self.children.pop(pid)
            with contextlib.suppress(KeyError):
                self.events.unregister(child.connection)
            _tell(
                child.connection,
                status=os.waitstatus_to_exitcode(status),
                cpu=usage.ru_utime + usage.ru_stime,
                max_rss=usage.ru_maxrss * 1024,
                excess=child.usage.excess if child.usage else "",
            )
            child.connection.close()
            if child.usage:
                child.usage.close()

    def _kill_children(self, spare: object) -> None:
        """Kill every child but those in `spare`; the orphans of dead kernels have become children of the server."""
        for child in self.children.values():
            if child.usage and child.pid not in spare:
                child.usage.kill()
        while strays := [pid for pid in _children() if pid not in spare]:
            for pid in strays:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, 0)


class _OwnerGone(Exception):
    pass


def die_with(parent: int) -> None:
    """Have this process killed when its parent dies; end at once if that has happened already."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def become(
    request: dict[str, Any],
    connection: socket.socket,
    passed: list[int],
    imports_env: dict[str, str],
    usage: Usage | None,
) -> None:
    """Turn this forked process into what was asked for, say so, and never return."""
    os.setsid()
    status = 1
    try:
        if "socket" in request:
            status = _serve_at(request["socket"], connection, imports_env)
        else:
            pid = os.getpid()
            if usage:
                pid = _enter(request["walls"], usage.pidfd, connection, passed)
            _tell(connection, pid=pid)
            connection.close()
            inherit(request["env"], request["cwd"], imports_env)
            if passed:
                status = run_cells(socket.socket(fileno=passed[0]), request["seed"])
            else:
                status = run_kernel(request["argv"], request["seed"])
    finally:
        sys.stdout.flush()
        os._exit(status)


def _enter(walls: dict[str, Any], pidfd: int, connection: socket.socket, passed: list[int]) -> int:
    """Go behind the walls, or say why not and end; return this process's number outside."""
    try:
        return enter(walls, pidfd, [connection.fileno(), *passed])
    except (OSError, RuntimeError) as error:
        _tell(connection, error=str(error))
        os._exit(1)


def _serve_at(path: str, owner: socket.socket, imports_env: dict[str, str]) -> int:
    """Serve on a new socket at `path` until the owner hangs up."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(16)
    server = Server(listener, owner, imports_env)
    _tell(owner, pid=os.getpid())
    server.serve()
    return 0


def _request(connection: socket.socket) -> tuple[bytes, list[int]]:
    """Return the line that the owner sent, with the file descriptors that came along; nothing if it hung up."""
    line, passed, *_ = socket.recv_fds(connection, 1 << 16, 1)
    while line and not line.endswith(b"\n"):
        more = connection.recv(1 << 16)
        line = line + more if more else b""
    return line, list(passed)


def _close(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _children() -> list[int]:
    """Return the processes whose parent is this one, zombies excepted."""
    import psutil

    return [p.pid for p in psutil.Process().children() if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def _signal(pid: int, signum: int) -> None:
    """Signal a kernel with the processes that it started; alone, if it has not made its session yet."""
    for send in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError):
            return send(pid, signum)


def _tell(connection: socket.socket, **message: float | str) -> None:
    with contextlib.suppress(OSError):
        connection.sendall(json.dumps(message).encode() + b"\n")


def _prctl(option: int, value: int) -> None:
    """Call Linux' prctl(2); other systems do without."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def main() -> None:
    """Serve on the listening socket whose file descriptor is the first argument; the others are modules to import."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    del sys.path[0]  # the working directory, which holds nothing to import
    imports_env = preload(sys.argv[2:])
    Server(socket.socket(fileno=int(sys.argv[1])), sys.stdin, imports_env).serve()


if __name__ == "__main__":
    main()
