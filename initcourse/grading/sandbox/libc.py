"""Calls of Linux that Python's standard library does not offer: prctl(2), setns(2), capset(2), by the C library.

`enter` and `seccomp` give up privileges by them, and the fork server binds processes to their parents and gathers its
memory. The numbers are those of <linux/prctl.h> and <asm/mman.h>.
"""

from __future__ import annotations

import ctypes
import os
from functools import cache
from typing import Any

PR_SET_PDEATHSIG = 1
"""The signal that this process gets when its parent dies."""

PR_SET_DUMPABLE = 4
"""Whether the process may read its own /proc/self after it has changed its user."""

PR_SET_SECCOMP = 22
"""Install a filter of system calls."""

PR_CAPBSET_DROP = 24
"""Give up a capability that a program could otherwise be started with."""

PR_SET_CHILD_SUBREAPER = 36
"""Become the parent of orphans among the descendants."""

PR_SET_NO_NEW_PRIVS = 38
"""Gain no privileges by starting programs, for good."""

PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
"""Give up the capabilities that are passed on to programs."""

MADV_COLLAPSE = 25
"""Gather a range of memory in huge pages; Linux can since version 6.1."""


def prctl(option: int, *arguments: Any) -> None:
    """Change this process as `option` says; raise `OSError` if the kernel refuses."""
    c_call("prctl", option, *arguments, *(0,) * (4 - len(arguments)))


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def c_call(name: str, *arguments: Any) -> None:
    """Call a function of the C library that returns -1 if it fails; raise `OSError` then."""
    if getattr(_library(), name)(*arguments) == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
