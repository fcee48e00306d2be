"""Which cells grading skips: those that the source tags `show`, unless a running cell reads what they bind."""

import nbformat
import pytest

from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.folder import assignment_names
from initcourse.grading.course.names import CellText, skippable_cells
from initcourse.grading.course.nbgrader import Course
from tests.support.small_course import (
    ROOT,
    SMALL_CONFIG,
    USE_OURS,
    graded,
    small_notebook,
    write_source,
    write_submission,
)


def notebook(*cells):
    """Build a notebook: a cell is its text, or (text, tags)."""
    built = []
    for number, cell in enumerate(cells):
        text, tags = (cell, []) if isinstance(cell, str) else cell
        built.append(nbformat.v4.new_code_cell(text, id=f"c{number}", metadata={"tags": tags} if tags else {}))
    return nbformat.v4.new_notebook(cells=built)


def indexes(source, hand_in=None):
    return sorted(skipped_cells(source, hand_in or source))


def skipped_cells(source, hand_in):
    code = {place: cell for place, cell in enumerate(hand_in.cells) if cell.cell_type == "code"}
    texts = [CellText(cell.source, "marked" if "nbgrader" in cell.metadata else "") for cell in code.values()]
    shown = [cell.source for cell in source.cells if "show" in cell.metadata.get("tags", ())]
    skipped = skippable_cells(texts, shown, {cell.source for cell in source.cells})
    return {place for index, place in enumerate(code) if index in skipped}


def test_a_cell_that_only_shows_is_skipped():
    assert indexes(notebook("a = 1", ("print(a)", ["show"]), "b = a")) == [1]


def test_a_cell_that_binds_what_a_running_cell_reads_is_run():
    assert indexes(notebook(("a = 1", ["show"]), "print(a)")) == []
    assert indexes(notebook(("import math as m", ["show"]), "def f():\n    return m.pi")) == []
    assert indexes(notebook(("def g():\n    return 1", ["show"]), "h = lambda: g()")) == []


def test_what_a_needed_cell_reads_is_needed_too():
    source = notebook(("a = 1", ["show"]), ("b = a", ["show"]), ("c = a", ["show"]), "print(b)")
    assert indexes(source) == [2]


def test_the_tag_of_a_hand_in_means_nothing():
    source = notebook("def f():\n    return 1", "check(f)")
    forged = notebook(("def f():\n    return 1", ["show"]), ("check(f)", ["show"]))
    assert indexes(source, forged) == []


def test_a_cell_that_the_student_changed_is_run():
    source = notebook(("print(1)", ["show"]), ("print(2)", ["show"]))
    assert indexes(source, notebook("print(1)  # mine", "print(2)")) == [1]


def test_a_moved_or_renamed_cell_is_known_by_its_text():
    source = notebook("a = 1", ("print(1)", ["show"]))
    assert indexes(source, notebook("print(1)\n", "a = 1")) == [0]


def test_a_graded_cell_is_run_whatever_its_text():
    source = notebook(("print(1)", ["show"]))
    hand_in = notebook("print(1)")
    graded(hand_in.cells[0], "f", "solution")
    assert indexes(source, hand_in) == []


def test_a_student_who_adds_a_cell_that_reads_a_name_gets_it():
    source = notebook(("a = 1", ["show"]), "b = 2")
    assert indexes(source, notebook("a = 1", "b = 2", "print(a)")) == []


@pytest.mark.parametrize(
    "code",
    [
        *("globals()['a']", "%timeit a", "!ls", "eval('a')", "from helpers import *"),
        *("getattr(sys.modules[__name__], 'a')", "f.__globals__['a']", "sys._getframe().f_globals['a']"),
        *("vars(importlib.import_module(name))['a']", "inspect.currentframe().f_back.f_locals"),
    ],
)
def test_code_that_may_read_any_name_makes_everything_run(code):
    source = notebook(("a = 1", ["show"]), "b = 2")
    assert indexes(source, notebook("a = 1", "b = 2", code)) == []


@pytest.mark.parametrize("code", ["getattr(layer, 'kernel', None)", "row.__dict__", "hasattr(np, 'trapezoid')"])
def test_code_that_reads_attributes_of_an_object_makes_nothing_run(code):
    source = notebook(("a = 1", ["show"]), "b = 2")
    assert indexes(source, notebook("a = 1", "b = 2", code)) == [0]


def test_broken_code_counts_as_reading_every_word_in_it():
    source = notebook(("a = 1", ["show"]), ("z = 1", ["show"]), "b = 2")
    assert indexes(source, notebook("a = 1", "z = 1", "b = (a")) == [1]


def test_code_that_is_nested_too_deeply_for_the_parser_counts_as_words():
    source = notebook(("a = 1", ["show"]), ("z = 1", ["show"]), "b = 2")
    assert indexes(source, notebook("a = 1", "z = 1", "b = " + 10_000 * "-" + "a")) == [1]


@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_every_cell_of_the_course_that_is_not_graded_is_skipped(name):
    source = read_assignment(ROOT, name).notebook
    ungraded = [
        i for i, cell in enumerate(source.cells) if cell.cell_type == "code" and "nbgrader" not in cell.metadata
    ]
    skipped = skipped_cells(source, source)
    assert skipped <= set(ungraded)
    assert [source.cells[i].id for i in ungraded if i not in skipped] == []


@pytest.mark.slow
@pytest.mark.parametrize(("option", "shown"), [("", ""), ("c.Execute.run_show_cells = True\n", "shown\n")])
def test_nbgraders_own_command_skips_the_same(small_course, option, shown):
    source = small_notebook()
    source.cells.append(nbformat.v4.new_code_cell("print('shown')", id="picture", metadata={"tags": ["show"]}))
    source.cells.append(nbformat.v4.new_code_cell("print('run')", id="computed"))
    write_source(small_course, source)
    write_submission(small_course, "ada", nbformat.writes(source))
    (small_course / "nbgrader_config.py").write_text(SMALL_CONFIG + USE_OURS + option)
    course = Course(small_course)
    assert course.generate("small", into=small_course / "release", record=True).done
    result = course.autograde("small", "ada")
    assert result.done, result.log
    cells = {c.id: c for c in nbformat.read(small_course / "autograded/ada/small/small.ipynb", 4).cells}
    assert "".join(o.text for o in cells["picture"].outputs) == shown
    assert "".join(o.text for o in cells["computed"].outputs) == "run\n"
