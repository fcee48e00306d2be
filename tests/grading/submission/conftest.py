"""What preparing a hand-in needs, made once for each module: nbgrader takes seconds for a new gradebook."""

from __future__ import annotations

import pytest

from tests.support.prepared import PreparedCourse, prepared_course


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> PreparedCourse:
    """Return the small course as it is known when a hand-in comes."""
    return prepared_course(tmp_path_factory.mktemp("course"))
