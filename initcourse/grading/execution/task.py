"""A notebook to execute and what came of it: plain data, which `execute` takes and returns on any machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from initcourse.grading.course.names import TrustBoundary


@dataclass(frozen=True)
class Task:
    """A sanitized notebook (as JSON) to run, with the `files` handed in beside it, by relative path.

    Cells whose index is in `left_out` are not run. `traits` configures `Execute`, such as `{"timeout": 30}`. The
    `boundary` says which cells run apart from the student's, from the source notebook; None: the notebook is not
    self-contained, and test cells run in the student's process.
    """

    notebook: str
    files: dict[str, bytes] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    traits: dict[str, Any] = field(default_factory=dict)
    boundary: TrustBoundary | None = None


@dataclass(frozen=True)
class TaskResult:
    """The notebook (as JSON) with its outputs, what went wrong in which cell, and what it cost.

    `trouble` is the student's by cell id: "timed out", "out of memory" or "kernel died"; `faults` are ours: test cells
    that could not be run, and why. `seconds` is wall time, `cpu` the seconds that the student's processes computed,
    `max_rss` the memory in bytes of the largest.
    """

    notebook: str
    trouble: dict[str, str]
    faults: dict[str, str]
    seconds: float
    cpu: float
    max_rss: int


TIMED_OUT, DIED, OUT_OF_MEMORY = "timed out", "kernel died", "out of memory"


def long_running(seconds: float) -> dict[str, Any]:
    """Return traits for a notebook of our own whose cells may compute for so long."""
    return {"timeout": seconds, "notebook_timeout": seconds, "limits": {"cpu_seconds": int(seconds)}}
