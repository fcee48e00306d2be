"""The fork server: a process that has imported everything once and forks a Jupyter kernel on request.

`kernels.ForkServer` starts it as `python -m initcourse.grading.forkserver` and talks to it over a Unix socket, one
connection a kernel, one JSON object a line. The owner asks `{"argv", "env", "cwd", "seed"}` and reads `{"pid"}`, then
`{"status", "cpu", "max_rss"}` when the kernel has ended; `{"signal"}` signals it, and closing the connection kills it.
The server ends, and every kernel with it, when its standard input closes, which the owner's death does too.

No TensorFlow op runs here: a process with TensorFlow's threads cannot be forked. Whatever a kernel leaves running is
killed once the kernel is gone.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import resource
import selectors
import shutil
import signal
import socket
import sys
from dataclasses import dataclass, field

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
"""Options of Linux' prctl(2): die with the parent; adopt orphans of one's children."""


KERNEL_MODULES = (
    "ipykernel_launcher",
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "psutil",
    "tornado.platform.asyncio",
)
"""What ipykernel imports while it starts."""

INLINE = "module://matplotlib_inline.backend_inline"
"""matplotlib's backend in a Jupyter kernel."""


@dataclass
class Kernel:
    """A forked kernel as the server sees it: its process, and the connection of who asked for it."""

    pid: int
    connection: socket.socket
    received: bytes = field(default=b"")


class Server:
    """Accepts connections on `listener` and forks a kernel for each, in one thread, until standard input closes.

    `imports_env` holds what imports have set in the environment, as they would in a fresh kernel.
    """

    def __init__(self, listener: socket.socket, imports_env: dict[str, str]) -> None:
        """Watch the listener, the owner's end of standard input, and the ends of children."""
        self.listener, self.imports_env = listener, imports_env
        self.kernels: dict[int, Kernel] = {}
        self.children_ended, self.wakeup = socket.socketpair()
        self.children_ended.setblocking(False)
        self.wakeup.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.wakeup.fileno(), warn_on_full_buffer=False)
        self.events = selectors.DefaultSelector()
        self.events.register(listener, selectors.EVENT_READ, self._accept)
        self.events.register(self.children_ended, selectors.EVENT_READ, self._reap)
        self.events.register(sys.stdin, selectors.EVENT_READ, self._owner_gone)

    def serve(self) -> None:
        """Handle one event after the other; when the owner is gone, remove the socket's folder and return."""
        with contextlib.suppress(_OwnerGone):
            while True:
                for key, _ in self.events.select():
                    key.data(key.fileobj)
        self._kill_children(spare=())
        shutil.rmtree(os.path.dirname(self.listener.getsockname()), ignore_errors=True)

    def _owner_gone(self, stdin: object) -> None:
        raise _OwnerGone

    def _accept(self, listener: socket.socket) -> None:
        connection, _ = listener.accept()
        request = connection.makefile("rb").readline()
        if not request:
            return connection.close()
        server, pid = os.getpid(), os.fork()
        if pid == 0:
            die_with(server)
            self._leave()
            connection.close()
            become_kernel(**json.loads(request), imports_env=self.imports_env)
        self.kernels[pid] = Kernel(pid, connection)
        self.events.register(connection, selectors.EVENT_READ, lambda _: self._heard(self.kernels[pid]))
        _tell(connection, pid=pid)

    def _leave(self) -> None:
        """Give up, in a forked child, what belongs to the server."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self.events.close()
        for end in (self.listener, self.children_ended, self.wakeup, *(k.connection for k in self.kernels.values())):
            end.close()

    def _heard(self, kernel: Kernel) -> None:
        """Send the signals that the owner asks for; kill the kernel if the owner hung up."""
        data = b""
        with contextlib.suppress(OSError):
            data = kernel.connection.recv(4096)
        *lines, kernel.received = (kernel.received + data).split(b"\n")
        if not data:
            self.events.unregister(kernel.connection)
            lines = [json.dumps({"signal": signal.SIGKILL}).encode()]
        for line in lines:
            _signal(kernel.pid, json.loads(line)["signal"])

    def _reap(self, children_ended: socket.socket) -> None:
        """Tell the owners of kernels that have ended, after killing what those left running."""
        with contextlib.suppress(BlockingIOError):
            while children_ended.recv(4096):
                pass
        ended = []
        with contextlib.suppress(ChildProcessError):
            while (child := os.wait4(-1, os.WNOHANG))[0]:
                ended += [child] * (child[0] in self.kernels)
        if ended:
            self._kill_children(spare=self.kernels.keys() - {pid for pid, _, _ in ended})
        for pid, status, usage in ended:
            kernel = self.kernels.pop(pid)
            with contextlib.suppress(KeyError):
                self.events.unregister(kernel.connection)
            _tell(
                kernel.connection,
                status=os.waitstatus_to_exitcode(status),
                cpu=usage.ru_utime + usage.ru_stime,
                max_rss=usage.ru_maxrss * 1024,
            )
            kernel.connection.close()

    def _kill_children(self, spare: object) -> None:
        """Kill every child but the kernels in `spare`; orphans of dead kernels have become children of the server."""
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


def become_kernel(
    argv: list[str], env: dict[str, str], cwd: str, seed: int | None, imports_env: dict[str, str]
) -> None:
    """Turn this forked process into the IPython kernel that `argv` (after the program's name) asks for; never return.

    What a fresh process would have of its own is set anew: environment, working directory, session, random state,
    matplotlib's backend. `seed` seeds Python, NumPy's legacy generator and Keras; None leaves them unpredictable.
    """
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update({**imports_env, **env})
    os.chdir(cwd)
    sys.argv = [sys.modules["ipykernel_launcher"].__file__, *argv]
    status = 1
    try:
        status = _run_kernel(argv, seed)
    finally:
        sys.stdout.flush()
        os._exit(status)


def _run_kernel(argv: list[str], seed: int | None) -> int:
    from ipykernel.kernelapp import IPKernelApp
    from traitlets.config import Config

    config = Config({"HistoryManager": {"enabled": False}})
    app = IPKernelApp.instance(config=config, log_level="CRITICAL")
    app.initialize(argv)
    _seed(seed)
    if "matplotlib" in sys.modules:  # it read the environment when it was imported, and ipykernel has set this since
        sys.modules["matplotlib"].rcParams["backend"] = os.environ["MPLBACKEND"]
    app.start()
    return 0


def _seed(seed: int | None) -> None:
    """Seed what is loaded; without a seed, make NumPy's legacy generator differ from one fork to the next."""
    if "keras" in sys.modules and seed is not None:
        sys.modules["keras"].utils.set_random_seed(seed)
    elif "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed)
    if seed is not None:
        import random

        random.seed(seed)


def _children() -> list[int]:
    """Return the processes whose parent is this one, zombies excepted."""
    import psutil

    return [p.pid for p in psutil.Process().children() if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def _signal(pid: int, signum: int) -> None:
    """Signal a kernel with the processes that it started; alone, if it has not made its session yet."""
    for send in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError):
            return send(pid, signum)


def _tell(connection: socket.socket, **message: float) -> None:
    with contextlib.suppress(OSError):
        connection.sendall(json.dumps(message).encode() + b"\n")


def _prctl(option: int, value: int) -> None:
    """Call Linux' prctl(2); other systems do without."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def preload(modules: list[str]) -> dict[str, str]:
    """Import `modules`, and what every kernel needs; return the environment variables that this has set.

    Objects made here are left out of garbage collection in the children.
    """
    before = set(os.environ)
    sys.modules["debugpy"] = None  # the kernel's debugger costs half of its start, and nobody debugs here
    for module in [*KERNEL_MODULES, *modules]:
        importlib.import_module(module)
    del sys.modules["debugpy"]
    if "matplotlib" in modules:
        sys.modules["matplotlib"].rcsetup.validate_backend(INLINE)  # reads the entry points of all packages, once
    gc.collect()
    gc.freeze()
    return {name: value for name, value in os.environ.items() if name not in before}


def main() -> None:
    """Serve on the listening socket whose file descriptor is the first argument; the others are modules to import."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    del sys.path[0]  # the working directory, which holds nothing to import
    imports_env = preload(sys.argv[2:])
    Server(socket.socket(fileno=int(sys.argv[1])), imports_env).serve()


if __name__ == "__main__":
    main()
