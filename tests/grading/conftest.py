"""Fixtures of tests that grade: courses with a gradebook, a Dask cluster, a fork server."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.class_run.run import find_hand_ins, grade_all, prepare
from initcourse.grading.execution.executors import LocalExecutor
from initcourse.grading.execution.preload import cell_server
from initcourse.grading.processes.fork_server import ForkedServer
from tests.support.small_course import (
    RIGHT,
    SMALL_CONFIG,
    SMALL_MODULES,
    small_notebook,
    write_source,
    write_submission,
)


@pytest.fixture(scope="session")
def course_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course whose gradebook knows the small assignment, to be copied: nbgrader takes seconds to make one."""
    root = tmp_path_factory.mktemp("template")
    write_source(root, small_notebook())
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG)
    prepare(root, ["small"])
    return root


@pytest.fixture
def course_with_gradebook(tmp_path: Path, course_template: Path) -> Path:
    """Return a course folder whose gradebook knows the small assignment."""
    return shutil.copytree(course_template, tmp_path / "course")


@pytest.fixture(scope="session")
def small_executor() -> Iterator[LocalExecutor]:
    """Start two slots for the small course; a server takes seconds to import what they find imported."""
    with LocalExecutor(2, SMALL_MODULES) as executor:
        yield executor


@pytest.fixture
def graded_course(course_with_gradebook: Path, small_executor: LocalExecutor) -> Path:
    """Return a course with one hand-in, ada's, graded."""
    write_submission(course_with_gradebook, "ada", hand_in(course_with_gradebook / "source/small/small.ipynb", RIGHT))
    hand_ins = find_hand_ins(course_with_gradebook, ["small"])
    (graded,) = grade_all(course_with_gradebook, hand_ins, small_executor)
    assert graded.outcome == "graded"
    return course_with_gradebook


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Start a Dask scheduler and two worker processes; what killed ones leave is in a folder that is removed.

    The cluster drops a worker that is away 15 seconds after it was killed, even if it was back between and is away
    because it was killed anew. Tests kill the same ones many times.
    """
    import dask
    from distributed import LocalCluster

    with (
        tempfile.TemporaryDirectory(prefix="t-", ignore_cleanup_errors=True) as folder,  # short: sockets are in it
        pytest.MonkeyPatch.context() as patch,
        dask.config.set({"distributed.deploy.lost-worker-timeout": "1 day"}),
    ):
        patch.setenv("TMPDIR", folder)
        with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster:
            yield cluster


@pytest.fixture(scope="module")
def server() -> Iterator[ForkedServer]:
    """Start a server forked from another, as in a class run."""
    root = cell_server(())
    server = ForkedServer(root)
    yield server
    server.close()
    root.close()
