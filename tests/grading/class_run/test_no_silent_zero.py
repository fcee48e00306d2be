"""A zero is deserved or on somebody's list, and a mistake costs once: in the gradebook, the table and the pages."""

import json
import re
import site
import sys

import nbformat
import pytest
from typer.testing import CliRunner

from initcourse.cli import app
from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.class_run.run import find_hand_ins, grade_all, prepare
from initcourse.grading.course.gradebook import cell_scores
from initcourse.grading.course.nbgrader import Course
from tests.support.small_course import (
    HALVE,
    RIGHT,
    SMALL_CONFIG,
    gradebook_contents,
    small_notebook,
    write_source,
    write_submission,
)

ON = "c.Execute.follow_through = True\n"

BUILDS_ON = "def halve(x):\n    ### BEGIN SOLUTION\n    return double(x) / 4\n    ### END SOLUTION\n"

WRONG = "def double(x):\n    return 3 * x"


def course(root, config=""):
    """Write a course whose second exercise builds on the first; return its release."""
    notebook = small_notebook()
    next(cell for cell in notebook.cells if cell.id == "halve").source = BUILDS_ON
    write_source(root, notebook)
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG + config)
    write_release(root, ["small"])
    return root / "release/small/small.ipynb"


def graded(root, executor, **options):
    results = grade_all(root, find_hand_ins(root, ["small"]), executor, **options)
    return {result.submission.student: result for result in results}


def points(result):
    return {name: score.points for name, score in result.scores.items()}


@pytest.fixture(scope="module")
def carried(tmp_path_factory, small_executor):
    """Grade one class with follow-through: answers that build on a wrong one, a wrong one of its own, a blank."""
    root = tmp_path_factory.mktemp("course")
    release = course(root, ON)
    write_submission(
        root, "ada", hand_in(release, {"double": WRONG, "halve": "def halve(x):\n    return double(x) / 4"})
    )
    write_submission(root, "ben", hand_in(release, {"double": WRONG, "halve": "def halve(x):\n    return double(x)"}))
    write_submission(root, "cleo", hand_in(release, {"double": WRONG, "halve": HALVE}))
    write_submission(root, "blank", release.read_text())
    return root, graded(root, small_executor)


def test_what_passes_once_the_earlier_mistake_is_taken_away_is_credited(carried):
    _, class_ = carried
    assert points(class_["ada"]) == {"double": 0, "halve": 5, "why_two": None}
    assert points(class_["ben"]) == {"double": 0, "halve": 0, "why_two": None}
    assert points(class_["cleo"]) == {"double": 0, "halve": 5, "why_two": None}
    assert points(class_["blank"]) == {"double": 0, "halve": 0, "why_two": 0}
    assert {name: result.credited for name, result in class_.items()} == {
        "ada": {"halve"},
        "ben": frozenset(),
        "cleo": frozenset(),
        "blank": frozenset(),
    }


def test_the_gradebook_the_comment_and_the_graded_notebook_say_so(carried):
    root, _ = carried
    records = gradebook_contents(root)
    assert records["ada", "small", "halve-values", "score"] == (5.0, None, False)
    told = "halve-values: 5 points, as it passes with the course's double in the place of yours."
    assert records["ada", "small", "halve", "comment"][0] == told
    stamp = nbformat.read(root / "autograded/ada/small/small.ipynb", 4).metadata["initcourse"]
    assert (stamp["credited"], stamp["follow_through"]) == (["halve-values"], True)


def test_nothing_of_the_official_solution_is_in_what_is_kept(carried):
    root, _ = carried
    kept = b"".join(path.read_bytes() for path in root.glob("autograded/**/*.ipynb"))
    assert b"multiplied_by_two_in_the_solution" not in kept


def test_what_was_credited_is_still_told_by_the_next_run(carried, small_executor):
    root, class_ = carried
    again = graded(root, small_executor)
    assert all(result.graded_before for result in again.values())
    assert again["ada"].credited == class_["ada"].credited


def test_without_the_switch_the_mistake_costs_twice_and_switching_grades_again(carried, small_executor):
    root, _ = carried
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG)
    off = graded(root, small_executor)
    assert points(off["ada"]) == {"double": 0, "halve": 0, "why_two": None}
    assert (off["ada"].graded_before, off["ada"].credited) == (False, frozenset())
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG + ON)
    assert points(graded(root, small_executor)["ada"])["halve"] == 5


def test_a_cell_in_doubt_waits_and_the_hand_in_is_on_the_list(course_with_gradebook, small_executor):
    own = "class Own(int):\n    def __eq__(self, other):\n        return True\n    __hash__ = int.__hash__\n"
    answer = f"{own}def double(x):\n    return Own(0)"
    source = course_with_gradebook / "source/small/small.ipynb"
    notebook = nbformat.read(source, 4)
    cell = next(cell for cell in notebook.cells if cell.id == "double-small")
    cell.source = "value = double(3)\nassert value == 6, value"
    write_source(course_with_gradebook, notebook)
    (course_with_gradebook / "gradebook.db").unlink()
    prepare(course_with_gradebook, ["small"])
    write_submission(course_with_gradebook, "ada", hand_in(source, RIGHT | {"double": answer}))
    result = graded(course_with_gradebook, small_executor)["ada"]
    assert (result.outcome, result.needs_a_person, points(result)["double"]) == ("waits for a person", True, None)
    assert result.message == (
        "double-small: a value of type Own arrives as one of Python's own; "
        "in the student's own process the test passes: look at it"
    )
    records = gradebook_contents(course_with_gradebook)
    assert records["ada", "small", "double-small", "score"] == (None, None, True)
    assert records["ada", "small", "double", "comment"][0].endswith("in the student's own process the test passes.")
    assert graded(course_with_gradebook, small_executor)["ada"].graded_before


def command(*args):
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    return result.exit_code, result.output


@pytest.mark.slow
def test_hand_ins_in_a_wrong_place_have_a_line_a_row_and_exit_code_1(course_with_gradebook):
    root = course_with_gradebook
    write_submission(root, "ada", hand_in(root / "source/small/small.ipynb", RIGHT))
    code, text = command("grade", "--course", root, "--jobs", 1)
    assert code == 0, text
    (root / "submitted/ben").mkdir()
    (root / "submitted/ben/small.ipynb").write_text("{}")
    (root / "submitted/cleo.ipynb").write_text("{}")
    code, text = command("grade", "--course", root, "--jobs", 1)
    assert code == 1
    assert "2 in a wrong place, 1 graded" in text
    assert "2 for a person to look at:" in text
    assert f"ben, small: in a wrong place: {root}/submitted/ben/small.ipynb lies in no assignment's folder" in text
    assert "cleo.ipynb, small: in a wrong place:" in text
    assert len(re.findall(r"^│ (?:ada|ben|cleo.ipynb) ", text, re.M)) == 3, text


@pytest.mark.slow
@pytest.mark.parametrize("name", ["nobody", "README.md", "ben"])
def test_a_name_without_a_hand_in_is_refused(course_with_gradebook, name):
    root = course_with_gradebook
    write_submission(root, "ada", hand_in(root / "source/small/small.ipynb", RIGHT))
    (root / "submitted/README.md").write_text("here")
    (root / "submitted/ben/other").mkdir(parents=True)
    code, text = command("grade", "--course", root, "--jobs", 1, "--student", name)
    assert (code, text.strip()) == (2, f"no hand-ins of {name} for small in {root / 'submitted'}")


@pytest.mark.slow
def test_a_page_shows_neither_places_of_this_machine_nor_what_staff_are_to_do(course_with_gradebook, small_executor):
    root = course_with_gradebook
    tells = "import sys\nprint(sys.prefix + '/bin')\ndef double(x):\n    import json\n    return json.loads('x')\n"
    content = hand_in(root / "source/small/small.ipynb", RIGHT | {"double": tells})
    write_submission(root, "ada", content)
    (root / "submitted/ada/small/data.so").write_text("x")
    write_submission(root, "ben", "{}")
    graded(root, small_executor)
    for student in ("ada", "ben"):
        assert Course(root).feedback("small", student).done
        (page,) = root.glob(f"feedback/{student}/small/small.html")
        text = page.read_text()
        for place in (sys.prefix, sys.base_prefix, *site.getsitepackages(), str(root)):
            assert f"{place}/" not in text, place
        for word in ("look at it", "ask for", "rename"):
            assert word not in text, word
    assert "JSONDecodeError" in (root / "feedback/ada/small/small.html").read_text()
    assert json.loads((root / "autograded/ben/small/small.ipynb").read_text())["metadata"]["initcourse"]["message"]


LEAVES_A_FILE = "def double(x):\n    open('left', 'w').close()\n    return 2 * x"

LOOKS_FOR_IT = """import os
from initcourse.checks import call, expect_equal
expect_equal(call(double, 2), 4, source="twice 2")
assert not os.path.exists("left"), "there is a file"
"""


@pytest.mark.parametrize(
    ("line", "given"),
    [("", None), ("c.Execute.compare = True\n", None), ("c.Execute.compare = False\n", 4)],
)
def test_a_course_is_graded_apart_and_in_one_process_unless_it_says_that_apart_is_enough(
    tmp_path, small_executor, line, given
):
    notebook = small_notebook()
    next(cell for cell in notebook.cells if cell.id == "double-small").source = LOOKS_FOR_IT
    write_source(tmp_path, notebook)
    config = SMALL_CONFIG.replace("c.Execute.compare = False\n", line)
    (tmp_path / "nbgrader_config.py").write_text(config)
    write_release(tmp_path, ["small"])
    release = tmp_path / "release/small/small.ipynb"
    write_submission(tmp_path, "ada", hand_in(release, RIGHT))
    write_submission(tmp_path, "ben", hand_in(release, RIGHT | {"double": LEAVES_A_FILE}))
    class_ = graded(tmp_path, small_executor)
    assert points(class_["ada"]) == {"double": 12, "halve": 5, "why_two": None}
    with Course(tmp_path).gradebook() as gradebook:
        scores = {score.grade_id: score.points for score in cell_scores(gradebook, "small", "ben")}
    assert (scores["double-small"], scores["double-large"]) == (given, 8)
    assert class_["ben"].needs_a_person == (given is None)
    assert ("in the student's own process" in class_["ben"].message) == (given is None)
