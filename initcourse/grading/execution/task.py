"""What executing a notebook takes and gives: plain records that travel to a thread or to another machine.

`notebook.execute` turns a `Task` into a `TaskResult`; class runs and proofs build the one and read the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from traitlets.config import Config

from initcourse.grading.errors import CourseError
from initcourse.grading.execution.preload import MODULES
from initcourse.grading.sandbox.bubblewrap import Limits

if TYPE_CHECKING:  # `initcourse grade` starts its processes by this module, before nbformat is imported
    from initcourse.grading.course.names import TrustBoundary

SEED = 20240229
"""What every process's global generators are seeded with, so that a grade does not depend on luck."""

CELL_SECONDS, NOTEBOOK_SECONDS = 10.0, 45.0
"""What a cell and a whole notebook may take, waiting for a core not counted; those of the course take a tenth of it."""

SHOW_CELL_SECONDS, SHOW_NOTEBOOK_SECONDS = 120.0, 600.0
"""What a cell that only shows something may take, as it trains networks, and a notebook in which such cells run."""

TIMEOUT_ERROR = {
    "ename": "CellTimeoutError",
    "evalue": "",
    "traceback": ["\x1b[0;31mCellTimeoutError\x1b[0m: No reply from kernel before timeout"],
}
"""What nbgrader shows of a cell that is out of time."""


class Failure(StrEnum):
    """Why a process that runs student code stopped answering."""

    TIMED_OUT = "timed out"
    DIED = "kernel died"
    OUT_OF_MEMORY = "out of memory"


@dataclass(frozen=True)
class ExecutionOptions:
    """How a notebook is executed; `c.Execute` in `nbgrader_config.py` sets the same fields by the same names.

    `timeout` and `notebook_timeout` are seconds for a cell (None: no limit) and for all cells together; a cell tagged
    `show` has `show_timeout`, as long as none before it was out of time. `seed` seeds the global generators of Python,
    NumPy and Keras, and `modules` are imported before a process is forked. `sandbox`: student code runs in a
    bubblewrap sandbox with these `limits`. `judge`: test cells run in a process of their own. `stop_at_error`: no cell
    runs after one that failed. `run_show_cells`: cells tagged `show` run, too. `follow_through`: an exercise that fails
    for an earlier one's mistake is tried with the official solution in that one's place. `compare`: what the judge
    says of a test is compared with what the test says in the student's own process; a course's configuration says so
    unless it says otherwise.
    """

    timeout: float | None = CELL_SECONDS
    show_timeout: float | None = SHOW_CELL_SECONDS
    notebook_timeout: float = NOTEBOOK_SECONDS
    seed: int | None = SEED
    modules: tuple[str, ...] = MODULES
    sandbox: bool = True
    judge: bool = True
    limits: Limits = field(default_factory=Limits)
    stop_at_error: bool = False
    run_show_cells: bool = False
    follow_through: bool = False
    compare: bool = False
    error_on_timeout: Mapping[str, Any] = field(default_factory=lambda: dict(TIMEOUT_ERROR))

    @classmethod
    def from_config(cls, config: Config, **changed: Any) -> ExecutionOptions:
        """Return what a course's configuration says, with the fields in `changed` set otherwise.

        Raises `CourseError` if `c.Execute.limits` names a limit that does not exist.
        """
        traits = {"compare": True} | dict(config.get("Execute", {})) | changed
        return cls.from_traits({name: value for name, value in traits.items() if name in _FIELDS})

    @classmethod
    def from_traits(cls, traits: Mapping[str, Any]) -> ExecutionOptions:
        """Return the options with these values, where lists and dicts stand for tuples and `Limits`."""
        values = dict(traits)
        if values.get("run_show_cells"):
            cpu = {"cpu_seconds": int(SHOW_NOTEBOOK_SECONDS)}
            longer = {"notebook_timeout": SHOW_NOTEBOOK_SECONDS, "limits": cpu}
            values = longer | values
        if "modules" in values:
            values["modules"] = tuple(values["modules"])
        if isinstance(limits := values.get("limits"), Mapping):
            try:
                values["limits"] = Limits(**limits)
            except TypeError as error:
                names = ", ".join(limit.name for limit in fields(Limits))
                raise CourseError(f"c.Execute.limits in nbgrader_config.py: {error}; limits are {names}") from error
        return cls(**values)


_FIELDS = frozenset(option.name for option in fields(ExecutionOptions))


def long_running(seconds: float, **changed: Any) -> ExecutionOptions:
    """Return the options for a notebook of our own whose cells may compute for so long."""
    limits = Limits(cpu_seconds=int(seconds))
    return ExecutionOptions(timeout=seconds, show_timeout=seconds, notebook_timeout=seconds, limits=limits, **changed)


@dataclass(frozen=True)
class Task:
    """A sanitized `notebook` (as JSON) to run, with the attached `files` by relative path.

    Cells whose index is in `skipped` are not run. The `boundary` says which cells run in the judge, from the source
    notebook; None: test cells run in the student's process. `course_files` lie beside the source notebook and count
    before the hand-in's. For follow-through: `solutions` are the official ones by grade_id, in order, and `builds_on`
    says for answers, by grade_id, which others they use. `hints`: the table of hints for hidden checks, as a file has
    it, or "".
    """

    notebook: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    options: ExecutionOptions = field(default_factory=ExecutionOptions)
    boundary: TrustBoundary | None = None
    course_files: Mapping[str, bytes] = field(default_factory=dict)
    solutions: Mapping[str, str] = field(default_factory=dict)
    builds_on: Mapping[str, Sequence[str]] = field(default_factory=dict)
    hints: str = ""


@dataclass(frozen=True)
class Credit:
    """Points that follow-through gives a test cell: it passes with the official solution `instead_of` earlier answers.

    These are grade_ids of solution cells.
    """

    points: float
    instead_of: tuple[str, ...]


@dataclass(frozen=True)
class TaskResult:
    """The `notebook` (as JSON) with its outputs, what went wrong in which cell, and what it cost.

    `failures` are the student's, by cell id; `grader_errors` are ours, by cell id: test cells that could not be run,
    and why. `doubts` say by cell id why nobody but a person can tell what a test cell is worth, `credits` what
    follow-through gives one. `seconds` is wall time, `second_opinion` the part of it that found the doubts, `cpu` the
    seconds that the student's processes computed, `max_rss` the memory in bytes of the largest of them; follow-through
    is not in them, and took `follow_through_seconds`.
    """

    notebook: str
    failures: Mapping[str, Failure] = field(default_factory=dict)
    grader_errors: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    credits: Mapping[str, Credit] = field(default_factory=dict)
    seconds: float = 0.0
    second_opinion: float = 0.0
    follow_through_seconds: float = 0.0
    cpu: float = 0.0
    max_rss: int = 0
