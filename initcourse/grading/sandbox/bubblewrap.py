"""A sandbox for the processes that run a hand-in, built by bubblewrap: it stands empty until `enter.enter` goes in.

`execution.cell_process` makes a `Sandbox` for a hand-in, ahead of time if it likes, and sends its handle to the fork
server. The sandbox's process 1 is `cat`: it echoes a line once everything stands, and ends when its input closes, which
the owner's death does too. Its end is the end of every process inside.

Nothing can be seen inside but what `mount_options` names. The root folder is empty and in memory; Python with its
packages, the system's programs and this package without staff's part are read-only; a home, /tmp and /dev/shm in
memory can be written to. There is no network and no other process. `enter` says what a sandbox does not prevent.

When root grades, a process of root's own user could write most of /proc/sys, the program that takes core dumps
included, without any capability and whatever its user is called inside. So root's sandboxes live in a user namespace
in which root exists to build them, and user 1000, whom a student's process becomes, is the system's unprivileged
user `nobody` outside.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import initcourse
from initcourse.grading.errors import CourseError

HOME = "/home/student"
"""Where a student's process starts, and the hand-in's files are put."""

WRITABLE_FOLDERS = (HOME, "/tmp", "/dev/shm")
"""The only folders that can be written to."""

SYSTEM = (
    *("/usr", "/lib", "/lib32", "/lib64", "/libx32", "/bin", "/sbin"),
    *("/etc/ld.so.cache", "/etc/fonts", "/etc/localtime"),
)
"""What Python, its libraries and the programs they call need of the system; no account, no setting."""

USER = 1000
"""User and group that a student's process has inside, whoever runs the grading."""

NOBODY = 65534
"""User and group that it has outside, if root grades: they own nothing."""

ID_MAP = f"0 0 1\n{USER} {NOBODY} 1\n"
"""Users and groups inside, outside, and how many: for /proc/<pid>/uid_map and gid_map."""

INSTALL = "install it with 'apt-get install bubblewrap' (Debian, Ubuntu) or 'dnf install bubblewrap' (Fedora)"

NO_USER_NAMESPACES = (
    "bubblewrap may not build a sandbox here ({}): allow user namespaces with 'sysctl user.max_user_namespaces=10000', "
    "on Debian also kernel.unprivileged_userns_clone=1, on Ubuntu kernel.apparmor_restrict_unprivileged_userns=0; a "
    "container must be started with them allowed, such as 'docker run --security-opt seccomp=unconfined "
    "--security-opt systempaths=unconfined'"
)

READY = b"ready\n"

START_TIMEOUT = 60.0
"""Seconds in which a sandbox must stand; it takes some thousandths."""


@dataclass(frozen=True)
class Limits:
    """What one hand-in may use: far more than honest work of the course needs, too little to hurt the rest."""

    memory: int = 1 << 30
    """Bytes of all its processes and files together, and what one process may have beyond the imports; an honest
    notebook with TensorFlow uses two thirds of it, most of that the imports."""
    processes: int = 256
    """Processes and threads; TensorFlow alone starts some dozens on a machine of many cores. The kernel refuses more
    than twice as many, so that whoever watches (see `monitor`) gets its turn among them."""
    disk: int = 512 << 20
    """Bytes of each folder in `WRITABLE_FOLDERS` (0: nothing can be written to); the course's own files are less than
    one megabyte."""
    open_files: int = 1024
    """Open files of one process: the usual limit, which programs expect."""
    file_size: int = 512 << 20
    """Bytes of one file, also of one that is in memory only; none can be larger than its folder."""
    cpu_seconds: int = 60
    """Computing time of all its processes together, and of those that take their place in one notebook."""


@dataclass(frozen=True)
class SandboxHandle:
    """What another process needs to enter or to watch a sandbox.

    `pid` is the sandbox's process 1 as seen outside, `namespace` the inode of its process namespace, which tells it
    from a later process of the same number; `user` is whom student code becomes inside.
    """

    pid: int
    namespace: int
    user: int
    limits: Limits


class Sandbox:
    """A sandbox of its own for one hand-in; it begins to stand when it is made, and nobody waits for it until asked."""

    def __init__(self, limits: Limits = Limits()) -> None:
        """Start bubblewrap. Raises `CourseError` if it is not installed."""
        self.limits = limits
        self._handle: SandboxHandle | None = None
        self._pid1 = -1
        command = [_bubblewrap(), *sandbox_options(limits)]
        with contextlib.ExitStack() as passed:
            ours, theirs = os.pipe()
            self._information = os.fdopen(ours)
            passed.callback(os.close, theirs)
            descriptors = [theirs]
            command += ["--info-fd", str(theirs)]
            if is_root():
                descriptors.append(_root_namespace())
                passed.callback(os.close, descriptors[-1])
                command += ["--userns", str(descriptors[-1])]
            else:
                command += ["--unshare-user", "--uid", str(USER), "--gid", str(USER)]
            self._process = _start([*command, "--as-pid-1", "cat"], descriptors)
        self._input, self._output, self._errors = _pipes(self._process)
        with contextlib.suppress(BrokenPipeError):  # `handle` reads why
            self._input.write(READY)

    def handle(self) -> SandboxHandle:
        """Wait until the sandbox stands; return what others need to enter it.

        Raises `CourseError` with bubblewrap's last words if it does not come to stand.
        """
        if self._handle is None:
            if not self._stands():
                raise CourseError(NO_USER_NAMESPACES.format(self._last_words()))
            pid = json.load(self._information)["child-pid"]
            self._pid1 = os.pidfd_open(pid)
            namespace = os.stat(f"/proc/{pid}/ns/pid").st_ino
            self._handle = SandboxHandle(pid=pid, namespace=namespace, user=USER, limits=self.limits)
        return self._handle

    @property
    def pid(self) -> int:
        """The process of bubblewrap itself, outside the sandbox."""
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """Bubblewrap's exit status; None while it runs."""
        return self._process.poll()

    def close(self) -> None:
        """Kill everything inside, and return when nothing is left; a second time, do nothing."""
        if self._input.closed:
            return
        if self._pid1 >= 0:
            _kill(self._pid1)
            os.close(self._pid1)
        self._input.close()
        self._process.wait()  # bubblewrap ends after process 1, and that after all others
        for end in (self._output, self._errors, self._information):
            end.close()  # sooner, it could die of it while it still builds, and leave process 1 waiting

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _stands(self) -> bool:
        """Tell whether process 1 has echoed."""
        heard, end = b"", time.monotonic() + START_TIMEOUT
        while heard != READY and select.select([self._output], [], [], max(0.0, end - time.monotonic()))[0]:
            data = os.read(self._output.fileno(), 64)
            if not data:
                return False
            heard += data
        return heard == READY

    def _last_words(self) -> str:
        with contextlib.suppress(BrokenPipeError):
            self._input.close()
        try:
            self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return f"it takes more than {START_TIMEOUT:.0f} seconds"
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1].removeprefix("bwrap: ") if lines else "it printed nothing"


def check_sandbox() -> None:
    """Return if a sandbox can be built here; raise `CourseError` with what to install or to allow."""
    with Sandbox() as sandbox:
        sandbox.handle()
    for folder in (sys.base_prefix, sys.prefix):
        if is_root() and os.stat(folder).st_mode & 0o005 != 0o005:
            raise CourseError(f"student code runs as nobody, who may not read Python: run 'chmod -R o+rX {folder}'")


def _bubblewrap() -> str:
    if sys.platform != "linux":
        raise CourseError(
            "the sandbox for student code needs Linux: grade on a Linux machine, in WSL 2 or a virtual machine"
        )
    program = shutil.which("bwrap")
    if program is None:
        raise CourseError(f"student code runs in a sandbox, and bubblewrap, which builds it, is missing: {INSTALL}")
    return program


def sandbox_options(limits: Limits) -> list[str]:
    """Return bubblewrap's options, but for those that say who the users are."""
    return [
        *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"),
        *("--hostname", "hand-in", "--new-session", "--chdir", "/"),
        *("--cap-drop", "ALL", "--cap-add", "CAP_KILL"),  # one that students lack: so they cannot trace process 1
        *mount_options(limits.disk),
    ]


def _root_namespace() -> int:
    try:
        return user_namespace()
    except OSError as error:
        raise CourseError(NO_USER_NAMESPACES.format(error)) from error


def _start(command: list[str], passed: list[int]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        cwd="/",
        env={"PATH": "/usr/bin:/bin"},  # what process 1 has in its environment can be read inside
        pass_fds=passed,
        start_new_session=True,  # an interrupt in the terminal is the owner's to handle
    )


def _kill(pidfd: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(pidfd, signal.SIGKILL)


def mount_options(size: int) -> list[str]:
    """Return bubblewrap's options for the file system; each folder that can be written to holds `size` bytes.

    With a size of 0 nothing can be written to.
    """
    package = os.path.dirname(os.path.abspath(initcourse.__file__))
    python = {sys.base_prefix, os.path.realpath(sys.base_prefix), sys.prefix}
    shown = {path: ["--ro-bind", path, path] for path in {*filter(os.path.exists, SYSTEM), *python, package}}
    shown |= {path: ["--symlink", os.readlink(path), path] for path in filter(_is_link, SYSTEM)}
    empty = (f"{package}/grading", *_work_among(shown), *(() if size else WRITABLE_FOLDERS))
    hidden = {path: ["--perms", "0755", "--tmpfs", path] for path in empty}
    writable = {path: ["--size", str(size), "--perms", "1777", "--tmpfs", path] for path in WRITABLE_FOLDERS}
    free = writable if size else {}
    options = ["--proc", "/proc", "--dev", "/dev"]
    for path, words in sorted((shown | hidden | free).items()):  # a folder comes before what is to lie in it
        options += [*_above(path), *words]
    return options + [word for path in (*hidden, "/dev", "/") for word in ("--remount-ro", path)]


def _is_link(path: str) -> bool:
    """Say whether it is a folder that has moved below /usr; other links are followed."""
    return os.path.islink(path) and not os.readlink(path).startswith("/")


def _work_among(shown: Iterable[str]) -> list[str]:
    """Return the working directory, where the course may be, if it lies in one that is shown."""
    try:
        work = os.getcwd()
    except FileNotFoundError:
        return []
    return [work] if any(work.startswith(f"{path}/") for path in shown) else []


def _above(path: str) -> list[str]:
    """Return the options that make the folders that the path lies in; bubblewrap alone would make them root's."""
    folder = os.path.dirname(path)
    return [] if folder == "/" else [*_above(folder), "--perms", "0755", "--dir", folder]


def is_root() -> bool:
    """Say whether this process's user is the machine's root, not only one that a container calls so."""
    return os.geteuid() == 0 and Path("/proc/self/uid_map").read_text().split()[:2] == ["0", "0"]


def user_namespace() -> int:
    """Return a file descriptor of a new user namespace for root's sandboxes: the kernel counts processes in each apart.

    Raises `OSError` if root may not make it.
    """
    pipe = subprocess.PIPE
    with subprocess.Popen(["unshare", "--user", "cat"], bufsize=0, stdin=pipe, stdout=pipe, stderr=pipe) as cat:
        stdin, stdout, stderr = _pipes(cat)
        stdin.write(b"\n")
        if not stdout.read(1):  # it did not get into its namespace
            raise PermissionError(stderr.read().decode(errors="replace").strip())
        for name in ("uid_map", "gid_map"):
            Path(f"/proc/{cat.pid}/{name}").write_text(ID_MAP)
        return os.open(f"/proc/{cat.pid}/ns/user", os.O_RDONLY)


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
    """Return the ends of a process's standard input, output and error, which were opened as pipes."""
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise ValueError("the process was started without pipes")
    return process.stdin, process.stdout, process.stderr
