"""Outputs of a cell: as Jupyter keeps them, and never more than there is room for, whichever way they come."""

import json
import sys

import nbformat
import pytest
from nbformat import NotebookNode

from initcourse.grading.execution import outputs as written
from initcourse.grading.execution.messages import ClearOutput, Display, DisplayForm, ErrorShown, Stream
from initcourse.grading.execution.outputs import (
    CUT_OFF,
    MAX_CELL_OUTPUT,
    MAX_DECISIVE,
    MAX_NOTEBOOK_OUTPUT,
    CellOutputs,
    NotebookOutputs,
)
from initcourse.grading.submission.canonical import LINE_BREAKS, stored_size


def begin(notebook=None, *, tested=False):
    return (notebook or NotebookOutputs()).begin(nbformat.v4.new_code_cell("", id="x"), tested=tested)


def show(outputs, text, kind="display_data", identity=None, mime="text/plain"):
    data = text.encode()
    forms = [DisplayForm(mime, len(data))]
    count = 1 if kind == "execute_result" else None
    outputs.put(Display(kind=kind, forms=forms, display_id=identity, execution_count=count), data)


def say(outputs, text, name="stdout"):
    outputs.put(Stream(name=name), text.encode())


def stored(*cells):
    """Return how many bytes the cells take in a notebook's file."""
    return len(nbformat.writes(nbformat.v4.new_notebook(cells=list(cells))).encode())


def test_printed_text_is_joined_and_displays_stand_between():
    outputs = begin()
    for text in ("a", "b"):
        say(outputs, text)
    say(outputs, "e", "stderr")
    show(outputs, "shown")
    say(outputs, "c")
    kinds = [(o.output_type, o.get("name"), o.get("text")) for o in outputs.cell.outputs]
    assert kinds == [
        ("stream", "stdout", "ab"),
        ("stream", "stderr", "e"),
        ("display_data", None, None),
        ("stream", "stdout", "c"),
    ]
    nbformat.validate(nbformat.v4.new_notebook(cells=[outputs.cell]))


def test_clearing_takes_effect_at_once_or_with_the_next_output():
    outputs = begin()
    say(outputs, "a")
    outputs.put(ClearOutput(wait=True))
    assert len(outputs.cell.outputs) == 1
    say(outputs, "b")
    assert [o.text for o in outputs.cell.outputs] == ["b"]
    outputs.put(ClearOutput())
    assert outputs.cell.outputs == []


def test_an_update_changes_what_was_displayed_in_any_cell():
    notebook = NotebookOutputs()
    first, second = begin(notebook), begin(notebook)
    show(first, "old", identity="i")
    show(second, "old", identity="i")
    show(second, "new", "update_display_data", "i")
    assert [o.data["text/plain"] for cell in (first, second) for o in cell.cell.outputs] == ["new", "new"]
    show(second, "nobody", "update_display_data", "other")
    assert len(second.cell.outputs) == 1


def test_a_pictures_size_and_alternative_text_stay():
    outputs = begin()
    form = DisplayForm("image/png", 4, width=30, alt="a line")
    outputs.put(Display(kind="display_data", forms=[form, DisplayForm("text/plain", 3)]), b"AAAAfig")
    (shown,) = outputs.cell.outputs
    assert shown.data == {"image/png": "AAAA", "text/plain": "fig"}
    assert shown.metadata == {"image/png": {"width": 30, "alt": "a line"}}


def flood_of_prints(outputs):
    for _ in range(3_000):
        say(outputs, "y" * 10_000)


def flood_of_lines(outputs):
    for _ in range(300):
        say(outputs, "\n" * 100_000)


def flood_of_odd_lines(outputs):
    for _ in range(100):
        for end in LINE_BREAKS:
            say(outputs, end * 100_000)


def displays_of_odd_lines(outputs):
    for end in LINE_BREAKS:
        for mime in ("text/plain", "text/html", "image/svg+xml", "application/javascript"):
            show(outputs, f"a{end}" * 100_000, mime=mime)


def flood_of_control_characters(outputs):
    for _ in range(100):
        say(outputs, "\x01" * 100_000)


def flood_of_empty_displays(outputs):
    for _ in range(100_000):
        show(outputs, "")


def flood_of_forms(outputs):
    record = Display(kind="display_data", forms=[DisplayForm(f"x/{number}", 0) for number in range(32)])
    for _ in range(20_000):
        outputs.put(record, b"")


def one_update_of_many(outputs):
    for _ in range(5_000):
        show(outputs, "", identity="i")
    for _ in range(20):
        show(outputs, "y" * 1_000_000, "update_display_data", "i")


def flood_of_results(outputs):
    for _ in range(1_000):
        show(outputs, "y" * 1_000_000, "execute_result")


def flood_of_errors(outputs):
    for _ in range(1_000):
        outputs.put(ErrorShown(ename="E" * 200, evalue="v" * 100_000, traceback=["t" * 100_000]))


def errors_of_many_lines(outputs):
    for _ in range(100):
        outputs.put(ErrorShown(ename="E", evalue="", traceback=[""] * 500_000))


def flood_of_clearing(outputs):
    for _ in range(3_000):
        say(outputs, "y" * 100_000)
        outputs.put(ClearOutput(wait=True))


FLOODS = [
    flood_of_prints,
    flood_of_lines,
    flood_of_odd_lines,
    displays_of_odd_lines,
    flood_of_control_characters,
    flood_of_empty_displays,
    flood_of_forms,
    one_update_of_many,
    flood_of_results,
    flood_of_errors,
    errors_of_many_lines,
    flood_of_clearing,
]


@pytest.mark.parametrize("flood", FLOODS, ids=lambda flood: flood.__name__)
def test_whatever_comes_a_cell_takes_no_more_room_than_it_has(flood):
    outputs = begin()
    flood(outputs)
    assert stored(outputs.cell) < 1.02 * MAX_CELL_OUTPUT


@pytest.mark.parametrize("flood", [flood_of_prints, one_update_of_many, flood_of_errors])
def test_whatever_comes_a_notebook_takes_no_more_room_than_it_has(flood):
    notebook, cells = NotebookOutputs(), []
    for _ in range(8):
        cells.append(begin(notebook))
        flood(cells[-1])
    assert stored(*(outputs.cell for outputs in cells)) < 1.05 * MAX_NOTEBOOK_OUTPUT


def test_what_is_cut_off_is_said_once():
    outputs = begin()
    flood_of_prints(outputs)
    flood_of_empty_displays(outputs)
    assert json.dumps(outputs.cell.outputs).count(CUT_OFF) == 1


@pytest.mark.parametrize("kind", ["display_data", "update_display_data", "execute_result"])
@pytest.mark.parametrize("text", ["y" * (MAX_CELL_OUTPUT + 1), "\x01" * (MAX_CELL_OUTPUT // 2)])
def test_what_is_too_large_takes_no_time_again(monkeypatch, text, kind):
    """Measuring a text takes the driver's time, which all hand-ins share."""
    outputs = begin()
    show(outputs, "", identity="i")
    measured = []
    monkeypatch.setattr(written, "stored_size", lambda text: measured.append(len(text)) or stored_size(text))
    for _ in range(100):
        show(outputs, text, kind, identity="i")
    say(outputs, text)
    assert sum(measured) <= (1 + MAX_DECISIVE) * len(text)


def test_where_lines_end_is_what_nbformat_divides_by():
    ends = [chr(code) for code in range(sys.maxunicode + 1) if len(f"a{chr(code)}b".splitlines()) == 2]
    assert sorted(ends) == sorted(LINE_BREAKS)


def test_the_error_that_decides_is_kept_though_there_is_no_room():
    outputs = begin(tested=True)
    flood_of_prints(outputs)
    outputs.put(ErrorShown(ename="CheckFailed", evalue="why", traceback=["why"]))
    assert outputs.cell.outputs[-1].ename == "CheckFailed"


def test_the_number_that_decides_is_kept_though_there_is_no_room():
    outputs = begin(tested=True)
    flood_of_prints(outputs)
    show(outputs, "0.5", "execute_result")
    assert outputs.cell.outputs[-1].data == {"text/plain": "0.5"}


def test_an_error_that_is_required_is_there_and_bounded():
    outputs = begin(tested=True)
    flood_of_errors(outputs)
    outputs.require_error(ErrorShown(ename="CellTimeoutError", evalue="x" * 10_000_000, traceback=[]))
    assert outputs.cell.outputs[-1].ename == "CellTimeoutError"
    assert stored(outputs.cell) < 1.02 * MAX_CELL_OUTPUT


def test_scratch_outputs_take_anything():
    outputs = CellOutputs.scratch()
    say(outputs, "x")
    assert isinstance(outputs.cell, NotebookNode)
