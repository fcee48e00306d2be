"""Fixtures that tests of several rooms use; a student's install is enough for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.small_course import small_notebook, write_source


@pytest.fixture
def small_course(tmp_path: Path) -> Path:
    """Return a course folder with the source of one small assignment."""
    write_source(tmp_path, small_notebook())
    return tmp_path
