"""`nbgrader autograde` and formgrader's button grade as a class run does: same outcomes, same words, nothing copied."""

import os
import shutil

import nbformat
import pytest
from nbgrader.apps.api import NbGraderAPI

from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.class_run.run import find_hand_ins, grade_all
from initcourse.grading.course.nbgrader import Course
from tests.support.small_course import (
    RIGHT,
    SMALL_CONFIG,
    USE_OURS,
    gradebook_contents,
    write_small_class,
    write_source,
    write_submission,
)


@pytest.fixture
def course(small_course):
    (small_course / "nbgrader_config.py").write_text(SMALL_CONFIG + USE_OURS)
    write_release(small_course, ["small"])
    write_submission(small_course, "ada", hand_in(small_course / "release/small/small.ipynb", RIGHT))
    return small_course


def press(root, student):
    """Press formgrader's button; return what formgrader shows of it."""
    course = Course(root)
    return NbGraderAPI(coursedir=course.directory(), config=course.config).autograde("small", student)


@pytest.mark.slow
def test_both_doors_record_the_same(small_course, tmp_path, small_executor):
    write_small_class(small_course, USE_OURS)
    other = shutil.copytree(small_course, tmp_path / "other")
    list(grade_all(small_course, find_hand_ins(small_course, ["small"]), small_executor, width=2))
    conversion = Course(other).autograde("small", "*")
    assert conversion.done, conversion.log
    assert gradebook_contents(other) == gradebook_contents(small_course)


def test_a_hand_in_that_cannot_be_read_is_a_line_and_no_traceback(course):
    write_submission(course, "ben", '{"cells": [')
    shown = press(course, "ben")
    assert shown["success"]
    assert "ben, small: unreadable: small.ipynb is not JSON" in shown["log"]
    assert "Traceback" not in shown["log"]
    with Course(course).gradebook() as gradebook:
        grade = gradebook.find_grade("double-small", "small", "small", "ben")
        assert (grade.auto_score, grade.needs_manual_grade) == (None, True)


def test_links_handed_in_are_not_followed(course):
    folder = course / "submitted/ada/small"
    (folder / "notes.txt").symlink_to(course / "gradebook.db")
    (folder / "all").symlink_to(course / "source")
    os.mkfifo(folder / "pipe")
    shown = press(course, "ada")
    assert shown["success"]
    assert sorted(path.name for path in (course / "autograded/ada/small").rglob("*")) == ["small.ipynb"]
    assert "notes.txt was skipped: it is a link" in shown["log"]


def test_a_notebook_that_is_a_link_gives_nobody_anothers_points(course):
    (course / "submitted/eve/small").mkdir(parents=True)
    (course / "submitted/eve/small/small.ipynb").symlink_to(course / "submitted/ada/small/small.ipynb")
    assert "eve, small: unreadable: small.ipynb is not a file" in press(course, "eve")["log"]
    assert gradebook_contents(course)["eve", "small", "double-small", "score"] == (None, None, True)


@pytest.mark.slow
def test_a_hand_in_where_nobody_looks_is_told_when_everybody_is_graded(course):
    stray = course / "submitted/ben"
    stray.mkdir()
    (stray / "small.ipynb").write_text((course / "submitted/ada/small/small.ipynb").read_text())
    conversion = Course(course).autograde("small", "*")
    assert not conversion.done
    assert "ben/small.ipynb lies in no assignment's folder: move it into ben/<assignment>/" in conversion.log
    with Course(course).gradebook() as gradebook:
        assert gradebook.find_submission("small", "ada").score == 17
    assert press(course, "ada")["success"]


def test_an_error_of_ours_is_said_and_no_zero(course, monkeypatch):
    def broken(*_):
        raise RuntimeError("the reader is broken")

    monkeypatch.setattr("initcourse.grading.class_run.task.decode_answer", broken)
    shown = press(course, "ada")
    assert not shown["success"]
    assert "RuntimeError: the reader is broken" in shown["error"] + shown["log"]
    assert gradebook_contents(course)["ada", "small", "double-small", "score"] == (None, None, True)


def test_a_notebook_with_another_name_than_its_assignment_is_left_to_nbgrader(small_course):
    from tests.support.small_course import small_notebook

    write_source(small_course, small_notebook())
    (small_course / "source/small/small.ipynb").rename(small_course / "source/small/other.ipynb")
    (small_course / "nbgrader_config.py").write_text(SMALL_CONFIG + USE_OURS)
    course = Course(small_course)
    assert course.generate("small", into=small_course / "release", record=True).done
    for student in ("ada", "eve"):
        content = hand_in(small_course / "release/small/other.ipynb", RIGHT)
        write_submission(small_course, student, content)
        folder = small_course / f"submitted/{student}/small"
        (folder / "small.ipynb").rename(folder / "other.ipynb")
    (folder / "notes.txt").symlink_to(small_course / "gradebook.db")
    conversion = course.autograde("small", "*")
    assert conversion.done, conversion.log
    graded = nbformat.read(small_course / "autograded/ada/small/other.ipynb", 4)
    assert [o for cell in graded.cells for o in cell.get("outputs", []) if o.output_type == "error"] == []
    assert not (small_course / "autograded/eve").exists()
    assert "eve/small is left out" in conversion.log
