"""Mangle the release of the small course on purpose, and see what comes back."""

import copy

import nbformat
import pytest

from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.submission.repair import repair
from initcourse.grading.submission.sanitize import known_cells, sanitize
from tests.support.small_course import DOUBLE, HALVE, small_notebook, write_source

ANSWERS = {"double": DOUBLE, "halve": HALVE}
ORDER = ["double", "double-small", "double-large", "halve", "halve-values", "why_two"]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return what is known of the small course, its source, its config, and an honest hand-in."""
    root = tmp_path_factory.mktemp("course")
    write_source(root, small_notebook())
    write_release(root, ["small"])
    course = Course(root)
    with course.gradebook() as gradebook:
        known = known_cells(gradebook, "small")
    honest = nbformat.reads(hand_in(root / "release/small/small.ipynb", ANSWERS), 4)
    return known, read_assignment(root, "small").notebook, course.config, honest


@pytest.fixture
def mended(small):
    """Return a function that mangles an honest hand-in, repairs it, and returns it with what was told."""
    known, source, config, honest = small

    def mend(mangle):
        notebook = copy.deepcopy(honest)
        mangle(notebook)
        notebook, repairs = repair(notebook, known, source)
        return sanitize(notebook, "small", known, config), [one.what for one in repairs]

    return mend


def at(notebook, name):
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name)


def order(notebook):
    return [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]


def test_an_honest_hand_in_comes_back_unchanged(small):
    known, source, _, honest = small
    notebook, repairs = repair(copy.deepcopy(honest), known, source)
    assert repairs == ()
    assert [(c.cell_type, c.source, c.metadata, c.id) for c in notebook.cells] == [
        (c.cell_type, c.source, c.metadata, c.id) for c in honest.cells
    ]


def test_cells_of_the_students_own_are_no_repair(mended):
    own = nbformat.v4.new_code_cell("double(21)")
    notebook, told = mended(lambda nb: nb.cells.insert(3, own))
    assert told == []
    assert notebook.cells[3].source == "double(21)"


def test_of_two_solution_cells_the_one_that_was_worked_on_counts(mended, small):
    released = small[0].source_cells["double"].source

    def mangle(nb):
        blank = copy.deepcopy(at(nb, "double"))
        blank.source = released
        nb.cells.insert(1, blank)

    notebook, told = mended(mangle)
    assert order(notebook) == ORDER
    assert "multiplied_by_two" in at(notebook, "double").source
    assert told == ["double was there 2 times: the first that differs from the release counts"]


def test_a_copied_test_cell_goes(mended, small):
    notebook, told = mended(lambda nb: nb.cells.append(copy.deepcopy(at(nb, "double-small"))))
    assert order(notebook) == ORDER
    assert len(notebook.cells) == len(small[3].cells)
    assert told == ["double-small was there 2 times: the first counts"]


@pytest.mark.parametrize("name", ["double-small", "double-large", "halve-values", "why_two"])
def test_a_deleted_cell_comes_back_in_its_place_with_the_gradebooks_text(mended, small, name):
    notebook, told = mended(lambda nb: nb.cells.remove(at(nb, name)))
    assert order(notebook) == ORDER
    assert at(notebook, name).source == small[0].source_cells[name].source
    assert told == [f"{name} was missing: it was put back as released"]


def test_an_answer_in_an_unmarked_cell_counts(mended):
    notebook, told = mended(lambda nb: at(nb, "halve").metadata.pop("nbgrader"))
    assert order(notebook) == ORDER
    assert "return x / 2" in at(notebook, "halve").source
    assert told == ["halve had lost its marks: the cell that defines it counts"]


def test_a_deleted_answer_comes_back_as_released(mended, small):
    notebook, _ = mended(lambda nb: nb.cells.remove(at(nb, "halve")))
    assert at(notebook, "halve").source == small[0].source_cells["halve"].source


def test_moved_cells_return_to_their_order_with_what_follows_them(mended):
    def mangle(nb):
        own = nbformat.v4.new_markdown_cell("about half")
        nb.cells.insert(nb.cells.index(at(nb, "halve")) + 1, own)
        nb.cells[1:] = nb.cells[4:] + nb.cells[1:4]

    notebook, told = mended(mangle)
    assert order(notebook) == ORDER
    assert notebook.cells[notebook.cells.index(at(notebook, "halve")) + 1].source == "about half"
    assert told == ["cells were in another order: they were graded in the order of the release"]


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_a_retyped_answer_is_code_again(mended, kind):
    notebook, told = mended(lambda nb: at(nb, "halve").update(cell_type=kind))
    assert at(notebook, "halve").cell_type == "code"
    assert told == [f"halve was a {kind} cell: it is a code cell again"]


@pytest.mark.parametrize("forged", [{"grade": False}, {"solution": True}, {"locked": False}, {"task": True}])
def test_forged_marks_give_way_to_the_courses(mended, forged):
    notebook, told = mended(lambda nb: at(nb, "double-small").metadata.nbgrader.update(forged))
    marks = at(notebook, "double-small").metadata.nbgrader
    assert (marks.grade, marks.solution, marks.locked, marks.task, marks.points) == (True, False, True, False, 4)
    assert told == ["double-small was marked otherwise: the course's marks count"]


def test_forged_points_give_way_to_the_gradebooks(mended):
    notebook, _ = mended(lambda nb: at(nb, "double-small").metadata.nbgrader.update(points=400))
    assert at(notebook, "double-small").metadata.nbgrader.points == 4


def test_marks_of_an_unknown_cell_go(mended):
    def mangle(nb):
        cell = copy.deepcopy(at(nb, "double-small"))
        cell.metadata.nbgrader.grade_id = "bonus"
        nb.cells.append(cell)

    notebook, told = mended(mangle)
    assert order(notebook) == ORDER
    assert told == ["a cell was marked as graded that is none of this assignment: its marks were removed"]


def test_tags_that_keep_a_test_from_running_go(mended):
    notebook, told = mended(lambda nb: at(nb, "double-small").metadata.update(tags=["skip-execution"]))
    assert "tags" not in at(notebook, "double-small").metadata
    assert told == ["tags of double-small were removed"]


@pytest.mark.parametrize("what", [3, None, {"cell_type": "video", "source": ""}, {"cell_type": "code", "source": 4}])
def test_what_is_no_cell_is_left_out(mended, what):
    notebook, told = mended(lambda nb: nb.cells.insert(2, what))
    assert order(notebook) == ORDER
    assert told == ["what was no cell was left out"]


def test_metadata_of_another_type_is_left_out(mended):
    notebook, told = mended(lambda nb: nb.cells[0].update(metadata=[1]))
    assert notebook.cells[0].metadata == {}
    assert told == ["a cell's metadata was no table and was left out"]


def test_every_cell_gets_an_id_of_its_own(mended):
    notebook, told = mended(lambda nb: [cell.update(id="same id!") for cell in nb.cells])
    assert told == []
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    nbformat.validate(notebook)


@pytest.mark.parametrize("name", ["double", "double-small"])
@pytest.mark.parametrize("points", ["code", None, True, -1, [], float("nan")])
def test_points_that_are_none_keep_no_hand_in_from_being_graded(mended, name, points):
    notebook, _ = mended(lambda nb: at(nb, name).metadata.nbgrader.update(points=points))
    assert at(notebook, name).metadata.nbgrader.get("points") == (None if name == "double" else 4)
