"""The fork server: a process that has imported everything once and forks others, each to run one program.

`fork_server.ForkServer` starts it as `python -m initcourse.grading.processes.worker.server FD MODULE...` and connects
to its listening socket once for every process: `ForkProgram` asks for one that runs a program of ours, in a sandbox or
not, with its end of a socket pair along; `ForkListener` asks for another fork server. The answer is `Started` or
`NotStarted`, and `Ended` when the process has ended; `SendSignal` signals it, and closing the connection kills it. The
server ends, and every process with it, when its standard input closes, which the owner's death does too.

No TensorFlow operation runs here: a process with TensorFlow's threads cannot be forked. Whatever a process leaves
running is killed when it has ended.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import selectors
import shutil
import signal
import socket
import sys
import traceback
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import IO, NoReturn

from initcourse.grading.processes.channel import MessageChannel, Record
from initcourse.grading.processes.messages import (
    Ended,
    ForkListener,
    ForkProgram,
    NotStarted,
    SendSignal,
    Started,
    ToServer,
)
from initcourse.grading.processes.worker.process_tree import adopt_orphans, die_with, kill_children, signal_session
from initcourse.grading.processes.worker.startup import inherit, preload
from initcourse.grading.sandbox.enter import enter
from initcourse.grading.sandbox.monitor import POLL_SECONDS, ResourceMonitor

Channel = MessageChannel[ToServer]

NOT_ENTERED = "the sandbox of the hand-in cannot be entered"
"""Why no process could be started, if it is for its sandbox."""


@dataclass(frozen=True)
class Child:
    """A forked process, the channel to whoever asked for it, and what watches its sandbox if it has one."""

    pid: int
    channel: Channel
    monitor: ResourceMonitor | None


class Server:
    """Accepts connections on `listener` and forks a child for each, in one thread, until the `owner`'s end closes.

    `imports_env` holds what imports have set in the environment, as they would in a fresh process.
    """

    def __init__(self, listener: socket.socket, owner: socket.socket | IO[str], imports_env: Mapping[str, str]) -> None:
        self.listener, self.imports_env = listener, imports_env
        self.children: dict[int, Child] = {}
        self.children_ended, self.wakeup = socket.socketpair()
        self.children_ended.setblocking(False)
        self.wakeup.setblocking(False)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it is for a server that still imports; this one has an owner
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.wakeup.fileno(), warn_on_full_buffer=False)
        self.events = selectors.DefaultSelector()
        self.events.register(listener, selectors.EVENT_READ, self._accept)
        self.events.register(self.children_ended, selectors.EVENT_READ, self._reap)
        self.events.register(owner, selectors.EVENT_READ, self._stop)

    def serve(self) -> None:
        """Handle one event after the other; when the owner is gone, remove the socket's folder and return."""
        with contextlib.suppress(_OwnerGone):
            while True:
                watched = any(child.monitor for child in self.children.values())
                for key, _ in self.events.select(POLL_SECONDS if watched else None):
                    key.data()
                for child in self.children.values():
                    if child.monitor:
                        child.monitor.poll()
        self._kill_children(spare=())
        shutil.rmtree(os.path.dirname(self.listener.getsockname()), ignore_errors=True)

    def _stop(self) -> None:
        raise _OwnerGone

    def _accept(self) -> None:
        """Fork what the new connection asks for."""
        connection, _ = self.listener.accept()
        channel: Channel = MessageChannel(connection, ToServer)
        try:
            request, _, passed = channel.receive_first()
        except EOFError:
            return channel.close()
        monitor, cannot = None, NOT_ENTERED
        try:
            if isinstance(request, ForkProgram) and request.sandbox:
                monitor = ResourceMonitor(request.sandbox)
            cannot = "no process can be forked"
            server, pid = os.getpid(), os.fork()
        except (OSError, RuntimeError) as error:
            _answer(channel, NotStarted(reason=f"{cannot}: {error}"))
            channel.close()
            return _close(passed)
        if pid == 0:
            die_with(server)
            self._leave()
            self._live(request, channel, passed, monitor)
        _close(passed)
        child = self.children[pid] = Child(pid, channel, monitor)
        self.events.register(connection, selectors.EVENT_READ, lambda: self._obey(child))

    def _live(self, request: Record, channel: Channel, passed: int | None, monitor: ResourceMonitor | None) -> NoReturn:
        """Be the child that was asked for, until its end."""
        os.setsid()
        status = 1
        try:
            if isinstance(request, ForkListener):
                status = _serve_at(request.address, channel, self.imports_env)
            elif isinstance(request, ForkProgram) and passed is not None:
                status = _run_program(request, channel, passed, self.imports_env, monitor)
        except Exception as error:
            traceback.print_exc()
            _answer(channel, NotStarted(reason=f"{type(error).__name__}: {error}"))  # to no avail once it has started
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def _leave(self) -> None:
        """Give up, in a forked child, what belongs to the server."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        self.events.close()
        for end in (self.listener, self.children_ended, self.wakeup):
            end.close()
        for child in self.children.values():
            child.channel.close()
            if child.monitor:
                child.monitor.close()

    def _obey(self, child: Child) -> None:
        """Send the signals that the owner asks for; kill the child if the owner has hung up."""
        if child.pid not in self.children:  # its end was noticed in the same moment
            return
        try:
            while message := child.channel.poll():
                if isinstance(message[0], SendSignal):
                    self._signal(child, message[0].number)
        except EOFError:
            self.events.unregister(child.channel.connection)
            self._signal(child, signal.SIGKILL)

    def _signal(self, child: Child, number: int) -> None:
        if child.monitor and number == signal.SIGKILL:
            child.monitor.kill()  # then the child ends in the same way, and knows what everything inside has used
        else:
            signal_session(child.pid, number)

    def _reap(self) -> None:
        """Report the children that have ended, after killing what they left running."""
        with contextlib.suppress(BlockingIOError):
            while self.children_ended.recv(4096):
                pass
        ended: list[tuple[int, int, resource.struct_rusage]] = []
        with contextlib.suppress(ChildProcessError):
            while (waited := os.wait4(-1, os.WNOHANG))[0]:
                if waited[0] in self.children:
                    ended.append(waited)
        if ended:
            self._kill_children(spare=self.children.keys() - {pid for pid, _, _ in ended})
        for pid, status, usage in ended:
            child = self.children.pop(pid)
            with contextlib.suppress(KeyError):
                self.events.unregister(child.channel.connection)
            cpu = max(usage.ru_utime + usage.ru_stime, child.monitor.cpu if child.monitor else 0.0)
            record = Ended(
                status=os.waitstatus_to_exitcode(status),
                cpu=cpu,
                max_rss=usage.ru_maxrss * 1024,
                excess=child.monitor.reason(cpu) if child.monitor else "",
            )
            _answer(child.channel, record)
            child.channel.close()
            if child.monitor:
                child.monitor.close()

    def _kill_children(self, spare: Container[int]) -> None:
        """Kill every child but those in `spare`, and what is left of dead ones."""
        for child in self.children.values():
            if child.monitor and child.pid not in spare:
                child.monitor.kill()
        kill_children(spare)


class _OwnerGone(Exception):
    pass


def _run_program(
    request: ForkProgram,
    channel: Channel,
    passed: int,
    imports_env: Mapping[str, str],
    monitor: ResourceMonitor | None,
) -> int:
    """Run the program in this forked process; return its exit status."""
    pid = os.getpid()
    if request.sandbox and monitor:
        try:
            pid = enter(request.sandbox, monitor.pidfd, [channel.connection.fileno(), passed])
        except (OSError, RuntimeError) as error:
            _answer(channel, NotStarted(reason=f"{NOT_ENTERED}: {error}"))
            os._exit(1)
    _answer(channel, Started(pid=pid))
    channel.close()
    inherit(request.environment, request.folder, imports_env)
    module, _, name = request.program.partition(":")
    return int(getattr(importlib.import_module(module), name)(socket.socket(fileno=passed), request.argument))


def _serve_at(address: str, owner: Channel, imports_env: Mapping[str, str]) -> int:
    """Serve on a new socket at this path until the owner hangs up."""
    adopt_orphans()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(16)
    server = Server(listener, owner.connection, imports_env)
    _answer(owner, Started(pid=os.getpid()))
    server.serve()
    return 0


def _answer(channel: Channel, record: Record) -> None:
    """Send a record to whoever asked, if they still listen."""
    with contextlib.suppress(EOFError):
        channel.send(record)


def _close(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)


def main() -> None:
    """Serve on the listening socket whose file descriptor is the first argument; the others are modules to import."""
    adopt_orphans()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    del sys.path[0]  # the working directory, which holds nothing to import
    imports_env = preload(sys.argv[2:])
    Server(socket.socket(fileno=int(sys.argv[1])), sys.stdin, imports_env).serve()


if __name__ == "__main__":
    main()
