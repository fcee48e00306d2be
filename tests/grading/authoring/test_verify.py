import nbformat
import pytest

from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.verify import verify_course
from tests.support.small_course import SMALL_CONFIG, USE_OURS, small_notebook, write_source


def proofs(root):
    return {claim.text: [str(problem) for problem in claim.problems] for claim in verify_course(root, ["small"])}


def changed(root, cell, old, new):
    notebook = small_notebook()
    (found,) = [c for c in notebook.cells if c.id == cell]
    assert old in found.source
    found.source = found.source.replace(old, new)
    write_source(root, notebook)


def test_a_good_course_is_proven_in_every_point(small_course):
    write_release(small_course, ["small"])
    assert proofs(small_course) == {
        "small: the source keeps the rules": [],
        "students can read no answer": [],
        "release/ equals a fresh build": [],
        "small: the official solution scores full marks": [],
        "small: the blank release scores zero": [],
    }


@pytest.mark.slow
def test_the_proof_leaves_the_course_folder_alone(small_course):
    list(verify_course(small_course, ["small"]))
    assert sorted(path.name for path in small_course.iterdir()) == ["source"]


@pytest.mark.slow
def test_a_wrong_official_solution_is_found(small_course):
    changed(small_course, "halve", "x / 2", "x / 3")
    found = proofs(small_course)["small: the official solution scores full marks"]
    assert any("'halve-values': scores 0 of 5" in line for line in found)


@pytest.mark.slow
def test_a_test_cell_that_writes_to_stderr_is_found(small_course):
    changed(
        small_course,
        "halve-values",
        "expect_close(",
        "import warnings\nwarnings.warn('old', stacklevel=1)\nexpect_close(",
    )
    found = proofs(small_course)["small: the official solution scores full marks"]
    assert any("'halve-values': writes to stderr" in line for line in found)


@pytest.mark.slow
def test_a_test_cell_that_a_blank_notebook_passes_is_found(small_course):
    changed(small_course, "halve-values", "expect_close(call(halve, 3), 1.5", "expect_close(call(abs, 3), 3")
    found = proofs(small_course)["small: the blank release scores zero"]
    assert any("'halve-values': scores 5.0 instead of 0" in line for line in found)


@pytest.mark.slow
def test_a_blank_notebook_that_fails_with_something_else_is_found(small_course):
    changed(small_course, "double-small", "expect_close(", "{}['nothing']\nexpect_close(")
    found = proofs(small_course)["small: the blank release scores zero"]
    assert any("raises KeyError" in line for line in found)


@pytest.mark.slow
def test_a_release_that_was_edited_by_hand_is_found(small_course):
    write_release(small_course, ["small"])
    path = small_course / "release/small/small.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source += "more"
    nbformat.write(notebook, path)
    assert proofs(small_course)["release/ equals a fresh build"] == [
        "small, cell 'small.ipynb': differs from a fresh build: run `initcourse release`"
    ]


@pytest.mark.slow
def test_a_proof_runs_the_cells_that_only_show_too(small_course):
    (small_course / "nbgrader_config.py").write_text(SMALL_CONFIG + USE_OURS)
    notebook = small_notebook()
    notebook.cells.append(nbformat.v4.new_code_cell("1 / 0", id="picture", metadata={"tags": ["show"]}))
    write_source(small_course, notebook)
    found = proofs(small_course)["small: the official solution scores full marks"]
    assert found == ["small, cell 'picture': raises ZeroDivisionError: division by zero"]
