"""What the fork server imports once, and what every process that it forks has of its own."""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from initcourse.grading import UNUSED
from initcourse.grading.sandbox.libc import MADV_COLLAPSE, c_call

OF_THE_SERVER = ("psutil", "initcourse.grading.processes.worker.confined_call")
"""What the server itself needs, or a process that it forks where nothing can be imported any more."""


def preload(modules: Sequence[str]) -> dict[str, str]:
    """Import `modules`; return the environment variables that this has set.

    Objects made here are left out of garbage collection in the children, and memory is gathered in huge pages: to fork
    this process takes half the time, as there are fewer pages to enter into tables.
    """
    before = set(os.environ)
    gc.disable()  # imports make hardly any garbage, and a fifth of their time goes into the search for it
    for module in [*OF_THE_SERVER, *modules]:
        importlib.import_module(module)
    if sys.modules.get(UNUSED, UNUSED) is None:
        del sys.modules[UNUSED]
    gc.freeze()
    gc.enable()
    for start, size in _own_memory():
        with suppress(OSError):  # not every kernel can, nor has each range pages of its own
            c_call("madvise", ctypes.c_void_p(start), ctypes.c_size_t(size), MADV_COLLAPSE)
    return {name: value for name, value in os.environ.items() if name not in before}


def _own_memory() -> Iterator[tuple[int, int]]:
    """Yield the address and the size, in bytes, of every range of memory that belongs to no file and can be written."""
    for line in Path("/proc/self/maps").read_text().splitlines():
        addresses, rights, *_, inode, name = (*line.split(maxsplit=5), "")[:6]
        if inode == "0" and rights.startswith("rw") and name in ("", "[heap]"):
            start, end = (int(address, 16) for address in addresses.split("-"))
            yield start, end - start


def inherit(environment: Mapping[bytes, bytes], folder: str, imports_env: Mapping[str, str]) -> None:
    """Set anew what a fresh process has of its own: standard input, environment, working directory."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.environ.clear()
    os.environ.update(imports_env)
    os.environb.update(environment)
    os.chdir(folder)
