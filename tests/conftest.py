"""Fixtures that tests of several rooms use."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from initcourse.grading.class_run.run import prepare
from tests.support.small_course import (
    RIGHT,
    SMALL_CONFIG,
    SMALL_MODULES,
    small_notebook,
    write_source,
    write_submission,
)


@pytest.fixture
def small_course(tmp_path: Path) -> Path:
    """Return a course folder with the source of one small assignment."""
    write_source(tmp_path, small_notebook())
    return tmp_path


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Start a Dask scheduler and two worker processes; what killed ones leave is in a folder that is removed."""
    from distributed import LocalCluster

    with (
        tempfile.TemporaryDirectory(prefix="t-", ignore_cleanup_errors=True) as folder,  # short: sockets are in it
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("TMPDIR", folder)
        with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster:
            yield cluster


@pytest.fixture(scope="session")
def _recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("recorded")
    write_source(root, small_notebook())
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG)
    prepare(root, ["small"])
    return root


@pytest.fixture
def recorded_course(tmp_path: Path, _recorded: Path) -> Path:
    """Return a course folder whose gradebook knows the small assignment; nbgrader takes seconds to make a new one."""
    return shutil.copytree(_recorded, tmp_path / "recorded")


@pytest.fixture
def one_graded(recorded_course: Path) -> Path:
    """Return a course with one hand-in, graded."""
    from initcourse.grading.authoring.sample_class import hand_in
    from initcourse.grading.class_run.run import find_hand_ins, grade_all
    from initcourse.grading.execution.executors import LocalExecutor

    write_submission(recorded_course, "ada", hand_in(recorded_course / "source/small/small.ipynb", RIGHT))
    with LocalExecutor(1, SMALL_MODULES) as executor:
        (graded,) = grade_all(recorded_course, find_hand_ins(recorded_course, ["small"]), executor)
    assert graded.outcome == "graded"
    return recorded_course
