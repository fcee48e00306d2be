"""The course itself, as it is committed: every claim of `initcourse verify` holds."""

import pytest

from initcourse.grading.source import assignment_names
from initcourse.grading.verify import verify
from tests.conftest import ROOT


@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_an_assignment_is_proven(name):
    found = {claim: [str(problem) for problem in problems] for claim, problems in verify(ROOT, [name])}
    assert len(found) == 5
    assert not any(found.values()), found
