"""What the fork server does with processes: it adopts, signals and kills them, and lets them die with their parent."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Container

from initcourse.grading.sandbox.libc import PR_SET_CHILD_SUBREAPER, PR_SET_PDEATHSIG, prctl


def die_with(parent: int) -> None:
    """Have this process killed when its parent dies; end at once if that has happened already."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of what one's children leave behind."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)


def signal_session(pid: int, number: int) -> None:
    """Signal a process with those that it started; alone, if it has not made its session yet."""
    for send in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError):
            return send(pid, number)


def kill_children(spare: Container[int]) -> None:
    """Kill every child but those in `spare`; the orphans of dead children have become children themselves."""
    while strays := [pid for pid in _children() if pid not in spare]:
        for pid in strays:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _children() -> list[int]:
    """Return the processes whose parent is this one, zombies excepted."""
    own = os.getpid()
    try:
        with open(f"/proc/{own}/task/{own}/children", "rb") as file:
            pids = [int(pid) for pid in file.read().split()]
    except OSError:  # not Linux, or a kernel that does not tell: look through all processes
        import psutil  # not before the fork server has imported it with everything else

        return [p.pid for p in psutil.Process().children() if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
    return [pid for pid in pids if not _is_zombie(pid)]


def _is_zombie(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[0] in (b"Z", b"X")
    except OSError:
        return True
