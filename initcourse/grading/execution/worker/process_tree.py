"""What the fork server does with processes: it adopts, signals and kills them, and lets them die with their parent."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
"""Options of Linux' prctl(2): die with the parent; adopt orphans of one's children."""


def die_with(parent: int) -> None:
    """Have this process killed when its parent dies; end at once if that has happened already."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of what one's children leave behind."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def signal_session(pid: int, signum: int) -> None:
    """Signal a kernel with the processes that it started; alone, if it has not made its session yet."""
    for send in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError):
            return send(pid, signum)


def kill_children(spare: object) -> None:
    """Kill every child but those in `spare`; the orphans of dead children have become children themselves."""
    while strays := [pid for pid in _children() if pid not in spare]:
        for pid in strays:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _children() -> list[int]:
    """Return the processes whose parent is this one, zombies excepted."""
    import psutil

    return [p.pid for p in psutil.Process().children() if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def _prctl(option: int, value: int) -> None:
    """Call Linux' prctl(2); other systems do without."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
