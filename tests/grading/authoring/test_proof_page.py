"""The page of the proof: sections stay, a changed source is unproven, and the release asks."""

from dataclasses import replace

import pytest

from initcourse.grading.authoring.hint_tables import HintTables
from initcourse.grading.authoring.proof import Claim, ExerciseProof, exercise_claim, visible_claim
from initcourse.grading.authoring.proof_page import digest, keep, section, unproven
from initcourse.grading.authoring.release import write_release
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.errors import CourseError
from tests.support.small_course import small_notebook, write_source

GOOD = ExerciseProof(
    exercise="double",
    wrong=10,
    caught=10,
    visible=6,
    unfair=(),
    untold=(),
    hinted=7,
    unhinted=(),
    carried=2,
    twice=(),
    right=6,
    refused=(),
    mutants=5,
    killed=4,
    equivalent=1,
    surviving=(),
    generic=8,
    excused=2,
    scoring=(),
    tables=HintTables(),
    seen_with_hint=5,
)


def prove(root):
    assignment = read_assignment(root, "small")
    keep(root / "docs/proof.md", {"small": section(assignment, digest(root, assignment), [GOOD])})


def test_a_section_says_every_figure_and_their_sums(small_course):
    prove(small_course)
    text = (small_course / "docs/proof.md").read_text()
    row = "| double | 10 | 10 | 6 | 0 | 0 | 7 | 0 | 2 | 0 | 6 | 0 | 5 | 4 | 1 | 0 | 8 | 2 | 0 |"
    assert f"{row}\n| **all** | 10 |" in text


def test_sections_of_other_assignments_stay(small_course):
    path = small_course / "docs/proof.md"
    keep(path, {"a": "## a\n\nformer\n", "b": "## b\n\nkept\n"})
    keep(path, {"a": "## a\n\nnew\n"})
    assert path.read_text().count("## ") == 2
    assert "new" in path.read_text()
    assert "former" not in path.read_text()


@pytest.mark.slow
def test_only_what_is_proven_is_released_unless_told_otherwise(small_course):
    with pytest.raises(CourseError, match="not proven as it is now: small: run `initcourse verify small`"):
        write_release(small_course, ["small"], proven=True)
    prove(small_course)
    assert write_release(small_course, ["small"], proven=True) == [small_course / "release/small"]
    assert write_release(small_course, ["small"]) != []


def test_a_changed_cell_or_bank_is_unproven_and_changed_prose_is_not(small_course):
    prove(small_course)
    notebook = small_notebook()
    notebook.cells[0].source += "\nMore words."
    write_source(small_course, notebook)
    assert unproven(small_course, [read_assignment(small_course, "small")]) == []
    notebook.cells[2].source += "# changed"
    write_source(small_course, notebook)
    assert unproven(small_course, [read_assignment(small_course, "small")]) == ["small"]
    write_source(small_course, small_notebook())
    answer = small_course / "tests/bank/small/double/right/new.py"
    answer.parent.mkdir(parents=True)
    answer.write_text("")
    assert unproven(small_course, [read_assignment(small_course, "small")]) == ["small"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"refused": ("sum: it says no",)}, "a right answer is refused, sum: it says no"),
        ({"twice": ("off loses b",)}, "a mistake costs in another exercise, off loses b"),
        ({"unfair": ("off should lose a",)}, "an answer is graded otherwise than its file says, off should lose a"),
        ({"untold": ("off: nothing",)}, "a student would not read why, off: nothing"),
        ({"surviving": ("line 1: `a` became `b`",)}, "a mutant survives, line 1: `a` became `b`"),
        ({"scoring": ("scores, nan passes a: Return NaN",)}, "a generic wrong answer scores, nan passes a: Return NaN"),
    ],
)
def test_whatever_stands_against_a_proof_is_said(change, told):
    assert exercise_claim("small", GOOD).problems == ()
    assert [problem.text for problem in exercise_claim("small", replace(GOOD, **change)).problems] == [told]


def test_visible_checks_must_refuse_six_wrong_answers_in_ten():
    few = replace(GOOD, visible=5)
    assert visible_claim("small", [GOOD, GOOD]) == Claim(
        text="small: the visible checks alone refuse 12 of 20 wrong answers"
    )
    (problem,) = visible_claim("small", [GOOD, few]).problems
    assert problem.text == "they refuse less than 60%: let them ask for more"
