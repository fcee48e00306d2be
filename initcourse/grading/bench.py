"""`initcourse bench`: the same class by plain nbgrader and by `initcourse grade`, measured in one run on one machine.

Scores, comments and penalties are compared cell by cell as well, so that no speed is bought with a wrong score.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import psutil

from initcourse.grading.batch import hand_ins
from initcourse.grading.course import Course
from initcourse.grading.errors import CourseError
from initcourse.grading.gradebook import everything
from initcourse.grading.kernels import MODULES, ONE_THREAD
from initcourse.grading.provenance import KEY
from initcourse.grading.release import build
from initcourse.grading.sample_class import mixed_class, write_class
from initcourse.grading.sanitize import known_cells, sanitize
from initcourse.grading.show import left_out
from initcourse.grading.simulate import WINDOW
from initcourse.grading.source import assignment_names, read_assignment
from initcourse.grading.submission import parse, read

DUE, IN_TIME, LATE = "2026-01-31 12:00:00 UTC", "2026-01-30 12:00:00 UTC", "2026-02-01 12:00:00 UTC"
LATE_CONFIG = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'
"""Every fifth student is late, and loses everything: penalties are compared, too."""

SAMPLING = 2.0
"""Seconds between two looks at the memory of all processes."""

FAST, SHOWN = "initcourse grade", "initcourse grade, show cells run"
WAYS = {
    FAST: ["--jobs", "2"],
    "initcourse grade, one job": ["--jobs", "1"],
    SHOWN: ["--jobs", "2", "--show-cells"],
}
"""How our command is run, besides on a Dask cluster."""

SIMULATED = (100, 1_000, 10_000)
"""Sizes of the classes that are executed in no time."""


@dataclass(frozen=True)
class Run:
    """What grading the class one way cost, and what the gradebook then held.

    `wall` and `cpu` are seconds for the whole class, `first` those to the first result; `memory` is the largest sum
    of proportional set sizes in bytes, `slot` the largest of one fork server with its kernel (of everything where
    there is none); `kernels` are CPU seconds per notebook as its kernel used them, in no order.
    """

    name: str
    notebooks: int
    wall: float
    cpu: float
    first: float
    memory: int
    slot: int
    kernels: list[float]
    scores: dict


@dataclass(frozen=True)
class Bench:
    """What was measured: `plain` nbgrader, our `runs`, their `start` (CPU s), the `floor`, `simulated` classes."""

    students: int
    plain: Run
    runs: list[Run]
    start: float
    floor: list[tuple[float, float]]
    simulated: list[dict[str, float]]

    @property
    def differences(self) -> list[str]:
        """Every score, comment or penalty that one of our runs has otherwise than plain nbgrader."""
        return [
            f"{run.name}: {' '.join(key)} is {run.scores.get(key)}, plain nbgrader has {self.plain.scores.get(key)}"
            for run in self.runs
            for key in sorted(self.plain.scores.keys() | run.scores.keys())
            if run.scores.get(key) != self.plain.scores.get(key)
        ]


def run_bench(
    course: Path,
    students: int,
    sizes: Sequence[int],
    say: Callable[[str], None],
    ways: Mapping[str, Sequence[str]] = WAYS,
) -> Bench:
    """Measure everything, in a temporary folder that is gone afterwards, and tell `say` of each step."""
    if not (course / "tests" / "bank").is_dir():
        raise CourseError(f"no bank of answers in {course / 'tests' / 'bank'}: run this in a clone of the course")
    with tempfile.TemporaryDirectory(prefix="initcourse-bench-") as folder:
        root = Path(folder)
        _write_course(course, root / "class", students)
        runs = []
        for number, (name, options) in enumerate(ways.items()):
            say(f"{name}: {students} students")
            runs.append(_ours(course, root, f"ours{number}", name, options))
        start = _start(course, root)
        with _cluster() as address:
            say(f"initcourse grade on a Dask cluster of two workers: {students} students")
            ours = _ours(course, root, "dask", "initcourse grade, Dask", ["--scheduler", address])
            runs.append(replace(ours, cpu=0.0))  # the workers' part is not this process's to count
        say("the floor: the cells alone in a warm process")
        floor = _floor(root / "class")
        simulated = []
        for size in sizes:
            say(f"a simulated class of {size:,}")
            simulated.append(_simulated(course, root / f"simulated{size}", size))
        say(f"plain nbgrader: {students} students; this takes the time that a class takes")
        return Bench(students, _plain(root), runs, start, floor, simulated)


def _write_course(course: Path, root: Path, students: int) -> None:
    """Write a course folder with the class handed in and due dates set, and no configuration of ours."""
    shutil.copytree(course / "source", root / "source", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    (root / "nbgrader_config.py").write_text("c = get_config()\n" + LATE_CONFIG)
    names = assignment_names(root)
    build(Course(root), names, into=root / "release", record=True)
    write_class(mixed_class(root, course / "tests" / "bank", names, students), root / "submitted")
    for number, student in enumerate(sorted((root / "submitted").iterdir())):
        for folder in student.iterdir():
            (folder / "timestamp.txt").write_text(LATE if number % 5 == 4 else IN_TIME)
    with Course(root).gradebook() as gradebook:
        for name in names:
            gradebook.update_or_create_assignment(name, duedate=DUE)


def _plain(root: Path) -> Run:
    """Grade with nbgrader as it comes, one assignment after the other."""
    folder = root / "plain"
    shutil.copytree(root / "class", folder)
    commands = [[sys.executable, "-m", "nbgrader", "autograde", name] for name in assignment_names(folder)]
    return _measured("plain nbgrader", folder, commands)


def _ours(course: Path, root: Path, place: str, name: str, options: Sequence[str]) -> Run:
    folder = root / place
    shutil.copytree(root / "class", folder)
    shutil.copy(course / "nbgrader_config.py", folder)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(LATE_CONFIG)
    command = [sys.executable, "-m", "initcourse", "grade", *options]
    return _measured(name, folder, [command])


def _start(course: Path, root: Path) -> float:
    """Return the CPU seconds that a run takes besides its notebooks: those of a run with one, less its kernel's."""
    name = assignment_names(root / "class")[0]
    student = min(path.name for path in (root / "class/submitted").iterdir())
    run = _ours(course, root, "start", "one notebook", [name, "--student", student])
    return run.cpu - sum(run.kernels)


def _measured(name: str, folder: Path, commands: Sequence[Sequence[str]]) -> Run:
    """Run the commands in `folder`; measure them with all their processes."""
    notebooks = sum(1 for _ in (folder / "submitted").glob("*/*/*.ipynb"))
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    before, begin = _children_cpu(), time.perf_counter()
    watch = _Watch(folder / "autograded")
    for command in commands:
        with open(folder / "log", "ab") as log:
            process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
            watch.follow(process)
        if process.returncode not in (0, 1):
            raise CourseError(f"{' '.join(command)} failed: {(folder / 'log').read_text()[-500:]}")
    wall, cpu = time.perf_counter() - begin, _children_cpu() - before
    graded = sorted((folder / "autograded").glob("*/*/*.ipynb"))
    stamps = [json.loads(path.read_text())["metadata"].get(KEY, {}) for path in graded]
    with Course(folder).gradebook() as gradebook:
        scores = everything(gradebook)
    kernels = [stamp["cpu"] for stamp in stamps if "cpu" in stamp]
    return Run(name, notebooks, wall, cpu, watch.first - begin, watch.memory, watch.slot, kernels, scores)


class _Watch:
    """Looks at a process and all its children from time to time, and at the first result."""

    def __init__(self, results: Path) -> None:
        self.results = results
        self.first = self.memory = self.slot = 0

    def follow(self, process: subprocess.Popen) -> None:
        """Look until the process has ended."""
        ended = threading.Event()
        looks = threading.Thread(target=self._look, args=(psutil.Process(process.pid), ended))
        looks.start()
        process.wait()
        ended.set()
        looks.join()

    def _look(self, process: psutil.Process, ended: threading.Event) -> None:
        sampled = 0.0
        while not ended.wait(0.02 if not self.first else SAMPLING):
            if not self.first and self._has_result():
                self.first = time.perf_counter()
            if time.perf_counter() - sampled > SAMPLING:
                sampled = time.perf_counter()
                self._sample(process)

    def _has_result(self) -> bool:
        """Whether a graded notebook stands there, which nbgrader and we make read-only when it is done."""
        return any(not path.stat().st_mode & 0o200 for path in self.results.glob("*/*/*.ipynb"))

    def _sample(self, process: psutil.Process) -> None:
        family = _family(process)
        sizes = {member.pid: _proportional_size(member.pid) for member in family}
        servers = [member for member in family if _is_slot(member)]
        slots = [sum(sizes.get(m.pid, 0) for m in _family(server)) for server in servers] or [sum(sizes.values())]
        self.memory, self.slot = max(self.memory, sum(sizes.values())), max(self.slot, *slots)


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _is_slot(process: psutil.Process) -> bool:
    """Whether this is a fork server that was forked from the first one, and none of its kernels."""
    name = "initcourse.grading.forkserver"
    try:
        first = process.parent()
        return name in process.cmdline() and name in first.cmdline() and name not in first.parent().cmdline()
    except (psutil.Error, AttributeError):
        return False


def _proportional_size(pid: int) -> int:
    """Return the process's memory in bytes, pages that it shares counted in part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@contextmanager
def _cluster() -> Iterator[str]:
    """Start a Dask cluster of two worker processes on this machine; yield its address."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster:
        yield cluster.scheduler_address


def _floor(root: Path) -> list[tuple[float, float]]:
    """Run the cells that grading runs, and nothing else, in forks of a warm process."""
    course = Course(root)
    notebooks = []
    for name in assignment_names(root):
        source = read_assignment(root, name).notebook
        with course.gradebook() as gradebook:
            known = known_cells(gradebook, name)
        for submission in hand_ins(root, [name]):
            notebook = sanitize(parse(submission, read(submission).content), name, known, course.config)
            skipped = left_out(notebook, source)
            cells = enumerate(notebook.cells)
            notebooks.append([c.source for i, c in cells if c.cell_type == "code" and i not in skipped])
    return _in_warm_process(notebooks)


def _in_warm_process(notebooks: Sequence[Sequence[str]]) -> list[tuple[float, float]]:
    command = [sys.executable, "-P", "-m", "initcourse.grading.floor", *MODULES]
    environment, text = os.environ | ONE_THREAD, json.dumps(notebooks)
    done = subprocess.run(command, input=text, capture_output=True, text=True, env=environment, check=True)
    return [tuple(cost) for cost in json.loads(done.stdout)]


def _simulated(course: Path, root: Path, students: int) -> dict[str, float]:
    shutil.copytree(course / "source", root / "source")
    name = assignment_names(root)[0]
    command = [sys.executable, "-m", "initcourse.grading.simulate", str(root), name, str(students)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    shutil.rmtree(root)
    return json.loads(done.stdout)


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
- **{plain.wall / runs[0].wall:.1f} times** plain nbgrader's throughput.{_shown(bench)}
{_marginal(bench)}
- Scores, comments and late penalties: {len(plain.scores):,} records, **{len(bench.differences)} differences** \
between plain nbgrader and our {len(runs)} runs.

## The driver alone

A class whose notebooks are executed in no time, so that reading, sanitizing, recording and writing are left. CPU \
milliseconds a submission, over the first {WINDOW} submissions, all, and the last {WINDOW}; then of a second run that \
finds everything done; and the memory of the driver's process after the first {WINDOW} and at most.

| submissions | first | mean | last | second run | MB at first | MB at most |
|---|---|---|---|---|---|---|
{"".join(map(_simulated_row, bench.simulated))}"""


def _shown(bench: Bench) -> str:
    """Compare the runs in which nothing was left out."""
    for run in bench.runs:
        if run.name == SHOWN:
            times = f"{bench.plain.wall / run.wall:.1f} times"
            return f" With the cells that only show run on both sides it is {times}: leaving them out gains the rest."
    return ""


def _marginal(bench: Bench) -> str:
    """Compare what one more notebook costs with the floor."""
    ours = bench.runs[0]
    floor = statistics.fmean(cpu for cpu, _ in bench.floor)
    shared = (ours.cpu - bench.start - sum(ours.kernels)) / ours.notebooks
    marginal = [kernel + shared for kernel in ours.kernels]
    mean = statistics.fmean(marginal)
    return (
        f"- The floor, the graded cells alone in a warm process, is {floor:.2f} CPU s a notebook on average. One more "
        f"notebook costs **{mean / floor:.2f} times** that: {mean:.2f} CPU s on average, {_quantile(marginal, 50):.2f} "
        f"in the median, {_quantile(marginal, 95):.2f} at the 95th percentile. That is its kernel's CPU time and "
        f"{shared:.2f} s of the driver and the fork server; the start, {bench.start:.1f} CPU s once, is left out."
    )


def _row(run: Run, plain: Run) -> str:
    cpu = f"{run.cpu / run.notebooks:.2f}" if run.cpu else "-"
    memory = f"{run.slot / 1e6:.0f} | {run.memory / 1e6:.0f}" if run.cpu else "- | -"
    return (
        f"| {run.name} | {run.wall / run.notebooks:.2f} | {cpu} | {60 * run.notebooks / run.wall:.1f} | "
        f"{plain.wall / run.wall:.1f} | {run.first:.1f} | {memory} |\n"
    )


def _simulated_row(row: dict[str, float]) -> str:
    costs = " | ".join(f"{1000 * row[key]:.1f}" for key in ("first", "mean", "last", "again"))
    return f"| {row['students']:,} | {costs} | {row['memory_first'] / 1e6:.0f} | {row['memory_most'] / 1e6:.0f} |\n"


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
