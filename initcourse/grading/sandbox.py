"""Walls around the processes that run a hand-in: a bubblewrap sandbox that stands empty until `inside.enter` goes in.

`execute` builds `Walls` for a hand-in, ahead of time if it likes, and gives them to `kernels.ForkServer.fork_runner`.
The sandbox's process 1 is `cat`: it echoes a line once everything stands, and ends when its input closes, which the
owner's death does too. Its end is the end of every process within.

Inside there are Python with its packages and the system's programs, read-only; a home, /tmp and /dev/shm in memory; no
network, no other process, no other file. `inside` says what the walls do not hold.
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
from dataclasses import asdict, dataclass
from typing import Any

from initcourse.grading.errors import CourseError
from initcourse.grading.nobody import USER, is_root, user_namespace
from initcourse.grading.shown import file_system

INSTALL = "install it with 'apt-get install bubblewrap' (Debian, Ubuntu) or 'dnf install bubblewrap' (Fedora)"

NO_USER_NAMESPACES = (
    "bubblewrap may not build walls here ({}): allow user namespaces with 'sysctl user.max_user_namespaces=10000', on "
    "Debian also kernel.unprivileged_userns_clone=1, on Ubuntu kernel.apparmor_restrict_unprivileged_userns=0; a "
    "container must be started with them allowed, such as 'docker run --security-opt seccomp=unconfined "
    "--security-opt systempaths=unconfined'"
)

READY = b"ready\n"

PATIENCE = 60.0
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


class Walls:
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

    def __enter__(self) -> Walls:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _stands(self) -> bool:
        """Say whether process 1 has echoed."""
        heard, out, end = b"", self._process.stdout, time.monotonic() + PATIENCE
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
            return f"it takes more than {PATIENCE:.0f} seconds"
        lines = self._process.stderr.read().decode(errors="replace").strip().splitlines()
        return lines[-1].removeprefix("bwrap: ") if lines else "it said nothing"


def check() -> None:
    """Return if walls can be built here. Raises `CourseError` with what to install or to allow."""
    with Walls() as walls:
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
        *file_system(limits.disk),
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
