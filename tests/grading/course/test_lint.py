import pytest

from initcourse.grading.course.assignment import Assignment, graded_cells
from initcourse.grading.course.lint import problems
from tests.support.small_course import small_notebook


def problems_after(change):
    """Return the problems of the small notebook after `change(cells by id)`, as text."""
    notebook = small_notebook()
    change({cell.id: cell for cell in notebook.cells})
    return [str(problem) for problem in problems(Assignment("small", notebook, tuple(graded_cells(notebook))))]


def edit(cell, old, new):
    def change(cells):
        assert old in cells[cell].source
        cells[cell].source = cells[cell].source.replace(old, new)

    return change


def test_a_good_notebook_has_no_problems():
    assert problems_after(lambda cells: None) == []


@pytest.mark.parametrize(
    ("marker", "wrong"),
    [
        ("### BEGIN HIDDEN TESTS", "### BEGIN HIDDEN TEST"),
        ("### BEGIN HIDDEN TESTS", "### begin hidden tests"),
        ("### BEGIN HIDDEN TESTS", "###  BEGIN  HIDDEN  TESTS"),
        ("### BEGIN HIDDEN TESTS", "### BEGIN  HIDDEN TESTS"),
        ("### BEGIN HIDDEN TESTS", "# HIDDEN TESTS"),
        ("### BEGIN HIDDEN TESTS", "x = 1  # BEGIN HIDDEN TESTS"),
        ("### END HIDDEN TESTS", "### END HIDDEN TEST"),
        ("### BEGIN HIDDEN TESTS", "### BEGIN HIDEN TESTS"),
    ],
)
def test_a_misspelt_marker_is_found(marker, wrong):
    assert any(repr(wrong) in line for line in problems_after(edit("double-large", marker, wrong)))


def test_a_misspelt_solution_marker_is_found():
    assert any(
        "is not a marker" in line for line in problems_after(edit("halve", "### BEGIN SOLUTION", "### BEGIN SOLUTIONS"))
    )


@pytest.mark.parametrize("marker", ["### BEGIN HIDDEN TESTS\n", "### END HIDDEN TESTS\n"])
def test_a_marker_without_its_partner_is_found(marker):
    assert any("needs one" in line for line in problems_after(edit("double-large", marker, "")))


def test_an_end_before_its_begin_is_found():
    def swap(cells):
        cells["halve-values"].source = "### END HIDDEN TESTS\nx = 1\n### BEGIN HIDDEN TESTS"

    assert any("needs one" in line for line in problems_after(swap))


def test_hidden_tests_outside_a_test_cell_are_found():
    change = edit("halve", "    return x / 2\n", "    return x / 2\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS\n")
    assert any("is not a test cell" in line for line in problems_after(change))


def test_a_solution_cell_without_a_solution_is_found():
    assert any(
        "has no '### BEGIN SOLUTION'" in line for line in problems_after(edit("halve", "    return x / 2\n", ""))
    )


def test_ids_that_stand_twice_are_found():
    def repeat(cells):
        cells["halve-values"].metadata.nbgrader.grade_id = "double-small"

    assert any("stands 2 times" in line for line in problems_after(repeat))


def test_a_test_for_no_exercise_is_found():
    def rename(cells):
        cells["halve-values"].metadata.nbgrader.grade_id = "quarter-values"

    assert any("no solution cell 'quarter'" in line for line in problems_after(rename))


def test_points_that_differ_from_the_table_are_found():
    def change(cells):
        cells["halve-values"].metadata.nbgrader.points = 6

    lines = problems_after(change)
    assert any("'halve': the table at the top gives 5 points, the cells 6" in line for line in lines)
    assert any("sum to 21 points" in line for line in lines)


def test_an_exercise_missing_from_the_table_is_found():
    lines = problems_after(edit("title", "| 1.2 | `halve` | 5 |\n", ""))
    assert any("'halve': the table at the top gives 0 points" in line for line in lines)


def test_a_test_cell_that_reads_a_name_of_another_cell_is_found():
    assert any("helper: neither imported" in line for line in problems_after(edit("halve-values", "1.5", "helper(3)")))


def test_a_test_cell_that_imports_nothing_itself_is_found():
    change = edit("halve-values", "from initcourse.checks import call, expect_close\n", "")
    assert any("call, expect_close" in line for line in problems_after(change))


def test_a_test_cell_that_shows_a_value_is_found():
    def compare(cells):
        cells["halve-values"].source += "halve(3) == 1.5"

    assert any("last line is an expression" in line for line in problems_after(compare))


def test_a_test_cell_that_is_not_python_is_found():
    assert any("is not Python" in line for line in problems_after(edit("halve-values", "1.5", "1.5 +")))


def test_outputs_left_in_the_source_are_found_unless_they_are_checked():
    def leave(tags):
        def change(cells):
            cells["halve"].outputs = [{"output_type": "stream", "name": "stdout", "text": "1"}]
            cells["halve"].metadata.tags = tags

        return change

    assert any("has outputs" in line for line in problems_after(leave([])))
    assert problems_after(leave(["nbval-check-output"])) == []


def test_a_name_that_a_check_leaves_to_the_lesson_is_found():
    def leave(line, lesson):
        def change(cells):
            cells["halve-values"].source = f"{line}\n{cells['halve-values'].source}"
            cells["halve"].source = f"{lesson}\n{cells['halve'].source}"

        return change

    assert any("X: the lesson reads this name" in line for line in problems_after(leave("X = 3", "Y = X")))
    assert any("X: the lesson" in line for line in problems_after(leave("from math import pi as X", "Y = X")))
    assert problems_after(leave("X = 3", "Y = 4")) == []
    assert problems_after(leave("import math", "import math\nmath.pi")) == []
