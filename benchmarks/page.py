"""What `bench` measured, and the page `docs/performance.md` that reports it.

`bench` builds the records, `python -m benchmarks` writes what `report` returns. Nothing is measured here.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psutil

from benchmarks.driver_cost import WINDOW, DriverCost
from benchmarks.lower_bound import CellsCost

WITH_SHOW_CELLS = "initcourse grade, show cells run"
"""Name of the run in which no cell is skipped."""

UNPROTECTED = "initcourse grade, without sandbox and judge"
"""Name of the run in which the students' code could do what it liked, and write its own verdict."""


JOBS = 2
"""Notebooks that are graded at once, but where the name of a run says otherwise."""

CARRIED_FORWARD = "initcourse grade, a mistake costs once"
"""Name of the run with follow-through, whose scores are others by design."""


@dataclass(frozen=True)
class Run:
    """What grading the class one way cost, and what the gradebook then held.

    `wall` and `cpu` are seconds for the whole class, `first` those to the first result; `memory` is the largest sum
    of proportional set sizes in bytes, `slot` the largest of one fork server with its processes (of everything where
    there is none); `notebook_cpu` are CPU seconds per notebook as the student's processes used them, in no order;
    `second_opinion` and `follow_through` are the seconds of all jobs together that went there; `tried`: the sources
    were tried before the class, as nobody had before.
    """

    name: str
    notebooks: int
    wall: float
    cpu: float
    first: float
    memory: int
    slot: int
    notebook_cpu: list[float]
    second_opinion: float
    follow_through: float
    tried: bool
    scores: dict[tuple[str, ...], tuple]


@dataclass(frozen=True)
class Bench:
    """What was measured: `plain` nbgrader, our `runs` and their `startup` (CPU s), and what bounds them.

    The first of the runs is the median of several, one of them after each of plain nbgrader's assignments, as a machine
    is not equally fast at all times; `spread` is what each took, in seconds. `calibration` are the CPU seconds that
    trying the sources takes, once. `lower_bound` is what the cells alone cost, a notebook each; `simulated` what
    classes cost the driver alone. `right` are plain nbgrader and we, with every right answer of the bank, or nothing.
    """

    students: int
    plain: Run
    runs: list[Run]
    spread: list[float]
    startup: float
    calibration: float
    lower_bound: list[CellsCost]
    simulated: list[DriverCost]
    right: list[Run]

    @property
    def compared(self) -> list[Run]:
        """The runs whose scores must be plain nbgrader's."""
        return [run for run in self.runs if run.name != CARRIED_FORWARD]

    @property
    def differences(self) -> list[str]:
        """Every score, comment or penalty that one of our runs has otherwise than plain nbgrader."""
        in_class = [line for run in self.compared for line in _differences(run, self.plain)]
        return in_class + [line for run in self.right[1:] for line in _differences(run, self.right[0])]


def _differences(run: Run, plain: Run) -> list[str]:
    return [
        f"{run.name}: {' '.join(key)} is {run.scores.get(key)}, plain nbgrader has {plain.scores.get(key)}"
        for key in sorted(plain.scores.keys() | run.scores.keys())
        if run.scores.get(key) != plain.scores.get(key)
    ]


def report(bench: Bench, command: str) -> str:
    """Return what was measured as a page of Markdown."""
    plain, runs = bench.plain, bench.runs
    return f"""\
# Performance

Written by `{command}` on {datetime.now():%Y-%m-%d}: {_machine()}.

A class of {bench.students} students and {plain.notebooks // bench.students} assignments, made from the bank of right \
and wrong answers, every fifth student late. Plain nbgrader runs without any configuration of ours. Everything is \
counted: the start of the commands, what the fork servers import, every process.

| | wall s a notebook | CPU s a notebook | notebooks a minute | times plain | first result s | MB a slot | MB in all |
|---|---|---|---|---|---|---|---|
{"".join(_row(run, plain) for run in [plain, *runs])}
- **{plain.wall / runs[0].wall:.1f} times** plain nbgrader's throughput, the median of {len(bench.spread)} runs in \
turns with plain nbgrader's assignments ({plain.wall / max(bench.spread):.1f} to {plain.wall / min(bench.spread):.1f}).\
{_with_show_cells(bench)}
{_protection(bench)}{_one_more_notebook(bench)}
- Scores, comments and late penalties: {len(plain.scores):,} records, **{len(bench.differences)} differences** \
between plain nbgrader and our {len(bench.compared)} runs without follow-through.{_right_answers(bench)}
{_no_silent_zero(bench)}

## The driver alone

A class whose notebooks are executed in no time, so that reading, sanitizing, recording and writing are left. CPU \
milliseconds a submission, over the first {WINDOW} submissions, all, and the last {WINDOW}; then of a second run that \
finds everything done; and the memory of the driver's process after the first {WINDOW} and at most.

| submissions | first | mean | last | second run | MB at first | MB at most |
|---|---|---|---|---|---|---|
{"".join(map(_simulated_row, bench.simulated))}"""


def _with_show_cells(bench: Bench) -> str:
    """Compare the runs in which no cell is skipped."""
    for run in bench.runs:
        if run.name == WITH_SHOW_CELLS:
            times = f"{bench.plain.wall / run.wall:.1f} times"
            return f" With the cells that only show run on both sides it is {times}: skipping them gains the rest."
    return ""


def _protection(bench: Bench) -> str:
    """Say what the sandbox and the judge cost."""
    for run in bench.runs:
        if run.name == UNPROTECTED:
            share = run.wall / bench.runs[0].wall
            return (
                f"- Sandbox, and a judge apart from the code, leave **{share:.2f}** of the throughput without them.\n"
            )
    return ""


def _right_answers(bench: Bench) -> str:
    """Say what every right answer of the bank came to."""
    if not bench.right:
        return ""
    plain, ours = bench.right
    return (
        f" Every right answer of the bank, in {plain.notebooks} further hand-ins: {len(plain.scores):,} records, "
        f"**{len(_differences(ours, plain))} differences**."
    )


def _no_silent_zero(bench: Bench) -> str:
    """Say what it costs that no zero is silent and that a mistake costs once."""
    ours = bench.runs[0]
    carried = next((run for run in bench.runs if run.name == CARRIED_FORWARD), ours)
    trying = bench.calibration / ours.cpu
    shares = {
        "trying the sources before the class": trying if ours.tried else 0.0,
        "second opinions": ours.second_opinion / (JOBS * ours.wall),
        "follow-through": carried.follow_through / (JOBS * carried.wall),
    }
    told = ", ".join(f"{what} {share:.1%}" for what, share in shares.items())
    once = "" if ours.tried else f" Had nobody verified these very sources, trying them, once, would take {trying:.1%}."
    return (
        f"- That no zero is silent and a mistake costs once takes **{sum(shares.values()):.1%}** of the class's "
        f"time: {told}.{once}"
    )


def _one_more_notebook(bench: Bench) -> str:
    """Compare what one more notebook costs with the lower bound."""
    ours = bench.runs[0]
    bound = statistics.fmean(cost.cpu for cost in bench.lower_bound)
    shared = (ours.cpu - bench.startup - sum(ours.notebook_cpu)) / ours.notebooks
    marginal = [cpu + shared for cpu in ours.notebook_cpu]
    mean = statistics.fmean(marginal)
    return (
        f"- The lower bound, the graded cells alone in a warm process, is {bound:.2f} CPU s a notebook on average. One "
        f"more notebook costs **{mean / bound:.2f} times** that: {mean:.2f} CPU s on average, "
        f"{_quantile(marginal, 50):.2f} in the median, {_quantile(marginal, 95):.2f} at the 95th percentile. That is "
        f"the CPU time of the student's processes and {shared:.2f} s of the driver, the fork server and the judge; the "
        f"start, {bench.startup:.1f} CPU s once, is not counted."
    )


def _row(run: Run, plain: Run) -> str:
    cpu = f"{run.cpu / run.notebooks:.2f}" if run.cpu else "-"
    memory = f"{run.slot / 1e6:.0f} | {run.memory / 1e6:.0f}" if run.cpu else "- | -"
    return (
        f"| {run.name} | {run.wall / run.notebooks:.2f} | {cpu} | {60 * run.notebooks / run.wall:.1f} | "
        f"{plain.wall / run.wall:.1f} | {run.first:.1f} | {memory} |\n"
    )


def _simulated_row(cost: DriverCost) -> str:
    seconds = (cost.first, cost.mean, cost.last, cost.again)
    milliseconds = " | ".join(f"{1000 * value:.1f}" for value in seconds)
    memory = f"{cost.memory_first / 1e6:.0f} | {cost.memory_max / 1e6:.0f}"
    return f"| {cost.students:,} | {milliseconds} | {memory} |\n"


def _quantile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _machine() -> str:
    from importlib.metadata import version

    packages = ", ".join(f"{name} {version(name)}" for name in ("nbgrader", "ipykernel", "tensorflow", "keras"))
    model = next(
        (line.split(": ")[1] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        "unknown processor",
    )
    memory = psutil.virtual_memory().total / 2**30
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores of {model}, {memory:.0f} GiB, Python {sys.version.split()[0]}, {packages}"
