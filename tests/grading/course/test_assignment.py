import pytest

from initcourse.grading.course.assignment import points_table, read_assignment
from initcourse.grading.course.folder import assignment_names
from initcourse.grading.course.names import defined_names, free_names
from initcourse.grading.errors import ArgumentError, CourseError
from tests.support.small_course import small_notebook


def test_an_assignment_is_read_with_its_cells_by_kind(small_course):
    assignment = read_assignment(small_course, "small")
    assert [cell.grade_id for cell in assignment.of_kind("solution")] == ["double", "halve"]
    assert [cell.points for cell in assignment.of_kind("test")] == [4, 8, 5]
    assert [cell.exercise for cell in assignment.of_kind("written")] == ["why_two"]
    assert assignment.exercises == ["double", "halve"]


def test_an_unknown_assignment_is_an_argument_error_that_names_the_known_ones(small_course):
    with pytest.raises(ArgumentError, match="'big' in .*: there is small"):
        read_assignment(small_course, "big")


def test_a_broken_source_says_what_to_do(small_course):
    (small_course / "source/small/small.ipynb").write_text("{")
    with pytest.raises(CourseError, match="restore it with git"):
        read_assignment(small_course, "small")


def test_only_folders_with_a_notebook_of_their_name_are_assignments(small_course):
    (small_course / "source/notes").mkdir()
    (small_course / "source/notes/other.ipynb").write_text("{}")
    assert assignment_names(small_course) == ["small"]


def test_the_points_table_is_read_row_by_row():
    rows = [(row.number, row.exercise, row.points) for row in points_table(small_notebook())]
    assert rows == [("1.1", "double", 12), ("1.2", "halve", 5), ("1.3", "why_two", 3)]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import numpy as np\nnp.zeros(student())", {"student"}),
        ("def f(x):\n    return student(x) + y\nf(1)", {"student", "y"}),
        ("for i in range(3):\n    total = i\nprint(total)", set()),
        ("[student(i) for i in range(3)]", {"student"}),
        ("f = lambda w: w @ helper\nf(1)", {"helper"}),
        ("from initcourse.checks import call\ncall(student, x=1)", {"student"}),
        ("class A:\n    b = student\nA()", {"student"}),
    ],
)
def test_free_names_are_what_a_cell_takes_from_elsewhere(code, names):
    assert free_names(code) == names


def test_defined_names_are_what_a_cell_leaves_behind():
    assert defined_names("def f():\n    inner = 1\nchoice = 'A'\nimport os") == {"f", "choice"}
