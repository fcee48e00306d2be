"""The whole proof of the course's tests, as `initcourse verify` prints it, and the figures of `docs/proof.md`."""

import shutil

import nbformat
import pytest

from initcourse.grading.authoring.bank import read_bank, try_answers
from initcourse.grading.authoring.proof import (
    exercise_claim,
    exercise_trials,
    hint_claim,
    prove_exercise,
    visible_claim,
)
from initcourse.grading.authoring.proof_page import digest, section
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.folder import CourseFolder, assignment_names
from initcourse.grading.execution.executors import LocalExecutor
from initcourse.grading.execution.preload import MODULES
from tests.support.small_course import ROOT

pytestmark = pytest.mark.slow

ASSIGNMENTS = assignment_names(ROOT)
BANK = ROOT / "tests/bank"
CHOICES = {"pooled_histogram_flaw", "lsuv_zero_bias_trials"}
"""Exercises whose answer is one letter of four: three are wrong, and there is no other right one."""
HARD = {"sample_weights", "build_model", "lsuv_init"}
"""Functions that can be wrong in many ways."""


@pytest.fixture(scope="module")
def slots():
    with LocalExecutor(2, MODULES) as slots:
        yield slots


def test_the_course_has_its_four_assignments():
    assert ASSIGNMENTS == ["01_variance", "02_comparison", "03_gradient_flow", "04_lsuv"]


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_bank_has_right_and_wrong_answers_for_every_exercise(name):
    assignment = read_assignment(ROOT, name)
    answers = read_bank(BANK, assignment)
    for exercise in assignment.exercises:
        kinds = [answer.right for answer in answers if answer.exercise == exercise]
        few = exercise in CHOICES
        assert kinds.count(False) >= (3 if few else 16 if exercise in HARD else 10), exercise
        assert kinds.count(True) >= (0 if few else 6), exercise


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_wrong_answer_says_what_its_student_must_read(name):
    answers = read_bank(BANK, read_assignment(ROOT, name))
    assert [answer.name for answer in answers if not answer.right and len(answer.tells + answer.hint) < 8] == []


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_every_hint_of_the_bank_is_read_where_its_mistake_is_caught(slots, name):
    assignment, hidden = read_assignment(ROOT, name), CourseFolder(ROOT).hints_file(name).read_text()
    answers = [answer for answer in read_bank(BANK, assignment) if answer.hint]
    found = try_answers(assignment, answers, slots, hints=hidden)
    assert [v.answer.name for v in found if v.answer.hint.rstrip(".") not in "\n".join(v.told)] == []


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_tests_are_proven_and_the_page_says_what_comes_out(slots, name):
    assignment = read_assignment(ROOT, name)
    proofs = [prove_exercise(assignment, trials, slots) for trials in exercise_trials(assignment, BANK, BANK)]
    claims = [*(exercise_claim(name, proof) for proof in proofs), visible_claim(name, proofs), hint_claim(name, proofs)]
    assert [str(problem) for claim in claims for problem in claim.problems] == []
    assert section(assignment, digest(ROOT, assignment), proofs) in (ROOT / "docs/proof.md").read_text()


def weaken(code):
    return code.split("### BEGIN HIDDEN TESTS")[0]


def widen(code):
    return code.replace('source="', 'rtol=0.5, source="')


def break_(code):
    return code.replace("return 2 *", "return 3 *")


BREAKAGES = {weaken: "xavier_variance-errors", widen: "xavier_variance-values", break_: "xavier_variance"}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_the_gate_refuses_a_weaker_test_a_wider_tolerance_and_a_wrong_solution(slots, tmp_path, breakage):
    shutil.copytree(ROOT / "source/01_variance", tmp_path / "source/01_variance")
    path = tmp_path / "source/01_variance/01_variance.ipynb"
    notebook = nbformat.read(path, as_version=4)
    grade_id = BREAKAGES[breakage]
    (cell,) = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id]
    cell.source, before = breakage(cell.source), cell.source
    assert cell.source != before
    nbformat.write(notebook, path)
    assignment = read_assignment(tmp_path, "01_variance")
    (trials,) = [t for t in exercise_trials(assignment, BANK, BANK) if t.exercise == "xavier_variance"]
    claim = exercise_claim("01_variance", prove_exercise(assignment, trials, slots))
    assert [problem for problem in claim.problems if "survives" in str(problem) or "is graded" in str(problem)] != []
