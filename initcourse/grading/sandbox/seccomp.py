"""System calls that a student's process is refused: those that take memory where nobody sees it.

`monitor` sees what processes have mapped, and files in folders. What memfd_create(2), shmget(2) and the like make is in
no folder and need not be mapped; keys, BPF programs and io_uring are more of the kernel than a course needs. The
kernel's filter (seccomp) answers these calls with "not permitted", to a process and all that it starts, for good.

The filter is written here as BPF instructions: bubblewrap's own `--seccomp` does not reach a process that joins the
sandbox by setns(2), and libseccomp's Python bindings are no longer maintained.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from initcourse.grading.sandbox.libc import PR_SET_SECCOMP, prctl

REFUSED_CALLS = {
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "userfaultfd": (323, 282),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "io_uring_setup": (425, 425),
}
"""The calls with their numbers on x86-64 and on 64-bit ARM."""

MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""Which of the numbers a machine has, and its mark in <linux/audit.h>; other machines do without the filter."""

LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
"""What the filter's instructions do (<linux/bpf_common.h>): load a word, compare it and jump, return."""

CALL, ARCHITECTURE = 0, 4
"""Where the call's number and the machine's mark are in what the filter loads from."""

ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000

FOREIGN_CALLS = 0x40000000
"""From here on x86-64 has its calls for 32-bit pointers, a second number for each."""

SECCOMP_MODE_FILTER = 2


def install_filter() -> None:
    """Have the kernel refuse the calls from now on; raise `OSError` if it does not.

    The process must have given up gaining privileges (PR_SET_NO_NEW_PRIVS).
    """
    machine = os.uname().machine
    if machine not in MACHINES:
        return
    program = ctypes.create_string_buffer(_program(*MACHINES[machine]))
    length = len(program) // 8
    described = ctypes.create_string_buffer(struct.pack("HxxxxxxP", length, ctypes.addressof(program)))
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, described)


def _program(column: int, mark: int) -> bytes:
    """Return the filter: instructions of eight bytes, which say how many to skip if a comparison holds and if not."""
    numbers = [numbers[column] for numbers in REFUSED_CALLS.values()]
    instructions = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, mark),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, CALL),
        (AT_LEAST, len(numbers) + 1, 0, FOREIGN_CALLS),
        *((EQUAL, len(numbers) - i, 0, number) for i, number in enumerate(numbers)),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]
    return b"".join(struct.pack("HBBI", *instruction) for instruction in instructions)
