"""What is left to do before a notebook is handed in, and how the report says it."""

import dataclasses

import pytest

from initcourse.student.cell_table import CellTable, ReleasedCell, text_hash
from initcourse.student.fresh_run import NOT_RUN, CellError
from initcourse.student.notebook import StudentCell, read_student_notebook
from initcourse.student.readiness import assess, match_table, report_lines
from tests.support.small_release import DONE, RELEASED, small_cells, small_table, write_notebook

EMPTY = CellError("NotImplementedError", "")


@pytest.fixture
def report(tmp_path):
    """Return what is found in raw cells, with the errors that the cells with these ids ended in."""

    def found(raw, errors=None, name="small.ipynb"):
        cells = read_student_notebook(write_notebook(tmp_path / "a.ipynb", raw))
        places = {place: errors[cell.cell_id] for place, cell in enumerate(cells) if cell.cell_id in (errors or {})}
        return assess(small_table(), cells, places, name)

    return found


def states(found):
    return [exercise.state for exercise in found.exercises]


def test_a_notebook_in_which_all_is_done_is_complete(report):
    found = report(small_cells(DONE))
    assert found.complete
    assert states(found) == ["passed", "passed", "written"]


def test_a_released_notebook_is_not_written(report):
    checks = {grade_id: EMPTY for grade_id, (kind, *_) in RELEASED.items() if kind == "test"}
    found = report(small_cells(), checks)
    assert states(found) == ["not written", "not written", "written answer empty"]
    assert not found.complete
    assert not found.edited
    assert not found.errors


def test_code_above_the_line_that_raises_is_not_written_either(report):
    code = {"double": "def double(x):\n    y = 2 * x\n    raise NotImplementedError()"}
    assert states(report(small_cells(DONE | code), {"double-small": EMPTY}))[0] == "not written"


def test_a_failed_check_keeps_the_points_of_the_others_and_its_message(report):
    found = report(small_cells(DONE), {"double-small": CellError("CheckFailed", "double(3) returned 7.")})
    double = found.exercises[0]
    assert (double.state, double.points, double.of) == ("failed", 8, 12)
    assert double.messages == ("small: double(3) returned 7.",)


def test_an_exercise_that_uses_an_empty_one_says_so(report):
    texts = {key: DONE[key] for key in ("halve", "why_two")}
    found = report(small_cells(texts), {"halve-values": EMPTY, "double-small": EMPTY})
    assert found.exercises[1].messages == ("values: this needs an exercise that is not written yet.",)


def test_an_answer_whose_cell_ended_in_an_error_says_so_once_before_its_checks(report):
    missing = CellError("NameError", "name 'double' is not defined")
    broken = {"double": CellError("SyntaxError", "invalid syntax (line 2)")}
    found = report(
        small_cells(DONE), broken | {"double-small": missing, "double-large": missing, "halve-values": missing}
    )
    assert found.exercises[0].messages == (
        "its cell ended in SyntaxError: invalid syntax (line 2)",
        "no cell has defined double before its checks ran.",
    )
    assert found.exercises[1].messages == ("values: this needs double of 1.1, which is not there.",)
    assert not found.errors


def test_a_letter_that_is_there_is_not_called_right(tmp_path):
    rows = small_table().cells
    later = CellTable("small", tuple(dataclasses.replace(row, later=row.exercise == "halve") for row in rows))
    cells = read_student_notebook(write_notebook(tmp_path / "a.ipynb", small_cells(DONE)))
    found = assess(later, cells, {}, "small.ipynb")
    assert found.complete
    assert (found.exercises[1].state, found.exercises[1].of, found.exercises[1].later) == ("written", 0, 5)
    assert "12 of 12 points from checks; up to 8 points more when it is graded" in report_lines(found, 100)


def test_code_of_the_lesson_that_others_need_is_missed_and_may_be_changed(tmp_path):
    shown = ReleasedCell("numbers", "shown", "", "", "Two numbers", 0, ("two",), text_hash("two = 2"))
    table = CellTable("small", (*small_table().cells, shown))
    cell = {"cell_type": "code", "id": "numbers", "metadata": {}, "source": "two = 3"}
    changed = read_student_notebook(write_notebook(tmp_path / "a.ipynb", [*small_cells(DONE), cell]))
    assert assess(table, changed, {}, "small.ipynb").complete
    without = read_student_notebook(write_notebook(tmp_path / "b.ipynb", small_cells(DONE)))
    assert assess(table, without, {}, "small.ipynb").edited == (
        'the cell numbers under "Two numbers", which makes two, is missing: take it from the release.',
    )


@pytest.mark.parametrize("text", ["", "  \n", "YOUR ANSWER HERE\n\n"])
def test_an_answer_without_words_is_empty(report, text):
    assert states(report(small_cells(DONE | {"why_two": text})))[2] == "written answer empty"


def test_a_written_cell_that_was_released_with_other_words_is_empty_while_it_has_them(tmp_path):
    guide = "Say in two sentences:"
    rows = small_table().cells
    table = CellTable("small", (*rows[:-1], dataclasses.replace(rows[-1], text=text_hash(guide))))
    cells = read_student_notebook(write_notebook(tmp_path / "a.ipynb", small_cells(DONE | {"why_two": guide})))
    assert states(assess(table, cells, {}, "small.ipynb"))[2] == "written answer empty"


def test_a_changed_check_counts_for_nothing_though_it_passes(report):
    found = report(small_cells(DONE | {"double-large": "pass"}))
    assert found.exercises[0].points == 4
    assert found.edited == (
        "the check double-large is not as it was released: take it from there, it is not yours to change.",
    )


def test_a_changed_locked_cell_is_named_and_blank_lines_around_it_are_no_change(report):
    assert "the cell setup is not as it was" in report(small_cells(DONE | {"setup": "import maths"})).edited[0]
    assert report(small_cells(DONE | {"setup": "\nimport math\n"})).complete


def test_missing_and_doubled_cells_are_named(report):
    raw = small_cells(DONE)
    found = report([*raw[:2], raw[1] | {"id": "copy", "source": "other"}, *raw[3:]])
    assert found.edited[0].startswith(
        "the answer cell double is there 2 times (cell [2] `def double(x):` and cell [3] `o"
    )
    assert found.edited[1].startswith("the check double-small is missing")
    assert found.exercises[0].state == "failed"


@pytest.mark.parametrize("lost", [("metadata",), ("metadata", "id")])
def test_cells_without_metadata_are_known_by_id_and_text(report, lost):
    raw = [{key: value for key, value in cell.items() if key not in lost} for cell in small_cells()]
    assert not report(raw).edited


def test_an_answer_without_metadata_is_known_by_its_cell_s_id(report):
    assert report(
        [{key: value for key, value in cell.items() if key != "metadata"} for cell in small_cells(DONE)]
    ).complete


def test_two_checks_with_one_text_are_two(tmp_path):
    rows = small_table().cells
    twin = dataclasses.replace(rows[2], grade_id="double-twin")
    raw = small_cells(DONE)
    raw.insert(3, raw[2] | {"id": "twin", "metadata": {"nbgrader": {"grade_id": "double-twin"}}})
    cells = read_student_notebook(write_notebook(tmp_path / "a.ipynb", raw))
    found = assess(CellTable("small", (*rows[:3], twin, *rows[3:])), cells, {}, "small.ipynb")
    assert found.exercises[0].of == 16
    assert found.complete


def test_another_name_is_not_complete_and_the_right_one_is_told(report):
    found = report(small_cells(DONE), name="small (1).ipynb")
    assert not found.complete
    assert "The file must be called small.ipynb, or it is not found when it is graded." in report_lines(found, 100)


def test_errors_of_lesson_cells_are_told_by_number_and_cells_that_wait_in_one_line(report):
    more = [{"cell_type": "code", "id": key, "source": f"{key}()"} for key in ("wait", "hold", "crash", "np1", "np2")]
    missing = CellError("NameError", "name 'np' is not defined")
    errors = {"wait": EMPTY, "hold": EMPTY, "crash": CellError("KeyError", "no crash"), "np1": missing, "np2": missing}
    found = report([*small_cells(DONE), *more], errors)
    assert found.errors == (
        "cell [9] `crash()`: KeyError: no crash",
        "[7], [8]: what an exercise gives is used here, and it is not written yet",
        "[10], [11]: np is used here, and no cell before has made it",
    )


def test_of_a_lesson_cell_s_error_the_first_line_is_told():
    cells = [StudentCell("crash()", True, 1, "", "")]
    found = assess(small_table(), cells, {0: CellError("ValueError", "x" * 300 + "\nsecond")}, "small.ipynb")
    assert found.errors == (f"cell [1] `crash()`: ValueError: {'x' * 188}...",)


def test_cells_after_python_s_end_are_told_in_one_line(report):
    lost = CellError(NOT_RUN, "Python ended, or did not stop, in cell [0].")
    found = report(small_cells(DONE), {"setup": lost, "double": lost, "halve": lost})
    assert found.errors == ("[1]: This did not run: Python ended, or did not stop, in cell [0].",)


def test_the_table_is_the_one_that_most_cells_come_from(tmp_path):
    other = CellTable("other", small_table().cells[:1])
    cells = read_student_notebook(write_notebook(tmp_path / "a.ipynb", small_cells()))
    assert match_table([other, small_table()], cells, "other").assignment == "small"
    assert match_table([other, small_table()], [], "other").assignment == "other"
    assert match_table([other, small_table()], [], "third") is None
    assert match_table([], cells, "small") is None


@pytest.mark.parametrize("width", [1, 60, 100])
def test_the_report_fits_the_terminal_and_indents_messages(report, width):
    long = CellError("CheckFailed", "double(3) returned 7.\nExpected 6 (twice 3). " + "Because of that. " * 20)
    answer_empty = {"why_two": ""}
    lines = report_lines(report(small_cells(DONE | answer_empty), {"double-small": long}), width)
    assert max(map(len, lines)) <= max(width, 60)
    assert lines[0].startswith("1.1   double a number")
    assert lines[1:3] == ["      small: double(3) returned 7.", lines[2]]
    assert lines[2].startswith("      Expected 6")


def test_the_report_says_each_thing_once_and_that_hidden_tests_follow(report):
    lines = report_lines(report(small_cells(DONE)), 100)
    assert [line.split("  ")[-1] for line in lines[:3]] == ["passed", "passed", "written"]
    assert lines[3:] == [
        "17 of 17 points from checks; up to 3 points more when it is graded",
        "",
        "Nothing was changed that should not be.",
        "All other cells ran from the top without an error.",
        "The file's name is right: small.ipynb.",
        "Hidden tests with other inputs follow when it is graded.",
    ]


def test_what_steers_a_terminal_does_not_reach_it(report):
    nasty = CellError("CheckFailed", "red \x1b[31mand\x07\rgone")
    text = "\n".join(report_lines(report(small_cells(DONE), {"double-small": nasty}), 100))
    assert not set(text) & set("\x1b\x07\r")
