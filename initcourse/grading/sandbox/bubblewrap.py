"""Walls around the processes that run a hand-in: a bubblewrap sandbox that stands empty until `inside.enter` goes in.

`execute` builds `Walls` for a hand-in, ahead of time if it likes, and gives them to `kernels.ForkServer.fork_runner`.
The sandbox's process 1 is `cat`: it echoes a line once everything stands, and ends when its input closes, which the
owner's death does too. Its end is the end of every process within.

Inside there are Python with its packages and the system's programs, read-only; a home, /tmp and /dev/shm in memory; no
network, no other process, no other file. `inside` says what the walls do not hold.


What can be seen inside a sandbox: the options by which bubblewrap builds its file system, and the environment.

Nothing is shown but what is named here. The root folder is empty and in memory; the system, Python and this package
without staff's part are shown read-only; a few folders in memory can be written to.


Whom a student's process is outside its sandbox, when root grades: nobody.

A process of root's own user may write most of /proc/sys, the program that takes core dumps included, without any
capability and whatever its user is called inside. So root's sandboxes live in a user namespace in which root is there
to build them, and user 1000, whom a student becomes, is the system's nobody.
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
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import initcourse
from initcourse.grading.errors import CourseError

INSTALL = "install it with 'apt-get install bubblewrap' (Debian, Ubuntu) or 'dnf install bubblewrap' (Fedora)"

NO_USER_NAMESPACES = (
    "bubblewrap may not build walls here ({}): allow user namespaces with 'sysctl user.max_user_namespaces=10000', on "
    "Debian also kernel.unprivileged_userns_clone=1, on Ubuntu kernel.apparmor_restrict_unprivileged_userns=0; a "
    "container must be started with them allowed, such as 'docker run --security-opt seccomp=unconfined "
    "--security-opt systempaths=unconfined'"
)

READY = b"ready\n"

START_TIMEOUT = 60.0
"""Seconds in which walls must stand; they take some thousandths."""


@dataclass(frozen=True)
class Limits:
    """What one hand-in may use: far more than honest work of the course needs, too little to hurt the rest."""

    memory: int = 4 << 30
    """Bytes of all its processes and files together; an honest notebook with TensorFlow uses a sixth of it."""
    processes: int = 256
    """Processes and threads; TensorFlow alone starts some dozens on a machine of many cores. The kernel refuses more
    than twice as many, so that whoever looks (see `usage`) is heard among them."""
    disk: int = 512 << 20
    """Bytes of each folder in `shown.IN_MEMORY`; the course's own files are less than one megabyte."""
    open_files: int = 1024
    """Open files of one process: the usual limit, which programs expect."""
    file_size: int = 512 << 20
    """Bytes of one file, also of one that is in memory only; none can be larger than its folder."""
    cpu_seconds: int = 3600
    """Computing time of one process, should whoever measures wall time be gone."""


class Sandbox:
    """A sandbox of its own for one hand-in; it begins to stand when it is made, and nobody waits for it until asked."""

    def __init__(self, limits: Limits = Limits()) -> None:
        """Start bubblewrap. Raises `CourseError` if it is not installed."""
        self.limits, self._request, self._pid1 = limits, {}, -1
        command = [_bubblewrap(), *_options(limits)]
        with contextlib.ExitStack() as passed:
            info, theirs = os.pipe()
            self._info = os.fdopen(info)
            passed.callback(os.close, theirs)
            fds = [theirs]
            command += ["--info-fd", str(theirs)]
            if is_root():
                fds.append(_users())
                passed.callback(os.close, fds[-1])
                command += ["--userns", str(fds[-1])]
            else:
                command += ["--unshare-user", "--uid", str(USER), "--gid", str(USER)]
            self._process = _start([*command, "--as-pid-1", "cat"], fds)
        with contextlib.suppress(BrokenPipeError):  # `request` reads why
            self._process.stdin.write(READY)

    def request(self) -> dict[str, Any]:
        """Wait until the sandbox stands; return what the fork server needs to send a process in.

        Raises `CourseError` with bubblewrap's last words if it does not come to stand.
        """
        if not self._request:
            if not self._stands():
                raise CourseError(NO_USER_NAMESPACES.format(self._last_words()))
            info = json.load(self._info)
            self._pid1 = os.pidfd_open(info["child-pid"])
            namespace = os.stat(f"/proc/{info['child-pid']}/ns/pid").st_ino
            self._request = {"pid": info["child-pid"], "namespace": namespace, "user": USER, **asdict(self.limits)}
        return self._request

    def close(self) -> None:
        """Kill everything inside, and return when nothing is left; a second time, do nothing."""
        if self._process.stdin.closed:
            return
        if self._pid1 >= 0:
            _kill(self._pid1)
            os.close(self._pid1)
        self._process.stdin.close()
        self._process.wait()  # bubblewrap ends after process 1, and that after all others
        for end in (self._process.stdout, self._process.stderr, self._info):
            end.close()  # sooner, it could die of it while it still builds, and leave process 1 waiting

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _stands(self) -> bool:
        """Say whether process 1 has echoed."""
        heard, out, end = b"", self._process.stdout, time.monotonic() + START_TIMEOUT
        while heard != READY and select.select([out], [], [], max(0.0, end - time.monotonic()))[0]:
            data = os.read(out.fileno(), 64)
            if not data:
                return False
            heard += data
        return heard == READY

    def _last_words(self) -> str:
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return f"it takes more than {START_TIMEOUT:.0f} seconds"
        lines = self._process.stderr.read().decode(errors="replace").strip().splitlines()
        return lines[-1].removeprefix("bwrap: ") if lines else "it said nothing"


def check_sandbox() -> None:
    """Return if walls can be built here. Raises `CourseError` with what to install or to allow."""
    with Sandbox() as walls:
        walls.request()
    for folder in (sys.base_prefix, sys.prefix):
        if is_root() and os.stat(folder).st_mode & 0o005 != 0o005:
            raise CourseError(f"student code runs as nobody, who may not read Python: run 'chmod -R o+rX {folder}'")


def _bubblewrap() -> str:
    if sys.platform != "linux":
        raise CourseError(
            "walls around student code need Linux: grade on a Linux machine, in WSL 2 or a virtual machine"
        )
    program = shutil.which("bwrap")
    if program is None:
        raise CourseError(f"student code is run behind walls, and bubblewrap, which builds them, is missing: {INSTALL}")
    return program


def _options(limits: Limits) -> list[str]:
    """Return bubblewrap's options but for the users."""
    return [
        *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"),
        *("--hostname", "hand-in", "--new-session", "--chdir", "/"),
        *("--cap-drop", "ALL", "--cap-add", "CAP_KILL"),  # one that students lack: so they cannot trace process 1
        *mount_options(limits.disk),
    ]


def _users() -> int:
    try:
        return user_namespace()
    except OSError as error:
        raise CourseError(NO_USER_NAMESPACES.format(error)) from error


def _start(command: list[str], passed: list[int]) -> subprocess.Popen:
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


HOME = "/home/student"
"""Where a student's process starts, and the hand-in's files are put."""

WRITABLE_FOLDERS = (HOME, "/tmp", "/dev/shm")
"""The only folders that can be written to."""

SYSTEM = (
    *("/usr", "/lib", "/lib32", "/lib64", "/libx32", "/bin", "/sbin"),
    *("/etc/ld.so.cache", "/etc/fonts", "/etc/localtime"),
)
"""What Python, its libraries and the programs they call need of the system; no account, no setting."""


def mount_options(size: int) -> list[str]:
    """Return the options; each folder that can be written to holds `size` bytes."""
    package = os.path.dirname(os.path.abspath(initcourse.__file__))
    python = {sys.base_prefix, os.path.realpath(sys.base_prefix), sys.prefix}
    shown = {path: ["--ro-bind", path, path] for path in {*filter(_is_there, SYSTEM), *python, package}}
    shown |= {path: ["--symlink", os.readlink(path), path] for path in filter(_is_link, SYSTEM)}
    hidden = {path: ["--perms", "0755", "--tmpfs", path] for path in (f"{package}/grading", *_work_among(shown))}
    free = {path: ["--size", str(size), "--perms", "1777", "--tmpfs", path] for path in WRITABLE_FOLDERS}
    options = ["--proc", "/proc", "--dev", "/dev"]
    for path, words in sorted((shown | hidden | free).items()):  # a folder comes before what is to lie in it
        options += [*_above(path), *words]
    return options + [word for path in (*hidden, "/dev", "/") for word in ("--remount-ro", path)]


def _is_there(path: str) -> bool:
    return os.path.exists(path)


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


USER = 1000
"""User and group that a student's process has inside, whoever runs the grading."""

NOBODY = 65534
"""User and group outside, if root runs it: they own nothing."""

MAP = f"0 0 1\n{USER} {NOBODY} 1\n"
"""Who is who, inside and outside."""


def is_root() -> bool:
    """Say whether this process's user is the machine's root, not only one that a container calls so."""
    return os.geteuid() == 0 and Path("/proc/self/uid_map").read_text().split()[:2] == ["0", "0"]


def user_namespace() -> int:
    """Return a file descriptor of a new such namespace: the kernel counts a user's processes in each of them apart.

    Raises `OSError` if root may not make it.
    """
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(["unshare", "--user", "cat"], bufsize=0, **pipes) as cat:
        cat.stdin.write(b"\n")
        if not cat.stdout.read(1):  # it never was in there
            raise PermissionError(cat.stderr.read().decode(errors="replace").strip())
        for name in ("uid_map", "gid_map"):
            Path(f"/proc/{cat.pid}/{name}").write_text(MAP)
        return os.open(f"/proc/{cat.pid}/ns/user", os.O_RDONLY)
