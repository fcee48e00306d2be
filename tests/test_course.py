"""The course itself, as it is committed: every claim of `initcourse verify` holds."""

from itertools import islice

import pytest

from initcourse.grading.authoring.verify import verify_course
from initcourse.grading.course.folder import assignment_names
from tests.support.small_course import ROOT

NAMES = assignment_names(ROOT)


def claimed(claims):
    return {claim.text: [str(problem) for problem in claim.problems] for claim in claims}


def test_the_sources_keep_the_rules_and_the_release_is_their_build_without_answers():
    found = claimed(islice(verify_course(ROOT, NAMES), len(NAMES) + 2))
    assert list(found) == [
        *(f"{name}: the source keeps the rules" for name in NAMES),
        "students can read no answer",
        "release/ equals a fresh build",
    ]
    assert not any(found.values()), found


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_an_assignment_is_proven(name):
    found = claimed(verify_course(ROOT, [name]))
    assert len(found) == 5
    assert not any(found.values()), found
