"""What stops a class, and what costs one hand-in: only its own disk, gradebook or configuration stop a class."""

import os
import sqlite3

import pytest

from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.class_run.run import find_hand_ins, grade_all
from initcourse.grading.errors import CourseError
from tests.support.small_course import RIGHT, SMALL_CONFIG, gradebook_contents, write_submission


@pytest.fixture
def two(course_with_gradebook):
    """Return a course with two right hand-ins."""
    for student in ("ada", "ben"):
        write_submission(
            course_with_gradebook, student, hand_in(course_with_gradebook / "source/small/small.ipynb", RIGHT)
        )
    return course_with_gradebook


def grade(root, executor, **options):
    results = grade_all(root, find_hand_ins(root, ["small"]), executor, **options)
    return {result.submission.student: result for result in results}


def folder_becomes_file(folder):
    (folder / "x/y").mkdir(parents=True)
    (folder / "x/y/data.txt").write_text("1")
    yield
    for path in (folder / "x/y/data.txt", folder / "x/y", folder / "x"):
        path.unlink() if path.is_file() else path.rmdir()
    (folder / "x").write_text("2")


def file_becomes_folder(folder):
    (folder / "x").write_text("1")
    yield
    (folder / "x").unlink()
    (folder / "x/y").mkdir(parents=True)
    (folder / "x/y/z.txt").write_text("2")


def long_names(folder):
    yield
    (folder / ("n" * 250)).write_text("1")


def odd_names(folder):
    yield
    for name in (b"line\nbreak", b"\xff\xfe", b"[red]", b"-rf", b"a\x1b[31mb", "‮txt".encode()):
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:
            file.write(b"1")


CHANGES = [folder_becomes_file, file_becomes_folder, long_names, odd_names]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_a_folder_becomes_is_no_obstacle(two, small_executor, change):
    steps = change(two / "submitted/ada/small")
    next(steps)
    grade(two, small_executor)
    list(steps)
    results = grade(two, small_executor, force=True)
    assert {student: result.outcome for student, result in results.items()} == {"ada": "graded", "ben": "graded"}
    handed_in = {path.name for path in (two / "submitted/ada/small").rglob("*") if path.is_file()}
    copied = {path.name for path in (two / "autograded/ada/small").rglob("*") if path.is_file()}
    assert copied == handed_in


def test_large_files_are_used_and_not_copied(two, small_executor):
    (two / "submitted/ada/small/large.bin").write_bytes(bytes(70_000_000))
    result = grade(two, small_executor)["ada"]
    assert result.scores["double"].points == 12
    assert "large.bin was used, and not copied" in result.message
    assert sum(path.stat().st_size for path in (two / "autograded/ada/small").rglob("*")) < 1_000_000


def test_a_late_plugin_beside_the_configuration_is_found(two, small_executor):
    (two / "half_off.py").write_text(
        "from nbgrader.plugins import BasePlugin\n\nclass HalfOff(BasePlugin):\n"
        "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n        return score / 2\n"
    )
    (two / "nbgrader_config.py").write_text(SMALL_CONFIG + 'c.AssignLatePenalties.plugin_class = "half_off.HalfOff"\n')
    (two / "submitted/ada/small/timestamp.txt").write_text("2020-01-02 00:00:00 UTC")
    from initcourse.grading.course.nbgrader import Course

    with Course(two).gradebook() as gradebook:
        gradebook.update_or_create_assignment("small", duedate="2020-01-01 00:00:00 UTC")
    grade(two, small_executor)
    assert gradebook_contents(two)["ada", "small", "", "penalty"] == (8.5, 17)


class Refusing:
    """Executes nothing: what can be known before must be told before."""

    def submit(self, *_):
        raise AssertionError("something was executed")


def no_such_plugin(root):
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG + 'c.AssignLatePenalties.plugin_class = "nowhere.Late"\n')


def not_a_plugin(root):
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG + 'c.AssignLatePenalties.plugin_class = "pathlib.Path"\n')


def old_gradebook(root):
    with sqlite3.connect(root / "gradebook.db") as database:
        database.execute("ALTER TABLE grade DROP COLUMN extra_credit")


def file_for_a_folder(root):
    (root / "autograded").write_text("not a folder")


BEFORE = {
    no_such_plugin: "nowhere.Late, which c.AssignLatePenalties.plugin_class names, cannot be loaded",
    not_a_plugin: "pathlib.Path, which c.AssignLatePenalties.plugin_class names, cannot be loaded",
    old_gradebook: "copy it and run 'nbgrader db upgrade'",
    file_for_a_folder: "autograded cannot be written",
}


@pytest.mark.parametrize("break_it", BEFORE, ids=lambda break_it: break_it.__name__)
def test_what_is_wrong_with_the_course_is_told_before_anything_runs(two, break_it):
    break_it(two)
    with pytest.raises(CourseError, match=BEFORE[break_it]):
        grade(two, Refusing())
