"""The way of a forked process into a sandbox, and what it gives up there; the fork server calls `enter` in the child.

The process that ran the imports cannot be started inside by bubblewrap: it is forked, and joins the sandbox's
namespaces by setns(2). A process that joins a process namespace stays outside it, only its children are in; so `enter`
forks once more. The process left outside runs no student code, waits, and ends as the one inside ends.

A sandbox does not prevent faults of the kernel, what can be told from the time that things take, the names of the
folders that are shown inside, the load that others on the same machine feel, and memory that the kernel itself keeps
for open sockets and pipes; if that runs out, the kernel ends students' processes first.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import resource
import signal
from collections.abc import Iterable
from typing import NoReturn

from initcourse.grading.sandbox.bubblewrap import Limits, SandboxHandle
from initcourse.grading.sandbox.libc import (
    PR_CAP_AMBIENT,
    PR_CAP_AMBIENT_CLEAR_ALL,
    PR_CAPBSET_DROP,
    PR_SET_DUMPABLE,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    c_call,
    prctl,
)
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


CAPABILITIES = 64
"""More than any kernel has."""

CAPABILITY_VERSION_3 = 0x20080522

NICE = 10
"""How far a student's processes stand back: those that watch and judge them come first, be they many."""


def enter(sandbox: SandboxHandle, pidfd: int, keep: Iterable[int]) -> int:
    """Move this process into the sandbox; return, inside, the process's number as seen outside.

    `pidfd` refers to the sandbox's process 1. Of the file descriptors only those in `keep` stay open; 0, 1 and 2 lead
    to /dev/null. Raises `OSError` or `RuntimeError` if it cannot be inside; then no student code may run.
    """
    flags, server = namespace_flags(sandbox.pid, sandbox.namespace), os.getppid()
    if os.geteuid() == 0:
        os.setgroups([])  # inside, nobody may
    c_call("setns", pidfd, flags)
    reading, writing = os.pipe()
    inner = os.fork()
    if inner:
        os.close(reading)
        _represent(inner, writing, server)
    os.close(writing)
    outside = int(os.read(reading, 32) or b"0")
    os.close(reading)
    os.setsid()
    _close_all_but(keep)
    _limit(sandbox.limits)
    _drop_privileges(sandbox.user)
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


def _represent(inner: int, writing: int, server: int) -> NoReturn:
    """Tell the inner process its number outside, pass signals on to it, and end as it ends."""
    try:
        for signum in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signum, lambda signum, _: _pass_on(inner, signum))
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # joining the sandbox has undone it
        if os.getppid() != server:
            os._exit(1)
        os.write(writing, str(inner).encode())
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


def limit_growth(most: int) -> None:
    """Let this process have `most` bytes of memory of its own beyond what it has now.

    The limit is the kernel's, on what can be written to. There is none on address space: TensorFlow reserves far more
    of it than it uses.
    """
    with open("/proc/self/status", "rb") as status:
        kilobytes = next(line.split()[1] for line in status if line.startswith(b"VmData:"))
    set_limit(resource.RLIMIT_DATA, (int(kilobytes) << 10) + most)


def _limit(limits: Limits) -> None:
    """Set the limits that the kernel keeps for a process; `monitor` watches those of the sandbox as a whole."""
    os.nice(NICE)
    limit_growth(limits.memory)
    for kind, most in (
        *_process_limits(limits.processes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        set_limit(kind, most)


def set_limit(kind: int, most: int) -> None:
    """Set one of the kernel's limits for good, as far as an outer one allows."""
    hard = resource.getrlimit(kind)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


def _process_limits(watched: int) -> list[tuple[int, int]]:
    """Return the kernel's limit on processes; before Linux 5.14 it counted those outside as well, of the same user."""
    release = [int(number) for number in re.findall(r"\d+", os.uname().release)[:2]]
    return [(resource.RLIMIT_NPROC, 2 * watched)] if release >= [5, 14] else []


def _drop_privileges(user: int) -> None:
    """Become an unprivileged user for good, in a process that dies with the one outside."""
    for capability in range(CAPABILITIES):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:  # the last one that this kernel has was the one before
            break
    with open("/proc/sys/user/max_user_namespaces", "w") as file:
        file.write("0")  # in one of its own, a student would have powers, and more of the kernel in reach
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    header, none = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    c_call("capset", header, none)
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    install_filter()
    prctl(PR_SET_DUMPABLE, 1)  # else it could not even read its own /proc/self
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # the first to go if memory runs out all the same
