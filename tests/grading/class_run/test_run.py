"""A class of the small course is graded with real processes: good hand-ins and every kind of bad one."""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import Executor, Future
from pathlib import Path

import nbformat
import pytest

from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.class_run.run import find_hand_ins, grade_all, prepare
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.errors import ArgumentError, CourseError
from tests.support.small_course import (
    HALVE,
    RIGHT,
    SMALL_CONFIG,
    gradebook_contents,
    small_notebook,
    write_source,
    write_submission,
)

LOOP = "def halve(x):\n    while True:\n        pass"


@pytest.fixture(scope="module")
def graded_class(tmp_path_factory, small_executor):
    """Grade one class once and return what became of everyone, by student."""
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
    results = list(grade_all(root, find_hand_ins(root, ["small"]), small_executor, width=2))
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
        "renamed": "repaired",
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
    assert loop.message == "out of time in halve-values; the other cells are graded: look at it"


@pytest.mark.parametrize(
    ("student", "reason"),
    [
        ("broken", "is not JSON"),
        ("empty", "is not JSON"),
        ("list", "is not a notebook: open and save it in JupyterLab"),
        ("missing", "no small.ipynb in .*: ask for it"),
    ],
)
def test_an_unreadable_hand_in_says_why_and_to_staff_what_to_do(graded_class, student, reason):
    result = graded_class[1][student]
    assert re.search(reason, result.message)
    assert points(result) == {"double": None, "halve": None, "why_two": None}
    assert result.needs_a_person
    graded = nbformat.read(graded_class[0] / f"autograded/{student}/small/small.ipynb", 4)
    told, *todo = reason.replace(" in .*", "").split(": ")
    assert told in graded.cells[0].source
    assert not any(words in graded.cells[0].source for words in [*todo, str(graded_class[0])])


def test_the_class_table_shows_every_student_and_score(graded_class):
    from rich.console import Console

    from initcourse.grading.class_run.report import class_tables

    root, graded = graded_class
    console = Console(width=160, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    for table in class_tables(root, list(graded.values())):
        console.print(table)
    shown = console.export_text()
    rows = {line.split()[1]: line.split()[3::2] for line in shown.splitlines() if line.startswith("│")}
    assert rows["ada"][:4] == ["12", "5", "?", "17"]
    assert rows["bad"][:4] == ["4", "5", "?", "9"]
    assert rows["broken"][:4] == ["?", "?", "?", "?"]
    assert "1.1 double, 1.2 halve, 1.3 why_two" in " ".join(shown.split())


def test_no_folder_of_hand_ins_says_where_to_collect_them(small_course):
    with pytest.raises(CourseError, match="no folder .*submitted: collect the hand-ins there"):
        find_hand_ins(small_course, ["small"])


def test_an_empty_folder_of_hand_ins_is_an_error(small_course):
    (small_course / "submitted").mkdir()
    with pytest.raises(CourseError, match="no hand-ins for small"):
        find_hand_ins(small_course, ["small"])


def test_an_unknown_student_is_an_argument_error(small_course):
    write_submission(small_course, "ada", "{}")
    with pytest.raises(ArgumentError, match="no hand-ins of zoe"):
        find_hand_ins(small_course, ["small"], ["zoe"])


def test_only_the_students_that_are_asked_for_are_graded(small_course):
    write_submission(small_course, "ada", "{}")
    write_submission(small_course, "ben", "{}")
    assert [found.student for found in find_hand_ins(small_course, ["small"], ["ben"])] == ["ben"]


def test_a_gradebook_is_filled_from_the_source_where_there_is_none(small_course):
    prepare(small_course, ["small"])
    prepare(small_course, ["small"])
    from initcourse.grading.course.nbgrader import Course

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


class Refusing(Executor):
    """Executes nothing: whoever asks has found something to grade."""

    def submit(self, function, task):
        raise AssertionError("this was to be left alone")


class Failing(Executor):
    """Fails as a cluster does whose worker is gone."""

    def submit(self, function, task):
        future = Future()
        future.set_exception(RuntimeError("no worker"))
        return future


def regrade(root, executor, **options):
    (graded,) = grade_all(root, find_hand_ins(root, ["small"]), executor, **options)
    return graded


def test_what_is_graded_is_not_graded_again(graded_course):
    again = regrade(graded_course, Refusing())
    assert (again.outcome, again.graded_before, points(again)) == (
        "graded",
        True,
        {"double": 12, "halve": 5, "why_two": None},
    )


def new_hand_in(root):
    write_submission(
        root, "ada", hand_in(root / "source/small/small.ipynb", RIGHT | {"halve": "def halve(x):\n    pass"})
    )


def new_file(root):
    (root / "submitted/ada/small/notes.txt").write_text("new")


def lost_notebook(root):
    (root / "autograded/ada/small/small.ipynb").unlink()


def lost_score(root):
    with Course(root).gradebook() as gradebook:
        gradebook.remove_submission("small", "ada")


def died_before(root):
    path = root / "autograded/ada/small/small.ipynb"
    path.chmod(0o644)
    path.write_text(path.read_text().replace('"outcome": "graded"', '"outcome": "kernel died"'))


@pytest.mark.parametrize("change", [new_hand_in, new_file, lost_notebook, lost_score, died_before])
def test_a_change_or_a_loss_is_graded_again(graded_course, change):
    change(graded_course)
    with pytest.raises(AssertionError, match="left alone"):
        regrade(graded_course, Refusing())


def test_force_grades_again(graded_course):
    with pytest.raises(AssertionError, match="left alone"):
        regrade(graded_course, Refusing(), force=True)


def test_a_grader_error_is_not_a_score_and_is_tried_again(graded_course):
    before = (graded_course / "autograded/ada/small/small.ipynb").read_text()
    failed = regrade(graded_course, Failing(), force=True)
    assert (failed.outcome, failed.scores, failed.needs_a_person) == ("grader error", {}, True)
    assert "no worker" in failed.message
    assert "run the command again" in failed.message
    assert (graded_course / "autograded/ada/small/small.ipynb").read_text() == before


def test_the_graded_notebook_says_what_it_was_made_of(graded_course):
    path = graded_course / "autograded/ada/small/small.ipynb"
    stamp = nbformat.read(path, 4).metadata["initcourse"]
    assert set(stamp) == {
        *("hand_in", "source", "lock", "version", "seed", "show_cells", "sandbox", "apart"),
        *("follow_through", "compare", "outcome", "message", "credited"),
        *("seconds", "second_opinion", "follow_through_seconds", "cpu", "max_rss"),
    }
    assert path.stat().st_mode & 0o777 == 0o444


def test_a_timestamp_that_is_not_a_time_is_reported(graded_course, small_executor):
    (graded_course / "submitted/ada/small/timestamp.txt").write_text("yesterday, I think")
    graded = regrade(graded_course, small_executor)
    assert (graded.outcome, graded.message) == (
        "repaired",
        "timestamp.txt holds no time: graded as if handed in in time",
    )


def test_files_handed_in_are_copied_and_links_are_skipped(graded_course, small_executor):
    folder = graded_course / "submitted/ada/small"
    (folder / "data").mkdir()
    (folder / "data/table.csv").write_text("1,2")
    (folder / "link.txt").symlink_to(graded_course / "gradebook.db")
    (folder / "linked").symlink_to(graded_course / "source")
    graded = regrade(graded_course, small_executor)
    assert graded.message == "link.txt was skipped: it is a link; linked was skipped: it is a link"
    copied = sorted(
        str(p.relative_to(graded_course / "autograded/ada/small"))
        for p in (graded_course / "autograded/ada/small").rglob("*")
    )
    assert copied == ["data", "data/table.csv", "small.ipynb"]


@pytest.mark.slow
def test_a_graded_class_has_the_scores_of_plain_nbgrader(course_with_gradebook, tmp_path, small_executor):
    """Plain: nbgrader's own program with no configuration of ours and fresh kernels.

    One difference is meant: a word on stderr, such as a library's warning, costs a right answer nothing here.
    """
    source = course_with_gradebook / "source/small/small.ipynb"
    printing = "def halve(x):\n    print('half')\n    return x / 2"
    noisy = "import sys\ndef double(x):\n    print('oh', file=sys.stderr)\n    return 2 * x"
    answers = {
        "ada": RIGHT,
        "ben": RIGHT | {"double": "def double(x):\n    return 3 * x - 3"},
        "cleo": RIGHT | {"double": noisy},
        "dev": RIGHT | {"halve": printing},
        "eli": RIGHT | {"halve": "def halve(x):\n    raise ValueError(x)", "double": "double = 3"},
        "fay": {"double": "def double(x:", "halve": HALVE},
    }
    for student, codes in answers.items():
        write_submission(course_with_gradebook, student, hand_in(source, codes, None if student == "ben" else "words"))
        (course_with_gradebook / f"submitted/{student}/small/timestamp.txt").write_text(
            f"2026-01-0{2 if student in ('ben', 'eli') else 1} 12:00:00 UTC"
        )
    late = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'
    (course_with_gradebook / "nbgrader_config.py").write_text(SMALL_CONFIG + late)
    with Course(course_with_gradebook).gradebook() as gradebook:
        gradebook.update_or_create_assignment("small", duedate="2026-01-01 13:00:00 UTC")
    plain = shutil.copytree(course_with_gradebook, tmp_path / "plain")
    (plain / "nbgrader_config.py").write_text("c = get_config()\n" + late)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    command = [sys.executable, "-m", "nbgrader", "autograde", "small"]
    subprocess.run(command, cwd=plain, env=environment, capture_output=True, check=True)
    hand_ins = find_hand_ins(course_with_gradebook, ["small"])
    results = grade_all(course_with_gradebook, hand_ins, small_executor, width=2)
    assert [result.outcome for result in results] == ["graded"] * 6
    found, expected = gradebook_contents(course_with_gradebook), gradebook_contents(plain)
    different = {key: value for key, value in found.items() if expected[key] != value}
    assert different == {
        ("cleo", "small", "double-small", "score"): (4, None, False),
        ("cleo", "small", "double-large", "score"): (8, None, False),
        ("cleo", "small", "", "penalty"): (None, 17),
    }
    assert found.keys() == expected.keys()
    assert found["ben", "small", "", "penalty"] == (9, 9)


def test_two_runs_do_not_write_into_each_others_results(graded_course, small_executor):
    hand_ins = find_hand_ins(graded_course, ["small"])
    first = grade_all(graded_course, hand_ins, small_executor, force=True)
    one = next(first)
    with pytest.raises(CourseError, match="another program is grading into .*autograded: wait for its end"):
        list(grade_all(graded_course, hand_ins, small_executor, force=True))
    assert [one, *first] == list(grade_all(graded_course, hand_ins, small_executor, force=True))


@pytest.mark.slow
def test_a_cell_that_only_shows_may_take_longer_than_others(small_course, small_executor):
    source = small_notebook()
    slow = "import time\ntime.sleep(4)\nprint('shown')"  # the small course's other cells have three seconds
    source.cells.append(nbformat.v4.new_code_cell(slow, id="slow", metadata={"tags": ["show"]}))
    write_source(small_course, source)
    (small_course / "nbgrader_config.py").write_text(SMALL_CONFIG)
    write_release(small_course, ["small"])
    write_submission(small_course, "ada", hand_in(small_course / "release/small/small.ipynb", RIGHT))
    (result,) = grade_all(small_course, find_hand_ins(small_course, ["small"]), small_executor, show_cells=True)
    assert (result.outcome, result.scores["double"].points) == ("graded", 12)
    graded = nbformat.read(small_course / "autograded/ada/small/small.ipynb", 4)
    assert [cell.outputs[0].text for cell in graded.cells if cell.source == slow] == ["shown\n"]
