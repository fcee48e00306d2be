"""The floor of grading: what the cells themselves cost in a process that has everything imported.

`bench` runs it as a program of its own: standard input holds a JSON list of notebooks, each the list of its cells'
code; standard output gets as many `[cpu seconds, wall seconds]`. No kernel, no messages, no gradebook: nothing that
grades can be faster.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import time
from collections.abc import Sequence

from initcourse.grading.execution.worker.startup import preload


def cost(cells: Sequence[str]) -> tuple[float, float]:
    """Run the cells in a forked process; return its CPU and wall seconds."""
    begin = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        _run(cells)
        os._exit(0)
    _, _, usage = os.wait4(pid, 0)
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - begin


def _run(cells: Sequence[str]) -> None:
    names: dict = {"__name__": "__main__"}
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
        for cell in cells:
            with contextlib.suppress(BaseException):
                exec(compile(cell, "<cell>", "exec"), names)


if __name__ == "__main__":
    preload(sys.argv[1:])
    sys.modules["matplotlib"].use("agg")
    json.dump([cost(cells) for cells in json.load(sys.stdin)], sys.stdout)
