"""Measures one class graded by plain nbgrader and in every way by `initcourse grade`, in one run on one machine.

`python -m benchmarks` calls `run_bench`. Scores, comments and penalties are compared cell by cell as well, so that no
speed is bought with a wrong score. Everything runs in a temporary folder; `page` puts the figures into words.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from benchmarks import CLONE
from benchmarks.driver_cost import simulated_class
from benchmarks.lower_bound import CellsCost
from benchmarks.page import CARRIED_FORWARD, JOBS, UNPROTECTED, WITH_SHOW_CELLS, Bench, Run
from benchmarks.process_sampler import ProcessSampler
from initcourse.grading.authoring.bank import bank_folder
from initcourse.grading.authoring.sample_class import SampleHandIn, mixed_class, right_class, write_class
from initcourse.grading.class_run.autograded import KEY
from initcourse.grading.class_run.calibration import WITH_SOURCES
from initcourse.grading.class_run.run import find_hand_ins
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.folder import assignment_names, copy_course
from initcourse.grading.course.gradebook import all_records
from initcourse.grading.course.nbgrader import Course, build_release
from initcourse.grading.errors import CourseError
from initcourse.grading.execution.preload import MODULES, WARM_UP
from initcourse.grading.processes.environment import SHORT_LIVED
from initcourse.grading.submission.canonical import rebuild
from initcourse.grading.submission.folder import collect_hand_in
from initcourse.grading.submission.reading import ReadRequest, read_hand_in, request_for
from initcourse.grading.submission.skeleton import read_skeleton

# Times of the class: when it was due, and when most and every fifth handed in.
DUE, IN_TIME, LATE = "2026-01-31 12:00:00 UTC", "2026-01-30 12:00:00 UTC", "2026-02-01 12:00:00 UTC"

LATE_CONFIG = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'
"""Every fifth student is late, and loses everything: penalties are compared, too."""

STANDARD = "initcourse grade"
"""Name of the run as everybody grades."""

UNPROTECTED_CONFIG = "c.Execute.sandbox = c.Execute.judge = False\n"


@dataclass(frozen=True)
class Way:
    """One way to run our command: its options, and what its course's configuration says besides."""

    options: Sequence[str]
    config: str = ""


WAYS = {
    STANDARD: Way(["--jobs", str(JOBS)]),
    UNPROTECTED: Way(["--jobs", str(JOBS)], UNPROTECTED_CONFIG),
    "initcourse grade, one job": Way(["--jobs", "1"]),
    WITH_SHOW_CELLS: Way(["--jobs", str(JOBS), "--show-cells"]),
    CARRIED_FORWARD: Way(["--jobs", str(JOBS)], "c.Execute.follow_through = True\n"),
}
"""How our command is run, besides on a Dask cluster."""

SIMULATED = (100, 1_000, 10_000)
"""Sizes of the classes that are executed in no time."""


def run_bench(
    course: Path,
    students: int,
    sizes: Sequence[int],
    say: Callable[[str], None],
    ways: Mapping[str, Way] = WAYS,
    *,
    answers: bool = True,
) -> Bench:
    """Measure everything, in a temporary folder that is gone afterwards, and `say` each step.

    With `answers`, every right answer of the bank is graded as well, here and by plain nbgrader.
    """
    bank = bank_folder(course / "tests" / "bank")
    with tempfile.TemporaryDirectory(prefix="initcourse-bench-") as folder:
        root = Path(folder)
        _write_course(course, root / "class", lambda names: mixed_class(root / "class", bank, names, students))
        runs = []
        for number, (name, way) in enumerate(ways.items()):
            say(f"{name}: {students} students")
            runs.append(_ours(course, root, f"ours{number}", name, way))
        startup, calibration = _startup_cpu(course, root), _calibration_cpu(course, root)
        with _cluster() as address:
            say(f"initcourse grade on a Dask cluster of two workers: {students} students")
            on_dask = _ours(course, root, "dask", "initcourse grade, Dask", Way(["--scheduler", address]))
            runs.append(replace(on_dask, cpu=0.0))  # the workers' part is not this process's to count
        say("the lower bound: the cells alone in a warm process")
        lower_bound = _lower_bound(root / "class")
        simulated = []
        for size in sizes:
            say(f"a simulated class of {size:,}")
            simulated.append(simulated_class(course, root / f"simulated{size}", size))
        right = []
        if answers:
            say("every right answer of the bank, here and with plain nbgrader")
            right = _right_answers(course, bank, root / "right")
        say(f"plain nbgrader: {students} students; this takes the time that a class takes")
        again = []
        plain = _plain(root, lambda: again.append(_ours(course, root, f"again{len(again)}", STANDARD, ways[STANDARD])))
        return Bench(
            students=students,
            plain=plain,
            runs=[_median([runs[0], *again]), *runs[1:]],
            spread=[run.wall for run in (runs[0], *again)],
            startup=startup,
            calibration=calibration,
            lower_bound=lower_bound,
            simulated=simulated,
            right=right,
        )


def _write_course(course: Path, root: Path, hand_ins: Callable[[Sequence[str]], Sequence[SampleHandIn]]) -> None:
    """Write a course folder with `hand_ins` of its assignments, due dates set, and no configuration of ours."""
    copy_course(course, root, config=False)
    (root / "nbgrader_config.py").write_text("c = get_config()\n" + LATE_CONFIG)
    names = assignment_names(root)
    build_release(Course(root), names, into=root / "release", record=True)
    write_class(hand_ins(names), root / "submitted")
    for number, student in enumerate(sorted((root / "submitted").iterdir())):
        for folder in student.iterdir():
            (folder / "timestamp.txt").write_text(LATE if number % 5 == 4 else IN_TIME)
    with Course(root).gradebook() as gradebook:
        for name in names:
            gradebook.update_or_create_assignment(name, duedate=DUE)


def _right_answers(course: Path, bank: Path, root: Path) -> list[Run]:
    """Grade hand-ins with every right answer of the bank with plain nbgrader, and as everybody does."""
    root.mkdir()
    _write_course(course, root / "class", lambda names: right_class(root / "class", bank, names))
    return [_plain(root), _ours(course, root, "ours", STANDARD, WAYS[STANDARD])]


def _plain(root: Path, after: Callable[[], object] = lambda: None) -> Run:
    """Grade with nbgrader as it comes, one assignment after the other, and do something `after` each."""
    folder = root / "plain"
    shutil.copytree(root / "class", folder)
    commands = [[sys.executable, "-m", "nbgrader", "autograde", name] for name in assignment_names(folder)]
    return _measured("plain nbgrader", folder, commands, after)


def _median(runs: Sequence[Run]) -> Run:
    """Return the run whose time is the median: a machine is not equally fast at all times."""
    return sorted(runs, key=lambda run: run.wall)[len(runs) // 2]


def _ours(course: Path, root: Path, place: str, name: str, way: Way) -> Run:
    return _measured(name, *_prepared(course, root, place, way))


def _prepared(course: Path, root: Path, place: str, way: Way) -> tuple[Path, list[list[str]]]:
    """Write a copy of the class to grade in this way; return its folder, and the command to be run there."""
    folder = root / place
    shutil.copytree(root / "class", folder)
    shutil.copy(course / "nbgrader_config.py", folder)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(LATE_CONFIG + "c.Execute.follow_through = False\n" + way.config)
    return folder, [[sys.executable, "-m", "initcourse", "grade", *way.options]]


def _startup_cpu(course: Path, root: Path) -> float:
    """Return the CPU seconds that a run takes besides its notebooks: those of a run with one, less that notebook's."""
    name = assignment_names(root / "class")[0]
    student = min(path.name for path in (root / "class/submitted").iterdir())
    run = _ours(course, root, "startup", "one notebook", Way([name, "--student", student]))
    return run.cpu - sum(run.notebook_cpu)


def _calibration_cpu(course: Path, root: Path) -> float:
    """Return the CPU seconds that trying all sources takes: those of one student's first run, less those of a second.

    The second finds what the first has kept.
    """
    student = min(path.name for path in (root / "class/submitted").iterdir())
    folder, command = _prepared(course, root, "calibration", Way(["--student", student, "--force"]))
    (folder / "source" / WITH_SOURCES).unlink(missing_ok=True)
    return _measured("first", folder, command).cpu - _measured("second", folder, command).cpu


def _measured(
    name: str, folder: Path, commands: Sequence[Sequence[str]], after: Callable[[], object] = lambda: None
) -> Run:
    """Run the commands in `folder`; measure them with all their processes, but not what is done `after` each."""
    notebooks = sum(1 for _ in (folder / "submitted").glob("*/*/*.ipynb"))
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    wall = cpu = 0.0
    begin = time.perf_counter()
    sampler = ProcessSampler(folder / "autograded")
    for command in commands:
        cpu_before, before = _children_cpu(), time.perf_counter()
        with open(folder / "log", "ab") as log:
            process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
            sampler.follow(process)
        wall, cpu = wall + time.perf_counter() - before, cpu + _children_cpu() - cpu_before
        if process.returncode not in (0, 1):
            raise CourseError(f"{' '.join(command)} failed: {(folder / 'log').read_text()[-500:]}")
        after()
    graded = sorted((folder / "autograded").glob("*/*/*.ipynb"))
    stamps = [json.loads(path.read_text())["metadata"].get(KEY, {}) for path in graded]
    with Course(folder).gradebook() as gradebook:
        scores = all_records(gradebook)
    return Run(
        name=name,
        notebooks=notebooks,
        wall=wall,
        cpu=cpu,
        first=sampler.first - begin,
        memory=sampler.memory,
        slot=sampler.slot,
        notebook_cpu=[stamp["cpu"] for stamp in stamps if "cpu" in stamp],
        second_opinion=sum(stamp.get("second_opinion", 0.0) for stamp in stamps),
        follow_through=sum(stamp.get("follow_through_seconds", 0.0) for stamp in stamps),
        tried=any((folder / "autograded").glob(".calibration-*")),
        scores=scores,
    )


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@contextmanager
def _cluster() -> Iterator[str]:
    """Start a Dask cluster of two worker processes on this machine; yield its address."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster:
        yield cluster.scheduler_address


def running_cells(root: Path) -> list[list[str]]:
    """Return the texts of the cells that grading runs, a list for each hand-in."""
    course = Course(root)
    notebooks = []
    for name in assignment_names(root):
        source = read_assignment(root, name).notebook
        with course.gradebook() as gradebook:
            skeleton = read_skeleton(gradebook, source, name)
        for submission in find_hand_ins(root, [name]):
            request = request_for(collect_hand_in(submission), skeleton, (), "")
            hand_in = read_hand_in(msgspec.msgpack.decode(request, type=ReadRequest))
            cells = zip(rebuild(skeleton, hand_in).cells, hand_in.cells, strict=True)
            notebooks.append([cell.source for cell, read in cells if cell.cell_type == "code" and not read.skipped])
    return notebooks


def _lower_bound(root: Path) -> list[CellsCost]:
    """Run the cells that grading runs, and nothing else, in forks of a warm process."""
    notebooks = running_cells(root)
    command = [sys.executable, "-m", "benchmarks.lower_bound", *MODULES, WARM_UP]
    environment, text = os.environ | SHORT_LIVED, json.dumps(notebooks)
    done = subprocess.run(
        command, input=text, stdout=subprocess.PIPE, text=True, env=environment, check=True, cwd=CLONE
    )
    return [CellsCost(**cost) for cost in json.loads(done.stdout)]
