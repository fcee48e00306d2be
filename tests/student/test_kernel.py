"""A student's kernel, in this process: what is said of checks that pass and fail, and to whom."""

import json
import re

import pytest
from IPython.core.interactiveshell import InteractiveShell

from initcourse.hints import Finding, HintTable, Mistake, table
from initcourse.student import kernel
from initcourse.student.cell_table import CellTable, ReleasedCell, text_hash

SETUP = "import math"
STUB = "def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
HALF = "def halve(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
SMALL = (
    "# twice 3\nfrom initcourse.checks import call, expect_close\nexpect_close(call(double, 3), 6, source='twice 3')"
)
LARGE = (
    "# twice 30\nfrom initcourse.checks import call, expect_close\nexpect_close(call(double, 30), 60, source='twice')"
)
HALVES = (
    "# half of 3\nfrom initcourse.checks import call, expect_close\nexpect_close(call(halve, 3), 1.5, source='half')"
)
RIGHT = "def double(x):\n    return 2 * x"
LETTER = 'letter = ""  # "A" or "B"\n# YOUR CODE HERE\nraise NotImplementedError()'
LETTERS = "# a letter\nfrom initcourse.checks import expect_letter\nexpect_letter('letter', letter, source='1.4')"
LAMBDA = (
    "# half of it\nfrom initcourse.checks import call, expect_close\n"
    "expect_close(call(double, 3).then('half of it', lambda v: v / 2), 3, source='half')"
)


def row(grade_id, kind, text, points=0.0, defines=(), **more):
    exercise = grade_id.split("-")[0]
    number = {"double": "1.1", "halve": "1.2", "why": "1.3", "letter": "1.4"}.get(exercise, "")
    return ReleasedCell(
        grade_id, kind, exercise, number, f"{number} Twice or half", points, defines, text_hash(text), **more
    )


TABLE = CellTable(
    "small",
    (
        row("setup", "locked", SETUP, defines=("math",)),
        row("double", "solution", STUB, defines=("double",)),
        row("double-small", "test", SMALL, 1),
        row("double-large_ones", "test", LARGE, 2.5),
        row("halve", "solution", HALF, defines=("halve",)),
        row("halve-values", "test", HALVES, 3),
        row("why", "written", "because", 2),
    ),
)


class Notebook:
    """Runs cells in a watched shell; a cell's id is its text unless another is given."""

    def __init__(self, capsys):
        self.capsys, self.shell = capsys, InteractiveShell()
        kernel.watch(self.shell)
        kernel.watch(self.shell)

    def run(self, code, cell_id="", **options):
        self.shell.run_cell(code, cell_id=cell_id or code[:14], store_history=True, **options)
        out, err = self.capsys.readouterr()
        assert err == ""
        return re.sub(r"\x1b\[[\d;]*m", "", out)


MORE = CellTable(
    "more",
    (
        row("letter", "solution", LETTER, defines=("letter",)),
        row("letter-choice", "test", LETTERS, 1, later=True),
        ReleasedCell("numbers", "shown", "", "", "Two numbers", 0, ("two",), text_hash("two = 2")),
        row("double-half", "test", LAMBDA, 1),
    ),
)
"""An answer that is a value, and a check that computes from what came back."""


@pytest.fixture
def notebook(monkeypatch, capsys):
    monkeypatch.setattr(kernel, "packaged_tables", lambda: (TABLE, MORE))
    return Notebook(capsys)


def test_a_passing_check_says_so_and_an_exercise_ends_with_the_points_so_far(notebook):
    notebook.run(RIGHT)
    assert notebook.run(SMALL) == "1.1 small: passed (1 point)\n"
    assert notebook.run(LARGE) == ("1.1 large ones: passed (2.5 points)\n3.5 of 6.5 points from checks; next: 1.2\n")
    notebook.run("def halve(x): return x / 2")
    assert notebook.run(HALVES).endswith("6.5 of 6.5 points from checks; left: 1.3, in words\n")


def test_a_check_that_fails_later_and_an_answer_that_is_changed_are_open_again(notebook):
    notebook.run(RIGHT)
    notebook.run(SMALL)
    notebook.run(LARGE)
    notebook.run(RIGHT + "\n")
    assert "3.5 of 6.5 points" in notebook.run(LARGE)  # the same once more
    notebook.run(RIGHT + "  # twice")
    assert notebook.run(LARGE) == "1.1 large ones: passed (2.5 points)\n"
    notebook.run("def double(x): return 6")
    notebook.run(LARGE)
    assert "of 6.5 points" not in notebook.run(SMALL)


def test_an_empty_exercise_is_told_in_one_line_wherever_it_is_missed(notebook):
    notebook.run(STUB)
    assert notebook.run(SMALL) == (
        "1.1 is not written yet: put your code in the place of the last two lines of double.\n"
    )
    assert notebook.run("double(7)") == "This cell waits for 1.1: double is not written yet.\n"
    assert "Traceback" in notebook.run("def mine(): raise NotImplementedError\nmine()")


def test_a_name_that_is_missing_says_which_cell_to_run(notebook):
    assert notebook.run("math.pi") == "math is not there yet: run the first cell of the notebook.\n"
    assert notebook.run(SMALL) == "double is not there yet: run the cell of 1.1 in which you write it.\n"
    notebook.run("def double(x): return math.floor(2 * x)")
    assert notebook.run(SMALL) == "math is not there yet: run the first cell of the notebook.\n"
    assert notebook.run("two + 1").startswith('two is not there yet: run the cells under "Two numbers", one')
    assert "NameError" in notebook.run("nonsense")


def test_hints_come_in_steps_and_when_they_are_asked_for(notebook, hints):
    hints(("double(3)", 9, "twice is not three times"))
    assert notebook.run("hint()") == "No check has failed.\n"
    notebook.run(STUB)
    assert "is not written yet" in notebook.run(SMALL)
    assert notebook.run("hint()").startswith("1.1 is not written yet")
    notebook.run("def double(x): return 3 * x")
    facts = "double(3) returned 9.\nExpected 6 (twice 3).\n"
    assert notebook.run(SMALL) == facts + "For a hint, run hint() in a cell of its own.\n"
    assert notebook.run(SMALL) == facts + "Hint, if it fits: twice is not three times.\n"
    assert notebook.run("hint()") == "Read again: 1.1 Twice or half; and the docstring, line by line.\n"
    assert "Hint" not in notebook.run(LARGE)
    assert notebook.run("hint()") == (
        "There is no hint for this one: compare what came back with the docstring, line by line.\n"
    )


def test_a_hint_is_that_of_the_last_check_that_has_not_passed_since(notebook, hints):
    hints(("double(3)", 9, "twice is not three times"))
    notebook.run("def double(x): return 9 if x == 3 else 2 * x")
    notebook.run(SMALL)
    assert "passed" in notebook.run(LARGE)
    assert notebook.run("hint()") == "Hint, if it fits: twice is not three times.\n"
    notebook.run(RIGHT)
    notebook.run(SMALL)
    assert notebook.run("hint()") == "The last check passed, and none that failed is left.\n"


def test_a_hint_that_does_not_explain_the_other_checks_is_not_told(monkeypatch, notebook):
    mistake = Mistake(
        Finding("double(3)", 9), "three times", refused_by=frozenset({"double-small", "double-large_ones"})
    )
    monkeypatch.setattr(table, "_added", [HintTable.of([mistake])])
    notebook.run("def double(x): return 9 if x == 3 else 2 * x")
    assert "run hint()" in notebook.run(SMALL)
    notebook.run(LARGE)
    assert "Hint" not in notebook.run(SMALL)
    notebook.run("def double(x): return 3 * x")
    notebook.run(SMALL)
    assert "three times" in notebook.run(SMALL)


def test_a_check_that_never_ends_is_stopped_and_says_where(monkeypatch, notebook):
    monkeypatch.setattr(kernel, "LONGEST", 0.2)
    notebook.run("def double(x):\n    while True:\n        x += 1")
    shown = notebook.run(SMALL).splitlines()
    assert shown[0].startswith("Cell In[1], line ")
    assert shown[1:] == ["This check was stopped after 120 s. Is there a loop in your code that never ends?"]
    notebook.run(RIGHT)
    assert notebook.run(SMALL) == "1.1 small: passed (1 point)\n"


def test_an_error_of_the_students_own_is_shown_by_its_cell_and_line_once(notebook):
    notebook.run("def double(x):\n    y = 2\n    return x / (y - 2)")
    assert notebook.run(SMALL).splitlines() == [
        "Cell In[1], line 3: return x / (y - 2)",
        "double(3) raised ZeroDivisionError: division by zero.",
        "Expected a value and no error, as these arguments are valid (docstring).",
    ]


def test_a_check_of_an_older_definition_says_so(notebook):
    notebook.run(RIGHT, cell_id="answer")
    notebook.run("def double(x):\n    return 2 x", cell_id="answer")
    ended = "Note: the cell of double ended in an error; this check sees double as it was before.\n"
    unseen = "1.1 small: not counted, as it saw what is no longer in the notebook\n"
    assert notebook.run(SMALL) == ended + unseen
    notebook.run(RIGHT, cell_id="answer")
    assert notebook.run(SMALL) == "1.1 small: passed (1 point)\n"
    notebook.run("def twice(x):\n    return 2 * x", cell_id="answer")
    gone = "Note: no cell defines double any more; this check sees double as it was before.\n"
    assert notebook.run(SMALL) == gone + unseen


def test_an_answer_that_is_a_value_is_told_as_empty_by_its_cell_and_by_its_check(notebook):
    empty = "1.4 is not written yet: put your code in the place of the last two lines of letter.\n"
    assert notebook.run(LETTER, cell_id="answer") == empty
    assert notebook.run(LETTERS) == empty
    assert notebook.run(LETTER.replace('""', '"A"'), cell_id="answer").startswith("Take the line `raise NotImpl")
    told = "1.4 choice: there; whether it is right is seen when it is graded (1 point)\n"
    assert notebook.run(LETTERS).startswith(told)


def test_a_definition_that_stands_before_the_cells_error_is_the_new_one(notebook):
    notebook.run("def double(x):\n    return 3 * x", cell_id="answer")
    notebook.run(RIGHT + "\n\ndouble(1, 2)", cell_id="answer")
    assert notebook.run(SMALL) == "1.1 small: passed (1 point)\n"


def test_a_definition_that_is_no_plain_one_counts(notebook):
    notebook.run(RIGHT, cell_id="answer")
    notebook.run("if True:\n    def double(x): return 2 * x", cell_id="answer")
    assert notebook.run(SMALL) == "1.1 small: passed (1 point)\n"


def test_a_function_that_never_was_is_not_told_as_an_older_one(notebook):
    notebook.run("def double(x):\n    return 2 x", cell_id="answer")
    assert notebook.run(SMALL) == (
        "double is not there yet: its cell ended in an error; mend that cell, and run it first.\n"
    )
    notebook.run(RIGHT, cell_id="answer")
    assert notebook.run(SMALL) == "1.1 small: passed (1 point)\n"


def test_an_error_of_the_students_own_that_has_words_is_no_empty_exercise(notebook):
    notebook.run("def double(x):\n    raise NotImplementedError('small x')")
    assert "NotImplementedError: small x" in notebook.run(SMALL)


def test_a_line_of_the_check_itself_is_not_shown(notebook):
    notebook.run("def double(x):\n    return None")
    assert notebook.run(LAMBDA).splitlines()[0] == "double(3) returned None."


def test_nobody_is_told_anything_where_the_front_end_gives_cells_no_id(notebook):
    shell = notebook.shell
    for code in (STUB, SMALL, RIGHT, SMALL, "math.pi"):
        shell.run_cell(code, cell_id=None)
    out = notebook.capsys.readouterr().out
    assert "passed" not in out
    assert "not written yet" not in out
    assert "NotImplementedError" in out
    assert "NameError" in out


def test_a_check_with_its_hidden_tests_is_graded_and_says_nothing(notebook):
    notebook.run(RIGHT)
    assert notebook.run(SMALL + "\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS") == ""


def test_a_table_is_read_as_it_was_written():
    assert CellTable.from_json(TABLE.as_json()) == TABLE
    assert json.loads(TABLE.as_json())["assignment"] == "small"
