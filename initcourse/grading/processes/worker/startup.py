"""What the fork server imports once, and what every process that it forks has of its own."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Mapping, Sequence

from initcourse.grading import UNUSED

OF_THE_SERVER = ("psutil", "initcourse.grading.processes.worker.confined_call")
"""What the server itself needs, or a process that it forks where nothing can be imported any more."""


def preload(modules: Sequence[str]) -> dict[str, str]:
    """Import `modules`; return the environment variables that this has set.

    Objects made here are left out of garbage collection in the children.
    """
    before = set(os.environ)
    for module in [*OF_THE_SERVER, *modules]:
        importlib.import_module(module)
    if sys.modules.get(UNUSED, UNUSED) is None:
        del sys.modules[UNUSED]
    gc.collect()
    gc.freeze()
    return {name: value for name, value in os.environ.items() if name not in before}


def inherit(environment: Mapping[bytes, bytes], folder: str, imports_env: Mapping[str, str]) -> None:
    """Set anew what a fresh process has of its own: standard input, environment, working directory."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.environ.clear()
    os.environ.update(imports_env)
    os.environb.update(environment)
    os.chdir(folder)
