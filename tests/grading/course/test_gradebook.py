"""Scores are written as nbgrader does, whole or not at all, for the last student as cheaply as for the first."""

from datetime import datetime

import nbformat
import pytest
from sqlalchemy import event

from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.gradebook import (
    GradebookWriter,
    Marks,
    all_records,
    cell_scores,
    recorded_students,
    url_with_lock_timeout,
)
from initcourse.grading.course.nbgrader import Course


@pytest.fixture
def course(course_with_gradebook):
    return Course(course_with_gradebook)


def executed(course, *failed):
    """Return the official notebook as a process would leave it if the test cells `failed`."""
    notebook = read_assignment(course.root, "small").notebook
    for cell in notebook.cells:
        if cell.id in failed:
            cell.outputs = [nbformat.v4.new_output("error", ename="CheckFailed", evalue="", traceback=[])]
    return notebook


def points(scores):
    return {score.grade_id: score.points for score in scores}


def test_scores_are_recorded_and_returned(course):
    with course.gradebook() as gradebook:
        writer = GradebookWriter(gradebook, course.config)
        scores = writer.record("small", "ada", Marks(executed(course, "double-large")))
        assert points(scores) == {"double-small": 4, "double-large": 0, "halve-values": 5, "why_two": None}
        assert points(cell_scores(gradebook, "small", "ada")) == points(scores)
        assert recorded_students(gradebook, "small") == {"ada"}


def test_a_second_recording_replaces_the_first_and_keeps_what_a_person_gave(course):
    with course.gradebook() as gradebook:
        writer = GradebookWriter(gradebook, course.config)
        writer.record("small", "ada", Marks(executed(course, "double-large")))
        gradebook.find_grade("why_two", "small", "small", "ada").manual_score = 2.5
        gradebook.db.commit()
        scores = writer.record("small", "ada", Marks(executed(course)))
        assert points(scores)["double-large"] == 8
        assert gradebook.find_grade("why_two", "small", "small", "ada").manual_score == 2.5


def test_nothing_is_recorded_if_recording_fails_half_way(course):
    broken = executed(course)
    broken.cells[4].metadata.nbgrader["grade"] = True
    broken.cells[4].metadata.nbgrader["points"] = 3
    with course.gradebook() as gradebook:
        writer = GradebookWriter(gradebook, course.config)
        with pytest.raises(KeyError):
            writer.record("small", "ada", Marks(broken))
        assert all_records(gradebook) == {}
        assert recorded_students(gradebook, "small") == set()
        gradebook.db.rollback()
        assert points(writer.record("small", "ada", Marks(executed(course))))["double-small"] == 4


def test_a_submission_is_one_transaction(course):
    commits = []
    with course.gradebook() as gradebook:
        writer = GradebookWriter(gradebook, course.config)
        event.listen(gradebook.engine, "commit", commits.append)
        writer.record("small", "ada", Marks(executed(course)))
    assert len(commits) == 1


@pytest.mark.slow
def test_the_last_of_many_students_costs_the_database_as_little_as_the_first(course):
    """The steps of SQLite's virtual machine are counted, not seconds."""
    steps = []
    with course.gradebook() as gradebook:
        writer = GradebookWriter(gradebook, course.config)

        @event.listens_for(gradebook.engine, "checkout")
        def count(connection, *_):
            connection.set_progress_handler(lambda: steps.append(1), 100)

        def cost(number):
            before = len(steps)
            writer.record("small", f"student{number}", Marks(executed(course)))
            return len(steps) - before

        costs = [cost(number) for number in range(300)]
    assert 0 < max(costs[-20:]) <= 1.5 * max(costs[1:21])


def test_a_late_hand_in_loses_what_the_plugin_says(course):
    (course.root / "nbgrader_config.py").write_text(
        'c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n'
    )
    course = Course(course.root)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment("small", duedate="2026-01-01 12:00:00 UTC")
        writer = GradebookWriter(gradebook, course.config)
        writer.record("small", "ada", Marks(executed(course), timestamp=datetime(2026, 1, 1, 11)))
        writer.record("small", "ben", Marks(executed(course), timestamp=datetime(2026, 1, 1, 13)))
        records = all_records(gradebook)
    assert records["ada", "small", "", "penalty"] == (None, 17)
    assert records["ben", "small", "", "penalty"] == (17, 17)


def test_only_sqlite_gets_a_time_to_wait_for_locks():
    assert url_with_lock_timeout("sqlite:////a/b.db") == "sqlite:////a/b.db?timeout=120"
    assert url_with_lock_timeout("postgresql+psycopg://me:pw@/db") == "postgresql+psycopg://me:pw@/db"
