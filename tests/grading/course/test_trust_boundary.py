"""The source alone decides what runs apart from the student's code."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.folder import assignment_names
from initcourse.grading.course.names import trust_boundary, wanted_names
from tests.support.small_course import ROOT


def source(*cells):
    """Return a source notebook of cells given as (kind, code); each is called like its kind and its place."""
    marks = {
        "solution": {"solution": True, "grade": False, "locked": False},
        "test": {"solution": False, "grade": True, "locked": True, "points": 1},
        "locked": {"solution": False, "grade": False, "locked": True},
    }
    notebook = new_notebook()
    for number, (kind, code) in enumerate(cells):
        meta = {"nbgrader": marks[kind] | {"grade_id": f"{kind}{number}"}} if kind in marks else {}
        notebook.cells.append(new_code_cell(code, metadata=meta))
    return notebook


ANSWER = ("solution", "def f(x):\n    return x\nC = 5\nunused = 1")


@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_every_notebook_of_the_course_is_self_contained(name):
    assignment = read_assignment(ROOT, name)
    boundary = trust_boundary(assignment.notebook)
    assert set(assignment.exercises) <= boundary.names
    assert {cell.grade_id for cell in assignment.of_kind("test")} <= boundary.judged


def test_names_of_solutions_that_tests_read_cross():
    boundary = trust_boundary(source(ANSWER, ("test", "import os\nassert f(C) == os.sep"), ("test", "assert f(1)")))
    assert (boundary.judged, boundary.names) == ({"test1", "test2"}, {"f", "C"})


def test_tests_may_build_on_locked_cells_and_on_tests_before_them():
    cells = [
        ("locked", "import math\nE = math.e"),
        ANSWER,
        ("test", "def g():\n    return f(E)"),
        ("test", "g(), math"),
    ]
    assert trust_boundary(source(*cells)).names == {"f"}


@pytest.mark.parametrize(
    "cells",
    [
        [ANSWER, ("other", "data = 5"), ("test", "f(data)")],
        [ANSWER, ("test", "g()"), ("test", "def g():\n    pass")],
        [ANSWER, ("test", "globals()['f']")],
        [ANSWER, ("test", "get_ipython().user_ns")],
        [ANSWER, ("test", "from answers import *\nf(1)")],
        [ANSWER, ("test", "%timeit f(1)")],
        [ANSWER, ("test", "f(")],
    ],
)
def test_a_notebook_whose_tests_read_more_is_not_self_contained(cells):
    assert trust_boundary(source(*cells)) is None


def test_the_names_that_cells_so_far_read_are_asked_for():
    assert wanted_names(["f(1)", "def g():\n    return h()"], frozenset("fhk")) == ["f", "h"]
