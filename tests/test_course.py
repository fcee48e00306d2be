"""The course itself, as it is committed: every claim of `initcourse verify` holds."""

from itertools import islice

import pytest

from initcourse.grading.authoring.verify import verify_course
from initcourse.grading.course.assignment import HIDDEN_TESTS, read_assignment, region
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


MAX_VISIBLE_LINES, MAX_HIDDEN_LINES, MAX_COLUMNS, MAX_LINES_IN_ALL = 12, 25, 100, 349


def checks(name):
    """Yield (id, visible lines, hidden lines) of each test cell, blank lines left out of the visible ones."""
    for cell in read_assignment(ROOT, name).of_kind("test"):
        visible = [line for line in region(cell.code, HIDDEN_TESTS, inside=False) if line.strip()]
        yield cell, visible, region(cell.code, HIDDEN_TESTS)


@pytest.mark.parametrize("name", NAMES)
def test_a_check_is_short_and_its_first_line_says_what_it_asks(name):
    for cell, visible, hidden in checks(name):
        assert visible[0].startswith("# "), cell.grade_id
        assert max(map(len, [*visible, *hidden])) <= MAX_COLUMNS, cell.grade_id
        if not cell.is_tools:
            assert 3 <= len(visible) <= MAX_VISIBLE_LINES, cell.grade_id
            assert len(hidden) <= MAX_HIDDEN_LINES, cell.grade_id


def test_a_student_scrolls_past_few_lines_of_checks():
    assert sum(len(visible) for name in NAMES for _, visible, _ in checks(name)) <= MAX_LINES_IN_ALL


@pytest.mark.parametrize("name", NAMES)
def test_no_hint_can_be_read_in_a_notebook(name):
    for cell in read_assignment(ROOT, name).of_kind("test"):
        assert not {"hint=", "hints =", "mistakes="} & set(cell.code.split()), cell.grade_id
        assert "hint" not in cell.code.lower(), cell.grade_id
