"""The lower bound of grading: what the cells themselves cost in a process that has everything imported.

`bench` runs it as a program of its own, `python -m benchmarks.lower_bound MODULE...`: standard input holds a JSON list
of notebooks, each the list of its cells' code; standard output gets as many `CellsCost`. There are no messages, no
judge and no gradebook, so nothing that grades can be faster.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class CellsCost:
    """What the cells of one notebook cost: seconds of CPU and of wall time."""

    cpu: float
    wall: float


def cost(cells: Sequence[str]) -> CellsCost:
    """Run the cells in a forked process; return what that cost."""
    begin = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        _run(cells)
        os._exit(0)
    _, _, usage = os.wait4(pid, 0)
    return CellsCost(cpu=usage.ru_utime + usage.ru_stime, wall=time.perf_counter() - begin)


def _run(cells: Sequence[str]) -> None:
    """Run the cells in one name space, whatever they raise or print."""
    names: dict = {"__name__": "__main__"}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        for cell in cells:
            with contextlib.suppress(BaseException):
                exec(compile(cell, "<cell>", "exec"), names)


if __name__ == "__main__":
    from initcourse.grading.processes.worker.startup import preload

    preload(sys.argv[1:])
    sys.modules["matplotlib"].use("agg")
    json.dump([asdict(cost(cells)) for cells in json.load(sys.stdin)], sys.stdout)
