"""Where notebooks are executed: local slots and a real Dask cluster give the same grades."""

import logging
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
from distributed import LocalCluster

from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.class_run.run import find_hand_ins, grade_all
from initcourse.grading.errors import ArgumentError
from initcourse.grading.execution.executors import open_executor
from tests.support.small_course import (
    DOUBLE,
    HALVE,
    SMALL_CONFIG,
    SMALL_MODULES,
    gradebook_contents,
    small_notebook,
    until,
    write_small_class,
    write_source,
    write_submission,
)

NOBODY = "tcp://127.0.0.1:1"
"""An address at which nothing listens."""

ONCE = """import os, pathlib, time
try:
    with open({told!r}, "x") as file:
        file.write(str(os.getpid()))
    time.sleep(600)
except FileExistsError:
    pass
"""
"""A cell that takes ten minutes when it runs for the first time, and tells its process."""


def graded(root, jobs=None, scheduler=None):
    """Grade the class in `root`; return outcome and message of everybody, which name no folder."""
    with open_executor(jobs, scheduler, SMALL_MODULES) as (executor, width):
        results = list(grade_all(root, find_hand_ins(root, ["small"]), executor, width=width))
    return {result.submission.student: (result.outcome, result.message.replace(str(root), "")) for result in results}


@pytest.mark.slow
def test_one_job_two_jobs_and_a_cluster_grade_alike(cluster, tmp_path):
    ways = {"one": {"jobs": 1}, "two": {"jobs": 2}, "cluster": {"scheduler": cluster.scheduler_address}}
    outcomes, gradebooks = [], []
    for way, options in ways.items():
        root = tmp_path / way
        write_source(root, small_notebook())
        write_small_class(root)
        outcomes.append(graded(root, **options))
        gradebooks.append(gradebook_contents(root))
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert gradebooks[0] == gradebooks[1] == gradebooks[2]
    assert outcomes[0]["wrong"] == ("graded", "")
    assert gradebooks[0]["wrong", "small", "", "penalty"] == (None, 9)


def test_there_are_as_many_slots_as_cores_that_this_process_may_use():
    allowed = os.sched_getaffinity(0)
    try:
        for cores in ({min(allowed)}, allowed):
            os.sched_setaffinity(0, cores)
            with open_executor(None, None, ()) as (_, width):
                assert width == len(cores)
    finally:
        os.sched_setaffinity(0, allowed)


@pytest.mark.slow
def test_a_cluster_is_as_wide_as_its_workers_have_threads(cluster):
    with open_executor(None, cluster.scheduler_address, ()) as (_, width):
        assert width == 2


@pytest.mark.slow
def test_a_cluster_is_silent_about_work_that_it_does_again(cluster):
    logger = logging.getLogger("distributed.client")
    logger.setLevel(logging.WARNING)  # as Dask has it
    with open_executor(None, cluster.scheduler_address, ()):
        assert not logger.isEnabledFor(logging.WARNING)
        assert logger.isEnabledFor(logging.ERROR)


@pytest.mark.slow
def test_a_killed_worker_costs_no_hand_in(cluster, small_course, tmp_path):
    (small_course / "nbgrader_config.py").write_text(
        SMALL_CONFIG + "c.Execute.timeout = 900\nc.Execute.sandbox = False  # it tells its process to the outside\n"
    )
    write_release(small_course, ["small"])
    release, told = small_course / "release/small/small.ipynb", tmp_path / "pid"
    right = {"double": DOUBLE, "halve": HALVE}
    for student in ("abe", "ada", "ben", "cleo"):
        write_submission(small_course, student, hand_in(release, right))
    once = {"double": ONCE.format(told=str(told)) + DOUBLE}
    write_submission(small_course, "abe", hand_in(release, right | once))
    with ThreadPoolExecutor(1) as killer:
        killed = killer.submit(kill_worker_of_the_kernel, told)
        assert graded(small_course, scheduler=cluster.scheduler_address) == dict.fromkeys(
            ("abe", "ada", "ben", "cleo"), ("graded", "")
        )
    until(lambda: not any(process.is_running() for process in killed.result()))
    assert [found for key, found in gradebook_contents(small_course).items() if key[-1] == "penalty"] == [
        (None, 17)
    ] * 4


def kill_worker_of_the_kernel(told):
    """Kill the worker whose kernel writes its number into the file `told`; return what must end with the worker."""
    until(lambda: told.exists() and told.read_text())
    kernel = psutil.Process(int(told.read_text()))
    server = kernel.parent()
    assert "initcourse.grading.processes.worker.server" in server.cmdline()
    server.parent().kill()
    return [kernel, server]


@pytest.mark.slow
def test_a_scheduler_without_workers_is_an_argument_error():
    with (
        LocalCluster(n_workers=0, dashboard_address=":0") as cluster,
        pytest.raises(ArgumentError, match="has no workers: start `dask worker tcp://"),
        open_executor(None, cluster.scheduler_address, ()),
    ):
        pass


@pytest.mark.slow
def test_no_scheduler_is_told_in_one_line(small_course):
    write_small_class(small_course)
    command = [sys.executable, "-m", "initcourse", "grade", "--scheduler", NOBODY]
    result = subprocess.run(command, cwd=small_course, capture_output=True, text=True, check=False, timeout=60)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(f"no Dask scheduler answers at {NOBODY} (")
    assert result.stderr.count("\n") == 1
