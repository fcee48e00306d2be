"""The fork server: a process that has imported everything once and forks a Jupyter kernel on request.

`fork_server.ForkServer` starts it as `python -m initcourse.grading.execution.worker.server` and talks to it over a socket, one
connection a child, one JSON object a line. The owner asks for a kernel by `{"argv", "env", "cwd", "seed"}`; for a
runner of cells by the same without "argv", with the end of a socket along, and "walls" if it is to run in a sandbox;
by `{"socket": path}` for another fork server that listens there and need not import anything. It reads `{"pid"}`, or
`{"error"}` if the walls cannot be entered, then `{"status", "cpu", "max_rss", "excess"}` when the child has ended;
`{"signal"}` signals it, and closing the connection kills it. The server ends, and every child with it, when its
standard input closes, which the owner's death does too.

No TensorFlow op runs here: a process with TensorFlow's threads cannot be forked. Whatever a kernel leaves running is
killed once the kernel is gone.


What a fork server's child becomes: a Jupyter kernel, or a runner of cells, behind walls or not."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import selectors
import shutil
import signal
import socket
import sys
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any, NoReturn

from initcourse.grading.execution.worker.cell_runner import run_cells
from initcourse.grading.execution.worker.process_tree import adopt_orphans, die_with, kill_children, signal_session
from initcourse.grading.execution.worker.startup import inherit, preload, run_kernel
from initcourse.grading.sandbox.enter import enter
from initcourse.grading.sandbox.monitor import POLL_SECONDS, ResourceMonitor


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
                for key, _ in self.events.select(POLL_SECONDS if watched else None):
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
        request, passed = read_request(connection)
        if not request:
            return connection.close()
        usage = None
        try:
            walls = json.loads(request).get("walls")
            usage = ResourceMonitor(walls) if walls else None
            server, pid = os.getpid(), os.fork()
        except (OSError, RuntimeError) as error:
            send_message(connection, error=str(error))
            connection.close()
            return _close(passed)
        if pid == 0:
            die_with(server)
            self._leave()
            self._live(json.loads(request), connection, passed, usage)
        _close(passed)
        child = self.children[pid] = Child(pid, connection, usage)
        self.events.register(connection, selectors.EVENT_READ, lambda _: self._heard(child))

    def _live(
        self, request: dict[str, Any], connection: socket.socket, passed: list[int], usage: ResourceMonitor | None
    ) -> NoReturn:
        """Be the child that was asked for, until its end."""
        os.setsid()
        status = 1
        try:
            if "socket" in request:
                status = _serve_at(request["socket"], connection, self.imports_env)
            else:
                status = become(request, connection, passed, self.imports_env, usage)
        finally:
            sys.stdout.flush()
            os._exit(status)

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
                signal_session(child.pid, signum)

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
            send_message(
                child.connection,
                status=os.waitstatus_to_exitcode(status),
                cpu=usage.ru_utime + usage.ru_stime,
                max_rss=usage.ru_maxrss * 1024,
                excess=child.usage.excess if child.usage else "",
            )
            child.connection.close()
            if child.usage:
                child.usage.close()

    def _kill_children(self, spare: Container[int]) -> None:
        """Kill every child but those in `spare`, and what is left of dead ones."""
        for child in self.children.values():
            if child.usage and child.pid not in spare:
                child.usage.kill()
        kill_children(spare)


class _OwnerGone(Exception):
    pass


def _serve_at(path: str, owner: socket.socket, imports_env: dict[str, str]) -> int:
    """Serve on a new socket at `path` until the owner hangs up."""
    adopt_orphans()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(16)
    server = Server(listener, owner, imports_env)
    send_message(owner, pid=os.getpid())
    server.serve()
    return 0


def _close(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def main() -> None:
    """Serve on the listening socket whose file descriptor is the first argument; the others are modules to import."""
    adopt_orphans()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    del sys.path[0]  # the working directory, which holds nothing to import
    imports_env = preload(sys.argv[2:])
    Server(socket.socket(fileno=int(sys.argv[1])), sys.stdin, imports_env).serve()


@dataclass
class Child:
    """A forked kernel or fork server: its process, who asked for it, and what watches its sandbox if it has one."""

    pid: int
    connection: socket.socket
    usage: ResourceMonitor | None = None
    received: bytes = field(default=b"")


def become(
    request: dict[str, Any],
    connection: socket.socket,
    passed: list[int],
    imports_env: dict[str, str],
    usage: ResourceMonitor | None,
) -> int:
    """Turn this forked process into what was asked for and say so; return its exit status at the end."""
    pid = os.getpid()
    if usage:
        pid = _enter(request["walls"], usage.pidfd, connection, passed)
    send_message(connection, pid=pid)
    connection.close()
    inherit(request["env"], request["cwd"], imports_env)
    if passed:
        return run_cells(socket.socket(fileno=passed[0]), request["seed"])
    return run_kernel(request["argv"], request["seed"])


def _enter(walls: dict[str, Any], pidfd: int, connection: socket.socket, passed: list[int]) -> int:
    """Go behind the walls, or say why not and end; return this process's number outside."""
    try:
        return enter(walls, pidfd, [connection.fileno(), *passed])
    except (OSError, RuntimeError) as error:
        send_message(connection, error=str(error))
        os._exit(1)


def read_request(connection: socket.socket) -> tuple[bytes, list[int]]:
    """Return the line that the owner sent, with the file descriptors that came along; nothing if it hung up."""
    line, passed, *_ = socket.recv_fds(connection, 1 << 16, 1)
    while line and not line.endswith(b"\n"):
        more = connection.recv(1 << 16)
        line = line + more if more else b""
    return line, list(passed)


def send_message(connection: socket.socket, **message: float | str) -> None:
    """Send one message to whoever asked, if they still listen."""
    with contextlib.suppress(OSError):
        connection.sendall(json.dumps(message).encode() + b"\n")


if __name__ == "__main__":
    main()
