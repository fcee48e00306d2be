"""The bound, measured: what a hostile hand-in costs its class in time, memory and disk, and that nobody else loses.

Hand-ins of one batch are graded in one class run with two honest classmates, one before and one after them. The run is
a process of its own (`contained_run`), whose whole family is sampled while it works. `make tamper` writes the worst of
each to `docs/tamper.md`.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.class_run.outcome import Outcome
from initcourse.grading.class_run.run import prepare
from tests.support.small_course import (
    RIGHT,
    SMALL_CONFIG,
    gradebook_contents,
    small_notebook,
    write_source,
    write_submission,
)
from tests.tamper.attack import Attack, read_attacks
from tests.tamper.grammar import Case, draw_cases, write_case
from tests.tamper.scene import POINTLESS, ROOT, write_attack

MAX_SECONDS, MAX_MEMORY, MAX_DISK, MAX_DRIVER = 60.0, 3 << 29, 50_000_000, 400 << 20
"""What a hand-in may cost: wall time; resident bytes of any process; bytes in `autograded`; bytes of the driver.

Wall time is that of a machine on which nothing else runs: it is multiplied by the share of the cores that others left.
"""

BATCH = 25
"""Hostile hand-ins in a class."""

FIRST, LAST = "aaron", "zoe"
"""The honest classmates: everybody else's name lies between theirs."""

FAMILIES = ("exhausting", "protocol", "reading", "amplifying", "judge")
"""Families of tricks that aim at what grading costs."""

SAMPLING_SECONDS = 0.05

PATIENCE = 1_800
"""Seconds after which a class run that does not end is killed."""

HandIn = Case | Attack


@dataclass(frozen=True)
class Cost:
    """What one hand-in has cost, and what became of it."""

    hand_in: HandIn
    outcome: str
    seconds: float
    disk: int


@dataclass(frozen=True)
class Contained:
    """What a class of hostile hand-ins has cost: each by itself, and the largest process and driver of all of it.

    `harmed` says what went wrong beside them: a classmate's scores, or how the run ended.
    """

    costs: tuple[Cost, ...]
    memory: int = 0
    driver: int = 0
    harmed: tuple[str, ...] = ()

    @property
    def breaches(self) -> list[str]:
        """What exceeded the bound, in words that name the hand-in, or all of them."""
        found = [*self.harmed]
        for cost in self.costs:
            name = _named(cost.hand_in)
            found += [f"no outcome: {name}"] if cost.outcome not in set(Outcome) else []
            found += [f"{cost.seconds:.0f} s: {name}"] if cost.seconds > MAX_SECONDS else []
            found += [f"{cost.disk:,} bytes on disk: {name}"] if cost.disk > MAX_DISK else []
        who = "; ".join(_named(cost.hand_in) for cost in self.costs)
        found += [f"a process of {self.memory >> 20:,} MiB: one of {who}"] if self.memory > MAX_MEMORY else []
        return found + ([f"a driver of {self.driver >> 20:,} MiB: {who}"] if self.driver > MAX_DRIVER else [])


@dataclass
class FamilySampler:
    """Watches the process with this number, the driver, and all below it.

    `driver` and `memory` are the largest resident sizes seen, of the driver and of any process below it. `own_share` is
    the part of the machine's cores that was left for the family by what else ran on it meanwhile.
    """

    pid: int
    memory: int = 0
    driver: int = 0
    own_share: float = 1.0
    _computed: dict[int, float] = field(default_factory=dict)
    _ended: threading.Event = field(default_factory=threading.Event)

    def sample_until_stopped(self) -> None:
        """Sample again and again; for a thread of its own."""
        process, before = psutil.Process(self.pid), psutil.cpu_times()
        while not self._ended.wait(SAMPLING_SECONDS):
            with contextlib.suppress(psutil.Error):
                self.driver = max(self.driver, self._resident(process))
                self.memory = max([self.memory, *map(self._resident, process.children(recursive=True))])
        passed = [now - then for now, then in zip(psutil.cpu_times()[:], before[:], strict=True)]
        idle = psutil.cpu_times().idle - before.idle
        cores = sum(passed[:8])  # without guests, whose time is counted twice
        others = max(0.0, cores - idle - sum(self._computed.values()))
        self.own_share = max(0.05, 1 - others / cores)

    def stop(self) -> None:
        """Let the sampling end."""
        self._ended.set()

    def _resident(self, process: psutil.Process) -> int:
        try:
            with process.oneshot():
                times = process.cpu_times()
                self._computed[process.pid] = times.user + times.system
                return int(process.memory_info().rss)
        except psutil.Error:
            return 0


def generated(count: int, kinds: Sequence[str]) -> list[HandIn]:
    """Return so many generated cases of each kind, mixed, so that no class is all of one kind."""
    drawn = [draw_cases(kind, count) for kind in kinds]
    return [cases[place] for place in range(count) for cases in drawn if place < len(cases)]


def collected() -> list[HandIn]:
    """Return the tricks on file that aim at what grading costs, in the notebook of the classes that are measured."""
    return [attack for attack in read_attacks() if attack.family in FAMILIES and attack.assignment == "small"]


def batches(hand_ins: Sequence[HandIn], size: int = BATCH) -> Iterator[Sequence[HandIn]]:
    """Yield the hand-ins in portions for a class each."""
    for place in range(0, len(hand_ins), size):
        yield hand_ins[place : place + size]


def make_template(root: Path) -> Path:
    """Write the course that every class is a copy of; nbgrader takes seconds to make its gradebook."""
    write_source(root, small_notebook())
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG)
    prepare(root, ["small"])
    release = root / "release/small/small.ipynb"
    release.parent.mkdir(parents=True)
    release.write_bytes((root / "source/small/small.ipynb").read_bytes())
    return root


def contain(hand_ins: Sequence[HandIn], root: Path) -> Contained:
    """Grade a class of hostile hand-ins in `root`, a copy of the template; return what it has cost."""
    right = hand_in(root / "source/small/small.ipynb", RIGHT)
    for name in (FIRST, LAST):
        write_submission(root, name, right)
    students = {f"h{place:03}": one for place, one in enumerate(hand_ins)}
    for student, one in students.items():
        _write(one, root, student)
    report, sampler, ended = _run(root)
    costs = [
        Cost(
            one,
            report["outcomes"].get(student, ["none"])[0],
            report["seconds"].get(student, 0.0) * sampler.own_share,
            _size(root / "autograded" / student),
        )
        for student, one in students.items()
    ]
    return Contained(tuple(costs), sampler.memory, sampler.driver, (*ended, *_harmed(root)))


def _write(one: HandIn, root: Path, student: str) -> None:
    if isinstance(one, Attack):
        write_attack(root, one, student)
    else:
        notebook = json.loads(hand_in(root / "source/small/small.ipynb", RIGHT | POINTLESS))
        write_case(one, notebook, root / "submitted" / student / "small")


def _run(root: Path) -> tuple[dict[str, Any], FamilySampler, list[str]]:
    """Run the class; return its report, the largest sizes, and how it ended if not well."""
    command = [sys.executable, "-m", "tests.tamper.contained_run", str(root)]
    with open(root / "said.txt", "w+", encoding="utf-8", errors="replace") as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=said)
        sampler = FamilySampler(process.pid)
        sampling = threading.Thread(target=sampler.sample_until_stopped)
        sampling.start()
        try:
            out, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            return {"outcomes": {}, "seconds": {}}, sampler, [f"the class run did not end within {PATIENCE} s"]
        finally:
            sampler.stop()
            sampling.join()
        said.seek(0)
        if process.returncode:
            last = said.read()[-1_000:]
            return {"outcomes": {}, "seconds": {}}, sampler, [f"the class run ended with {process.returncode}: {last}"]
    return json.loads(out), sampler, []


def _harmed(root: Path) -> Iterable[str]:
    """Yield what classmates have instead of full points."""
    contents = gradebook_contents(root)
    due = {"double-small": 4.0, "double-large": 8.0, "halve-values": 5.0}
    for name in (FIRST, LAST):
        for cell, points in due.items():
            score = contents.get((name, "small", cell, "score"))
            if score is None or score[0] != points:
                yield f"{name} has {score} instead of {points:g} for {cell}"


def _size(folder: Path) -> int:
    """Return the bytes that a folder takes on disk, with the folders and files in it."""
    paths = [Path(inside) / name for inside, folders, names in os.walk(folder) for name in (*folders, *names)]
    return sum(path.lstat().st_blocks * 512 for path in paths)


HEAD = """
## What a hand-in can cost its class

{cases} hand-ins, {generated} of them drawn from grammars of {kinds}, were graded in classes of {batch} by two jobs.
Each may cost at most the bound; two honest classmates in each class have their points.

| | worst | bound | of |
|---|---|---|---|
"""


def containment_section(runs: Sequence[Contained], kinds: Sequence[str]) -> str:
    """Return what `docs/tamper.md` says of the cost: the worst of each kind, and whose it was."""
    costs = [cost for run in runs for cost in run.costs]
    drawn = sum(isinstance(cost.hand_in, Case) for cost in costs)
    head = HEAD.format(cases=len(costs), generated=drawn, kinds=", ".join(kinds), batch=BATCH)
    slowest, largest = (max(costs, key=key) for key in (lambda cost: cost.seconds, lambda cost: cost.disk))
    rows = [
        ("seconds of wall time", f"{slowest.seconds:.1f}", f"{MAX_SECONDS:g}", _named(slowest.hand_in)),
        ("MB on disk", f"{largest.disk / 1e6:.1f}", f"{MAX_DISK / 1e6:g}", _named(largest.hand_in)),
        *_class_rows(runs),
        ("classmates harmed, runs that broke off", str(sum(len(run.harmed) for run in runs)), "0", ""),
    ]
    return head + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _class_rows(runs: Sequence[Contained]) -> Iterator[tuple[str, ...]]:
    measures: list[tuple[str, Callable[[Contained], int], int]] = [
        ("MiB of a process", lambda run: run.memory, MAX_MEMORY),
        ("MiB of the driver", lambda run: run.driver, MAX_DRIVER),
    ]
    for label, measure, bound in measures:
        yield label, f"{max(map(measure, runs)) >> 20:,}", f"{bound >> 20:,}", "a class"


def _named(one: HandIn) -> str:
    if isinstance(one, Attack):
        return f"`{one.student}`"
    words = one.unit.replace("|", "/").replace("`", "'").encode("unicode_escape").decode()
    return f"{one.kind}, {one.place}: `{words[:80]}`, {one.count:,} times"
