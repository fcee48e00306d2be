"""The sanitizers do what nbgrader's do, whose gradebook they ask only once."""

import copy

import nbformat
import pytest
from nbgrader.api import MissingEntry

from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.submission.sanitize import known_cells, sanitize
from tests.support.small_course import DOUBLE, HALVE, write_submission


def changed(notebook, change):
    notebook = copy.deepcopy(notebook)
    change({cell.id: cell for cell in notebook.cells}, notebook)
    return notebook


def weaken(cells, notebook):
    cells["double-large"].source = "pass"


def grow(cells, notebook):
    cells["halve-values"].metadata.nbgrader["points"] = 500


def retyped(cells, notebook):
    cells["halve-values"].cell_type = "markdown"
    del cells["halve-values"]["outputs"], cells["halve-values"]["execution_count"]


def unlocked(cells, notebook):
    cells["double-small"].metadata.nbgrader["locked"] = False


def printed(cells, notebook):
    cells["double"].outputs = [nbformat.v4.new_output("stream", text="old")]


def kernel(cells, notebook):
    notebook.metadata.kernelspec = {"name": "ruby", "display_name": "Ruby", "language": "ruby"}


def nothing(cells, notebook):
    pass


@pytest.mark.parametrize("change", [nothing, weaken, grow, retyped, unlocked, printed, kernel])
@pytest.mark.slow
def test_a_hand_in_is_restored_as_nbgrader_restores_it(small_course, change):
    write_release(small_course, ["small"])
    content = hand_in(small_course / "release/small/small.ipynb", {"double": DOUBLE, "halve": HALVE})
    notebook = changed(nbformat.reads(content, 4), change)
    write_submission(small_course, "ada", nbformat.writes(notebook))
    course = Course(small_course)
    keep = "c = get_config()\nc.Autograde.autograde_preprocessors = []\n"
    (small_course / "nbgrader_config.py").write_text(keep)
    assert Course(small_course).autograde("small", "ada").done
    by_nbgrader = nbformat.read(small_course / "autograded/ada/small/small.ipynb", 4)
    with course.gradebook() as gradebook:
        known = known_cells(gradebook, "small")
    assert sanitize(notebook, "small", known, course.config) == by_nbgrader


def test_metadata_that_nbgrader_refuses_is_refused_every_time(course_with_gradebook):
    course = Course(course_with_gradebook)
    with course.gradebook() as gradebook:
        known = known_cells(gradebook, "small")
    for _ in range(2):
        notebook = read_assignment(course_with_gradebook, "small").notebook
        notebook.cells[1].metadata.nbgrader["schema_version"] = 99
        with pytest.raises(Exception, match="too new"):
            sanitize(notebook, "small", known, course.config)


def test_missing_test_cells_are_put_back_where_the_course_asks_for_it(course_with_gradebook):
    (course_with_gradebook / "nbgrader_config.py").write_text(
        "c = get_config()\nc.OverwriteCells.add_missing_cells = True\n"
    )
    course = Course(course_with_gradebook)
    with course.gradebook() as gradebook:
        known = known_cells(gradebook, "small")
    notebook = read_assignment(course_with_gradebook, "small").notebook
    notebook.cells = [cell for cell in notebook.cells if cell.id != "halve-values"]
    ids = [c.metadata["nbgrader"]["grade_id"] for c in sanitize(notebook, "small", known, course.config).cells[1:]]
    assert ids == ["double", "double-small", "double-large", "halve", "halve-values", "why_two"]


def test_a_cell_that_the_gradebook_does_not_know_is_a_missing_entry(course_with_gradebook):
    with Course(course_with_gradebook).gradebook() as gradebook:
        known = known_cells(gradebook, "small")
    with pytest.raises(MissingEntry, match="no cell 'other'"):
        known.find_source_cell("other", "small", "small")
