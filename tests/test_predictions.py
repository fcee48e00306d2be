"""Predictions: a guess is kept, stands under its result, and changes nothing else."""

import ast
import re
from itertools import pairwise

import nbformat
import numpy as np
import pytest

from initcourse.grading.course.folder import assignment_names
from initcourse.predictions import HOW, MAX_CHARACTERS, predict, reveal
from tests.support.small_course import ROOT

SIDES = {"a": "nearer to 1.96", "b": "nearer to 3.92"}


@pytest.fixture(autouse=True)
def _no_guess_is_kept(monkeypatch):
    monkeypatch.setattr("initcourse.predictions._kept", {})


def printed(capsys):
    out, err = capsys.readouterr()
    assert err == ""
    return out.splitlines()


def test_a_guess_stands_under_its_result(capsys):
    predict("one_layer", "3.92")
    reveal("one_layer")
    assert printed(capsys) == ["Kept: 3.92", "You predicted: 3.92"]


def test_a_result_without_a_guess_looks_as_if_there_were_no_question(capsys):
    predict("another", "3.92")
    printed(capsys)
    reveal("one_layer")
    assert printed(capsys) == []


@pytest.mark.parametrize("empty", ["", "  \n"])
def test_an_empty_guess_says_how_to_guess_and_forgets_an_earlier_one(capsys, empty):
    predict("one_layer", "3.92")
    predict("one_layer", empty)
    reveal("one_layer")
    assert printed(capsys) == ["Kept: 3.92", HOW]


def test_a_guess_that_was_deleted_with_its_quotation_marks_is_empty(capsys):
    predict("one_layer")
    assert printed(capsys) == [HOW]


def test_an_empty_choice_names_the_answers(capsys):
    predict("one_layer", "", **SIDES)
    predict("three", "", a="one", b="two", c="three")
    assert printed(capsys) == [
        HOW,
        "Choose a (nearer to 1.96) or b (nearer to 3.92).",
        HOW,
        "Choose a (one), b (two) or c (three).",
    ]


@pytest.mark.parametrize("guess", ["b", "B", " b) ", "(b)", "b."])
def test_a_letter_however_it_is_written_chooses_its_answer(capsys, guess):
    predict("one_layer", guess, **SIDES)
    reveal("one_layer")
    assert printed(capsys) == ["Kept: b, nearer to 3.92", "You predicted: b, nearer to 3.92"]


def test_a_guess_that_is_no_choice_is_kept_as_it_is_and_the_choices_are_named(capsys):
    predict("one_layer", "both", **SIDES)
    assert printed(capsys) == ["Kept: both", "Choose a (nearer to 1.96) or b (nearer to 3.92)."]


@pytest.mark.parametrize(
    ("guess", "shown"),
    [
        (3.92, "3.92"),
        (0, "0"),
        (None, "None"),
        ([1, 32], "[1, 32]"),
        (np.arange(3), "[0 1 2]"),
        ("one\n\nother", "one other"),
        ("x" * 10_000, "x" * MAX_CHARACTERS),
    ],
)
def test_whatever_the_guess_is_it_is_shown_on_one_line(capsys, guess, shown):
    predict("one_layer", guess)
    reveal("one_layer")
    assert printed(capsys) == [f"Kept: {shown}", f"You predicted: {shown}"]


def calls(cell, name):
    """Return the calls of `name` that are statements of a code cell."""
    if cell.cell_type != "code":
        return []
    nodes = [statement.value for statement in ast.parse(cell.source).body if isinstance(statement, ast.Expr)]
    return [node for node in nodes if isinstance(node, ast.Call) and getattr(node.func, "id", None) == name]


def notebook(name):
    return nbformat.read(ROOT / "source" / name / f"{name}.ipynb", as_version=4)


@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_every_guess_of_the_course_is_empty_is_skipped_by_grading_and_is_revealed_at_the_end_of_its_result(name):
    cells = notebook(name).cells
    for position, cell in enumerate(cells):
        for call in calls(cell, "predict"):
            question, guess = (argument.value for argument in call.args)
            result = next(later for later in cells[position:] if later.id == question)
            assert (cell.id, guess, cell.metadata.tags) == (f"guess-{question}", "", ["show"])
            assert result.source.splitlines()[-1] == f'reveal("{question}")'


@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_every_question_has_a_cell_for_the_guess_right_after_it(name):
    questions = [
        after for before, after in pairwise(notebook(name).cells) if "**Predict before you look.**" in before.source
    ]
    assert len(questions) >= 5
    assert all(calls(cell, "predict") for cell in questions)


@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_every_question_is_asked_in_the_same_words(name):
    text = "\n".join(cell.source for cell in notebook(name).cells if cell.cell_type == "markdown")
    assert len(re.findall(r"\*Predict", text)) == text.count("**Predict before you look.** ")


@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_folded_text_has_a_cell_without_a_heading_for_itself(name):
    folded = [cell.source for cell in notebook(name).cells if "<details" in cell.source]
    assert folded
    for text in folded:  # beside a heading, Tab would reach JupyterLab's button that hides the section first
        assert not re.search(r"^ {0,3}#{1,6}\s|<h[1-6]", text, re.MULTILINE)
        assert (text.startswith("<details>"), text.endswith("</details>")) == (True, True)


@pytest.mark.parametrize("name", assignment_names(ROOT))
def test_folded_text_opens_with_a_title_and_is_markdown_to_every_front_end(name):
    folded = [cell.source for cell in notebook(name).cells if "<details" in cell.source]
    for text in folded:
        assert "<details><summary>What to see</summary>\n\n" in text  # without the empty line formulas stay raw
        assert "\n\n</details>" in text
        assert text.count("<details>") == text.count("</details>") == 1
