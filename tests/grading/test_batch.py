"""Grade hand-ins of the small course with real kernels, good ones and every kind of bad one."""

import nbformat
import pytest

from initcourse.grading.batch import grade_all, hand_ins, prepare
from initcourse.grading.errors import ArgumentError, CourseError
from initcourse.grading.release import write_release
from initcourse.grading.sample_class import hand_in
from initcourse.grading.slots import LocalSlots
from tests.conftest import DOUBLE, HALVE, SMALL_CONFIG, SMALL_MODULES, small_notebook, write_submission

RIGHT = {"double": DOUBLE, "halve": HALVE}
LOOP = "def halve(x):\n    while True:\n        pass"


@pytest.fixture(scope="module")
def graded_class(tmp_path_factory):
    """Grade one class once and return what became of everyone, by student."""
    from tests.conftest import write_source

    root = tmp_path_factory.mktemp("course")
    write_source(root, small_notebook())
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG)
    write_release(root, ["small"])
    release = root / "release/small/small.ipynb"
    write_submission(root, "ada", hand_in(release, RIGHT))
    write_submission(root, "bad", hand_in(release, RIGHT | {"double": "def double(x):\n    return 3 * x - 3"}))
    write_submission(root, "blank", release.read_text())
    write_submission(root, "broken", '{"cells": [')
    write_submission(root, "empty", "")
    write_submission(root, "kernel", hand_in(release, RIGHT).replace('"python3"', '"no-such-kernel"'))
    write_submission(root, "list", "[1, 2]")
    write_submission(root, "loop", hand_in(release, RIGHT | {"halve": LOOP}))
    write_submission(root, "old", '{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}')
    write_submission(root, "renamed", hand_in(release, RIGHT))
    (root / "submitted/renamed/small/small.ipynb").rename(root / "submitted/renamed/small/small (1).ipynb")
    (root / "submitted/missing/small").mkdir(parents=True)
    with LocalSlots(2, SMALL_MODULES) as executor:
        results = list(grade_all(root, hand_ins(root, ["small"]), executor, width=2))
    return root, {result.submission.student: result for result in results}


def points(result):
    return {name: score.points for name, score in result.scores.items()}


def test_every_hand_in_has_an_outcome(graded_class):
    assert {student: result.outcome for student, result in graded_class[1].items()} == {
        "ada": "graded",
        "bad": "graded",
        "blank": "not attempted",
        "broken": "unreadable",
        "empty": "unreadable",
        "kernel": "graded",
        "list": "unreadable",
        "loop": "timed out",
        "missing": "unreadable",
        "old": "unreadable",
        "renamed": "unreadable",
    }


def test_right_answers_score_full_and_wait_for_the_written_one(graded_class):
    assert points(graded_class[1]["ada"]) == {"double": 12, "halve": 5, "why_two": None}


def test_a_mistake_costs_the_test_cells_that_it_breaks(graded_class):
    assert points(graded_class[1]["bad"]) == {"double": 4, "halve": 5, "why_two": None}


def test_a_blank_release_scores_zero_without_a_person(graded_class):
    assert points(graded_class[1]["blank"]) == {"double": 0, "halve": 0, "why_two": 0}
    assert not graded_class[1]["blank"].needs_a_person


def test_a_loop_costs_its_own_exercise_and_is_named(graded_class):
    loop = graded_class[1]["loop"]
    assert points(loop) == {"double": 12, "halve": 0, "why_two": None}
    assert loop.needs_a_person
    assert loop.message == "out of time in halve-values; the other exercises are graded"


@pytest.mark.parametrize(
    ("student", "reason"),
    [
        ("broken", "is no JSON"),
        ("empty", "is no JSON"),
        ("list", "is no notebook of format 4"),
        ("old", r"is no notebook of format 4 \(found 3\)"),
        ("renamed", r"no small.ipynb, but small \(1\).ipynb: rename the one that is meant"),
        ("missing", "no small.ipynb in .*: ask for it"),
    ],
)
def test_an_unreadable_hand_in_says_why_and_what_to_do(graded_class, student, reason):
    import re

    result = graded_class[1][student]
    assert re.search(reason, result.message)
    assert result.scores == {}
    assert not (graded_class[0] / "autograded" / student).exists()


def test_the_class_table_shows_every_student_and_score(graded_class):
    from rich.console import Console

    from initcourse.grading.report import class_tables

    root, graded = graded_class
    console = Console(width=160, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    for table in class_tables(root, list(graded.values())):
        console.print(table)
    shown = console.export_text()
    rows = {line.split()[1]: line.split()[3::2] for line in shown.splitlines() if line.startswith("│")}
    assert rows["ada"][:4] == ["12", "5", "?", "17"]
    assert rows["bad"][:4] == ["4", "5", "?", "9"]
    assert rows["broken"][:4] == ["-", "-", "-", "-"]
    assert "1.1 double, 1.2 halve, 1.3 why_two" in " ".join(shown.split())


def test_no_folder_of_hand_ins_says_where_to_collect_them(small_course):
    with pytest.raises(CourseError, match="no folder .*submitted: collect the hand-ins there"):
        hand_ins(small_course, ["small"])


def test_an_empty_folder_of_hand_ins_is_told(small_course):
    (small_course / "submitted").mkdir()
    with pytest.raises(CourseError, match="no hand-ins for small"):
        hand_ins(small_course, ["small"])


def test_an_unknown_student_is_an_argument_error(small_course):
    write_submission(small_course, "ada", "{}")
    with pytest.raises(ArgumentError, match="no hand-ins of zoe"):
        hand_ins(small_course, ["small"], ["zoe"])


def test_only_the_students_that_are_asked_for_are_graded(small_course):
    write_submission(small_course, "ada", "{}")
    write_submission(small_course, "ben", "{}")
    assert [found.student for found in hand_ins(small_course, ["small"], ["ben"])] == ["ben"]


def test_a_gradebook_is_filled_from_the_source_where_there_is_none(small_course):
    prepare(small_course, ["small"])
    prepare(small_course, ["small"])
    from initcourse.grading.course import Course

    with Course(small_course).gradebook() as gradebook:
        assert gradebook.find_notebook("small", "small").max_score == 20
    assert not (small_course / "release").exists()


def test_a_hand_in_keeps_everything_but_the_answers(small_course):
    write_release(small_course, ["small"])
    release = small_course / "release/small/small.ipynb"
    content = nbformat.reads(hand_in(release, {"halve": "halve = None"}, "my words"), as_version=4)
    sources = {cell.id: cell.source for cell in content.cells}
    assert (sources["halve"], sources["why_two"]) == ("halve = None", "my words")
    assert sources["double"] == nbformat.read(release, as_version=4).cells[1].source
