"""The way of a forked process into a sandbox, and what it gives up there; `forkserver` calls `enter` in the child.

The process that ran the imports cannot be started within walls by bubblewrap: it is forked, and joins the sandbox's
namespaces by setns(2). A process that joins a process namespace stays outside it, only its children are in; so `enter`
forks once more. The process left outside runs nothing of a student's, waits, and ends as the one inside ends.

Not walled off are faults of the kernel, what can be told from the time that things take, the names of the folders
that are shown inside, the load that others on the same machine feel, and memory that the kernel itself keeps for open
sockets and pipes; if that runs out, the kernel ends students' processes first.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import resource
import signal
from collections.abc import Iterable
from typing import Any, NoReturn

from initcourse.grading.sandbox.seccomp import install_filter

NAMESPACES = {
    "user": 0x10000000,
    "mnt": 0x00020000,
    "pid": 0x20000000,
    "net": 0x40000000,
    "ipc": 0x08000000,
    "uts": 0x04000000,
    "cgroup": 0x02000000,
}
"""The namespaces that a sandbox has of its own, with their flags for setns(2) from <linux/sched.h>."""

OPTIONAL = frozenset({"cgroup"})
"""Bubblewrap does without it where the kernel has none."""

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 1, 4, 24, 38, 47

PR_CAP_AMBIENT_CLEAR_ALL = 4

CAPABILITIES = 64
"""More than any kernel has."""

CAPABILITY_VERSION_3 = 0x20080522

NICE = 10
"""How far a student's processes stand back: those that watch and judge them come first, be they many."""

_libc = ctypes.CDLL(None, use_errno=True)


def enter(walls: dict[str, Any], pidfd: int, keep: Iterable[int]) -> int:
    """Be inside when it returns; it returns the process's number outside.

    `walls` is what `sandbox.Walls.request` returned, and `pidfd` refers to the sandbox's process 1. Of the file
    descriptors only those in `keep` stay open; 0, 1 and 2 lead nowhere. Raises `OSError` or `RuntimeError` if it
    cannot be inside, and then nothing of a student's must run.
    """
    flags, server = namespace_flags(walls["pid"], walls["namespace"]), os.getppid()
    if os.geteuid() == 0:
        os.setgroups([])  # inside, nobody may
    _call("setns", pidfd, flags)
    told, tell = os.pipe()
    inner = os.fork()
    if inner:
        os.close(told)
        _stand_for(inner, tell, server)
    os.close(tell)
    outside = int(os.read(told, 32) or b"0")
    os.close(told)
    os.setsid()
    _close_all_but(keep)
    _limit(walls)
    _drop(walls["user"])
    if not outside or os.getpid() == outside:
        raise RuntimeError("the process is not in the sandbox's process namespace")
    return outside


def namespace_flags(pid: int, namespace: int) -> int:
    """Return the flags of the sandbox's namespaces; raise `RuntimeError` if it shares one that it must not share."""
    flags = 0
    if os.stat(f"/proc/{pid}/ns/pid").st_ino != namespace:
        raise RuntimeError("the sandbox is gone")
    for name, flag in NAMESPACES.items():
        if not os.path.samefile(f"/proc/{pid}/ns/{name}", f"/proc/self/ns/{name}"):
            flags |= flag
        elif name not in OPTIONAL:
            raise RuntimeError(f"the sandbox has no {name} namespace of its own")
    return flags


def _stand_for(inner: int, tell: int, server: int) -> NoReturn:
    """Pass on signals to the process inside, and end as it ends."""
    try:
        for signum in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signum, lambda signum, _: _pass_on(inner, signum))
        _call("prctl", PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # joining the sandbox has undone it
        if os.getppid() != server:
            os._exit(1)
        os.write(tell, str(inner).encode())
        _close_all_but(())
        _, status = os.waitpid(inner, 0)
        code = os.waitstatus_to_exitcode(status)
        if code < 0:
            if -code != signal.SIGKILL:
                signal.signal(-code, signal.SIG_DFL)
            os.kill(os.getpid(), -code)
        os._exit(code)
    finally:
        os._exit(1)


def _pass_on(inner: int, signum: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(inner, signum)


def _close_all_but(keep: Iterable[int]) -> None:
    """Close every file descriptor but those in `keep`; let 0, 1 and 2 lead nowhere, as inside there is no terminal."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    first = 3
    for kept in sorted(keep):
        os.closerange(first, kept)
        first = kept + 1
    os.closerange(first, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def _limit(walls: dict[str, Any]) -> None:
    """Set the limits that the kernel keeps for a process; `usage` watches those of the sandbox as a whole.

    There is none on address space: TensorFlow reserves far more of it than it uses.
    """
    os.nice(NICE)
    for kind, most in (
        *_process_limits(walls["processes"]),
        (resource.RLIMIT_CPU, walls["cpu_seconds"]),
        (resource.RLIMIT_FSIZE, walls["file_size"]),
        (resource.RLIMIT_NOFILE, walls["open_files"]),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def _process_limits(watched: int) -> list[tuple[int, int]]:
    """Return the kernel's limit on processes; before Linux 5.14 it counted those outside as well, of the same user."""
    release = [int(number) for number in re.findall(r"\d+", os.uname().release)[:2]]
    return [(resource.RLIMIT_NPROC, 2 * watched)] if release >= [5, 14] else []


def _drop(user: int) -> None:
    """Become an ordinary user without any power, for good, who dies with the process outside."""
    for capability in range(CAPABILITIES):
        if _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
            break
    with open("/proc/sys/user/max_user_namespaces", "w") as file:
        file.write("0")  # in one of its own, a student would have powers, and more of the kernel in reach
    _call("prctl", PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    header, none = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    _call("capset", header, none)
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    install_filter()
    _call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)  # else it could not even read its own /proc/self
    _call("prctl", PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # the first to go if memory runs out all the same


def _call(name: str, *arguments: Any) -> None:
    """Call a function of the C library; raise `OSError` if it fails."""
    if getattr(_libc, name)(*arguments) == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
