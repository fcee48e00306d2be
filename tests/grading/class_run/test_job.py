"""What becomes of a hand-in that is not graded as it should be: nobody's zero, no older score, no mark lost."""

from concurrent.futures import Executor, Future

import pytest

from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.class_run.run import find_hand_ins, grade_all
from initcourse.grading.course.gradebook import GradebookWriter, cell_scores
from initcourse.grading.course.nbgrader import Course
from tests.support.small_course import RIGHT, write_submission


def points(result):
    return {name: score.points for name, score in result.scores.items()}


@pytest.fixture
def grade_now(small_executor):
    def grade_now(root, **options):
        return list(grade_all(root, find_hand_ins(root, ["small"]), small_executor, **options))

    return grade_now


@pytest.mark.parametrize("now", ['{"cells": [', "[]", ""])
def test_no_older_score_survives_a_hand_in_that_cannot_be_read(graded_course, now, grade_now):
    write_submission(graded_course, "ada", now)
    with Course(graded_course).gradebook() as gradebook:
        assert {score.grade_id: score.points for score in cell_scores(gradebook, "small", "ada")}["double-small"] == 4
        gradebook.find_grade("double-large", "small", "small", "ada").manual_score = 7
        gradebook.find_grade("why_two", "small", "small", "ada").manual_score = 3
        gradebook.db.commit()
    (result,) = grade_now(graded_course)
    assert (result.outcome, set(points(result).values())) == ("unreadable", {None})
    with Course(graded_course).gradebook() as gradebook:
        for cell in ("double-small", "double-large", "halve-values", "why_two"):
            grade = gradebook.find_grade(cell, "small", "small", "ada")
            assert (grade.auto_score, grade.manual_score, grade.needs_manual_grade) == (None, None, True)
        assert "is no" in gradebook.find_comment("double", "small", "small", "ada").auto_comment


def test_what_a_person_gave_an_unreadable_hand_in_stays_when_it_is_graded_again(graded_course, grade_now):
    write_submission(graded_course, "ada", '{"cells": [')
    grade_now(graded_course)
    with Course(graded_course).gradebook() as gradebook:
        gradebook.find_grade("double-large", "small", "small", "ada").manual_score = 7
        gradebook.db.commit()
    grade_now(graded_course, force=True)
    with Course(graded_course).gradebook() as gradebook:
        assert gradebook.find_grade("double-large", "small", "small", "ada").manual_score == 7


def test_a_mark_stays_with_the_answer_that_it_was_given_for(graded_course, grade_now):
    with Course(graded_course).gradebook() as gradebook:
        for cell in ("why_two", "double-large"):
            gradebook.find_grade(cell, "small", "small", "ada").manual_score = 2
        gradebook.db.commit()
    source = graded_course / "source/small/small.ipynb"
    write_submission(graded_course, "ada", hand_in(source, RIGHT | {"halve": "def halve(x):\n    return 0.5 * x"}))
    grade_now(graded_course)
    with Course(graded_course).gradebook() as gradebook:
        marks = {c: gradebook.find_grade(c, "small", "small", "ada").manual_score for c in ("why_two", "double-large")}
    assert marks == {"why_two": 2, "double-large": None}
    write_submission(graded_course, "ada", hand_in(source, RIGHT, "other words"))
    grade_now(graded_course)
    with Course(graded_course).gradebook() as gradebook:
        assert gradebook.find_grade("why_two", "small", "small", "ada").manual_score is None


class Broken(Executor):
    """Executes nothing."""

    def submit(self, *_, **__):
        future = Future()
        future.set_exception(OSError("the machine is on fire"))
        return future


def test_a_grader_error_is_nobodys_zero_and_leaves_no_older_score_of_another_hand_in(graded_course, grade_now):
    source = graded_course / "source/small/small.ipynb"
    write_submission(graded_course, "ada", hand_in(source, RIGHT | {"double": "def double(x):\n    return x"}))
    write_submission(graded_course, "ben", hand_in(source, RIGHT))
    results = list(grade_all(graded_course, find_hand_ins(graded_course, ["small"]), Broken()))
    assert {(r.outcome, *points(r).values()) for r in results} == {("grader error", None, None, None)}
    assert "the machine is on fire): run the command again" in results[0].message
    assert {r.outcome for r in grade_now(graded_course)} == {"graded"}


def test_a_grader_error_leaves_the_scores_of_the_same_hand_in(graded_course):
    (result,) = grade_all(graded_course, find_hand_ins(graded_course, ["small"]), Broken(), force=True)
    assert result.outcome == "grader error"
    with Course(graded_course).gradebook() as gradebook:
        assert {score.grade_id: score.points for score in cell_scores(gradebook, "small", "ada")}["double-small"] == 4


def test_a_hand_in_whose_scores_cannot_be_recorded_stops_no_class(graded_course, monkeypatch, grade_now):
    record = GradebookWriter.record

    def failing(self, assignment, student, marks):
        if student == "ada" and not marks.waiting:
            raise RecursionError("too deep")
        return record(self, assignment, student, marks)

    monkeypatch.setattr(GradebookWriter, "record", failing)
    write_submission(graded_course, "ben", hand_in(graded_course / "source/small/small.ipynb", RIGHT))
    results = {r.submission.student: r for r in grade_now(graded_course, force=True)}
    assert {name: r.outcome for name, r in results.items()} == {"ada": "grader error", "ben": "graded"}
    assert "its scores could not be recorded (RecursionError: too deep)" in results["ada"].message
