"""Fixtures that tests of several rooms use; a student's install is enough for them."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.small_course import small_notebook, write_source


@pytest.fixture(scope="session", autouse=True)
def _alembic_is_asked_once() -> Iterator[None]:
    """Keep nbgrader from starting a process for every new gradebook to learn the version of its own tables."""
    with pytest.MonkeyPatch.context() as patch:
        if importlib.util.find_spec("nbgrader"):
            from nbgrader import api

            patch.setattr(api, "get_alembic_version", functools.cache(api.get_alembic_version))
        yield


@pytest.fixture
def small_course(tmp_path: Path) -> Path:
    """Return a course folder with the source of one small assignment."""
    write_source(tmp_path, small_notebook())
    return tmp_path


@pytest.fixture
def hints(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that makes (question, value, hint) known to the checks of one test."""
    from initcourse.hints import Finding, HintTable, Mistake, table

    monkeypatch.setattr(table, "_added", [])

    def know(*told: tuple[str, object, str]) -> None:
        known = HintTable.of(Mistake(Finding(question, value), hint) for question, value, hint in told)
        table.use_table(known.as_json())

    return know
