"""The course itself, as it is committed: every claim of `initcourse verify` holds."""

import pytest

from initcourse.grading.authoring.verify import verify_course
from initcourse.grading.course.folder import assignment_names
from tests.support.small_course import ROOT


@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_an_assignment_is_proven(name):
    found = {claim.text: [str(problem) for problem in claim.problems] for claim in verify_course(ROOT, [name])}
    assert len(found) == 5
    assert not any(found.values()), found
