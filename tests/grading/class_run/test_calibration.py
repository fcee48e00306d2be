"""Before a class the source is tried: what does not cross takes its tests to the student, and faults of it are told."""

import json

import nbformat
import pytest

from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.authoring.verify import as_in_a_class
from initcourse.grading.class_run import calibration
from initcourse.grading.class_run.run import find_hand_ins, grade_all
from initcourse.grading.course.nbgrader import Course, build_release
from tests.support.small_course import HALVE, RIGHT, SMALL_CONFIG, small_notebook, write_source, write_submission


@pytest.fixture
def tried(monkeypatch):
    """Return the names of the assignments whose sources are tried, as they are."""
    names, real = [], calibration._try  # noqa: SLF001  what is tried is what the tests count
    monkeypatch.setattr(calibration, "_try", lambda *args: names.append(args[0].name) or real(*args))
    return names


def graded_by(root, executor, notebook=None, *, answers=RIGHT, files=None, config=""):
    """Grade `right` and `blank` by this source; return what became of them, by student."""
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG + config)
    write_source(root, notebook or small_notebook())
    for name, text in (files or {}).items():
        path = root / "source/small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    build_release(Course(root), ["small"], into=root / "release", record=True)
    write_submission(root, "right", hand_in(root / "release/small/small.ipynb", answers))
    write_submission(root, "blank", (root / "release/small/small.ipynb").read_text())
    return {graded.submission.student: graded for graded in grade_all(root, find_hand_ins(root, ["small"]), executor)}


def with_test(code, cell="double-small"):
    notebook = small_notebook()
    next(c for c in notebook.cells if c.id == cell).source = code
    return notebook


def scores(graded):
    return {exercise: score.points for exercise, score in graded.scores.items()}


FULL = {"double": 12, "halve": 5, "why_two": None}
NONE = {"double": 0, "halve": 0, "why_two": 0}


def test_a_source_that_can_be_judged_is(tmp_path, small_executor):
    graded = graded_by(tmp_path, small_executor)
    assert (graded["right"].together, graded["right"].problems) == ("", ())
    assert (scores(graded["right"]), scores(graded["blank"])) == (FULL, NONE)


TOGETHER = {
    "what it printed": (
        "import io\nfrom contextlib import redirect_stdout\n"
        "with redirect_stdout(io.StringIO()):\n    assert double(3) == 6",
        "acts on the process that it runs in, by `redirect_stdout`",
    ),
    "how many arguments it has": (
        "assert double.__code__.co_argcount == 1 and double(3) == 6",
        "apart from student code, cell double-small gives the official solution 0 of 4 points (AttributeError: ",
    ),
    "its source": ("import inspect\nassert 'multiplied' in inspect.getsource(double)", "by `inspect.getsource`"),
    "any name": ("assert globals()['double'](3) == 6", "uses `globals`, which may read any name"),
}


@pytest.mark.parametrize("case", TOGETHER)
def test_tests_that_need_the_students_process_run_there_and_the_reason_is_told(case, tmp_path, small_executor):
    code, why = TOGETHER[case]
    graded = graded_by(tmp_path, small_executor, with_test(code))
    assert "cell double-small" in graded["right"].together
    assert why in graded["right"].together
    assert (scores(graded["right"]), scores(graded["blank"])) == (FULL, NONE)
    assert graded["right"].problems == ()


def test_a_test_that_refuses_the_official_solution_is_told_of_the_source(tmp_path, small_executor):
    graded = graded_by(tmp_path, small_executor, with_test("assert double(3) == 7, 'not 7'"))
    told = "cell double-small gives the official solution 0 of 4 points (AssertionError: not 7): correct the source"
    assert graded["right"].problems == (told,)
    assert graded["right"].together == ""


def test_a_test_that_gives_the_release_points_is_told_of_the_source(tmp_path, small_executor):
    graded = graded_by(tmp_path, small_executor, with_test("double"))
    told = "cell double-small gives the release as it is 4 of 4 points: correct the source"
    assert graded["right"].problems == (told,)


def test_the_source_is_tried_once_and_again_when_something_has_changed(tmp_path, small_executor, tried):
    for config, count in (("", 1), ("", 1), ("c.Execute.seed = 5\n", 2), ("c.Execute.seed = 5\n", 2)):
        graded_by(tmp_path, small_executor, config=config)
        assert len(tried) == count
    graded_by(tmp_path, small_executor, files={"data.csv": "1"}, config="c.Execute.seed = 5\n")
    assert len(tried) == 3
    next(tmp_path.glob("autograded/.calibration-*.json")).write_text('{"key": 5')
    graded_by(tmp_path, small_executor, config="c.Execute.seed = 5\n")
    assert len(tried) == 4


def kept_with_sources(root, executor):
    """Try the source of a course as `verify` does, and keep what comes out; return it."""
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG)
    write_source(root, small_notebook())
    claims = list(as_in_a_class(root, ["small"], executor))
    assert [(claim.text, claim.problems) for claim in claims] == [
        ("small: tests run in the judge; the official solution gets all of their points there, the release none", ())
    ]
    return root / "source" / calibration.WITH_SOURCES


def test_what_verify_has_found_need_not_be_tried(tmp_path, small_executor, tried):
    kept_with_sources(tmp_path, small_executor)
    assert tried == ["small"]
    graded = graded_by(tmp_path, small_executor)
    assert (tried, scores(graded["right"])) == (["small"], FULL)
    assert not list(tmp_path.glob("autograded/.calibration-*.json"))


@pytest.mark.parametrize("spoiled", ['{"small": {"key": "another"}}', '{"small": 5}', "", None])
def test_what_verify_has_found_of_something_else_does_not_count(spoiled, tmp_path, small_executor, tried):
    path = kept_with_sources(tmp_path, small_executor)
    if spoiled is None:
        graded = graded_by(tmp_path, small_executor, with_test("assert double(3) == 7, 'not 7'"))
        assert "correct the source" in graded["right"].problems[0]
    else:
        path.write_text(spoiled)
        graded_by(tmp_path, small_executor)
    assert len(tried) > 1


def test_what_was_found_of_other_assignments_stays(tmp_path, small_executor):
    path = tmp_path / "source" / calibration.WITH_SOURCES
    path.parent.mkdir()
    path.write_text('{"other": {"key": "k", "together": "", "problems": []}}')
    assert kept_with_sources(tmp_path, small_executor) == path
    assert set(json.loads(path.read_text())) == {"other", "small"}


def test_an_executor_that_fails_stops_no_class(tmp_path, small_executor, monkeypatch):
    def fail(*_):
        raise OSError("no process")

    monkeypatch.setattr(calibration, "_judge", fail)
    graded = graded_by(tmp_path, small_executor)
    assert scores(graded["right"]) == FULL
    assert not list(tmp_path.glob("autograded/.calibration-*.json"))


def test_what_lies_beside_the_source_counts_before_what_is_handed_in(tmp_path, small_executor):
    test = "import helper\nassert open('data/three.csv').read() == '3' and double(3) == helper.six()"
    files = {
        "helper.py": "def six():\n    return 6",
        "data/three.csv": "3",
        "code/__init__.py": "",
        "code/x.py": "Y = 2",
    }
    answers = {
        "double": "import helper\ndef double(x):\n    return helper.six() * x * Y / 6\nexec(open('code/x.py').read())"
    }
    answers |= {"halve": HALVE}
    write_submission(tmp_path, "robber", "")
    changed = tmp_path / "submitted/robber/small"
    for name in ("helper.py", "code/x.py"):
        (changed / name).parent.mkdir(exist_ok=True)
        (changed / name).write_text("Y = 3\ndef six():\n    return 9")
    (changed / "code/own.py").write_text("MINE = 1")
    wrong = "import helper\nexec(open('code/own.py').read())\ndef double(x):\n    return helper.six() * MINE + 3"
    notebook = with_test(test)
    graded_by(tmp_path, small_executor, notebook, files=files, answers=answers)
    release = tmp_path / "release/small/small.ipynb"
    write_submission(tmp_path, "robber", hand_in(release, {"double": wrong, "halve": HALVE}))
    hand_ins = find_hand_ins(tmp_path, ["small"])
    graded = {one.submission.student: one for one in grade_all(tmp_path, hand_ins, small_executor)}
    assert scores(graded["right"]) == FULL
    assert scores(graded["robber"]) == FULL | {"double": 0}
    assert graded["robber"].message == (
        "code/x.py was handed in changed: the course's own counts; "
        "helper.py was handed in changed: the course's own counts"
    )


def test_a_solution_that_is_called_like_a_builtin_is_the_students(tmp_path, small_executor):
    notebook = small_notebook()
    for cell in notebook.cells:
        cell.source = cell.source.replace("halve", "sum")
        if "nbgrader" in cell.metadata:
            cell.id = cell.metadata.nbgrader.grade_id = cell.metadata.nbgrader.grade_id.replace("halve", "sum")
    wrong = RIGHT | {"sum": "def sum(x):\n    return 5"}
    graded = graded_by(tmp_path, small_executor, notebook, answers=wrong)
    assert graded["right"].together == ""
    assert {name: score for name, score in scores(graded["right"]).items() if name != "why_two"} == {
        "double": 12,
        "sum": 0,
    }


def test_locked_text_is_not_read_as_code(tmp_path, small_executor):
    notebook = small_notebook()
    text = nbformat.v4.new_markdown_cell("Read *this*: it's no Python.", id="locked-text")
    marks = {"grade_id": "locked-text", "schema_version": 3, "task": False, "locked": True, "grade": False}
    text.metadata["nbgrader"] = marks | {"solution": False}
    notebook.cells.insert(1, text)
    graded = graded_by(tmp_path, small_executor, notebook)
    assert (graded["right"].together, scores(graded["right"])) == ("", FULL)


def test_a_notebook_in_another_language_is_refused(tmp_path, small_executor):
    graded_by(tmp_path, small_executor)
    notebook = nbformat.read(tmp_path / "submitted/right/small/small.ipynb", 4)
    notebook.metadata = {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}
    write_submission(tmp_path, "right", nbformat.writes(notebook))
    hand_ins = find_hand_ins(tmp_path, ["small"], ["right"])
    (graded,) = grade_all(tmp_path, hand_ins, small_executor)
    assert (graded.outcome, graded.message) == (
        "unreadable",
        "small.ipynb is a notebook in r: ask for one in Python",
    )


def test_syntax_of_a_newer_python_waits_and_both_versions_are_told(tmp_path, small_executor):
    graded_by(tmp_path, small_executor)
    notebook = nbformat.read(tmp_path / "submitted/right/small/small.ipynb", 4)
    cell = next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "double")
    cell.source = "type Number = float\ndef double(x: Number) -> Number:\n    return 2 * x"
    notebook.metadata["language_info"] = {"name": "python", "version": "3.99.1"}
    write_submission(tmp_path, "right", nbformat.writes(notebook))
    hand_ins = find_hand_ins(tmp_path, ["small"], ["right"])
    (graded,) = grade_all(tmp_path, hand_ins, small_executor)
    assert graded.outcome == "waits for a person"
    assert "double is written in Python 3.99 and cannot be read by Python 3." in graded.message
