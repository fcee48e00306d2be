"""Mangle the release of the small course on purpose, and see what comes back."""

import copy
import json

import nbformat
import pytest

from initcourse.grading.submission.model import Unreadable
from tests.support.prepared import ORDER, cell_of, grade_ids, read_files, texts


@pytest.fixture
def mended(prepared):
    """Return a function that mangles an honest hand-in, reads it, and returns what is graded with the notes."""

    def mend(mangle):
        notebook = copy.deepcopy(prepared.honest)
        mangle(notebook)
        return prepared.read(json.dumps(notebook).encode())

    return mend


def test_an_honest_hand_in_comes_back_unchanged(prepared):
    notebook, notes = prepared.read(prepared.honest)
    assert notes == []
    assert texts(notebook) == texts(prepared.honest)


def test_cells_of_the_students_own_are_no_repair(mended):
    own = nbformat.v4.new_code_cell("double(21)")
    notebook, notes = mended(lambda nb: nb.cells.insert(3, own))
    assert notes == []
    assert notebook.cells[3].source == "double(21)"


def test_of_two_solution_cells_the_one_that_was_worked_on_counts(mended, prepared):
    released = prepared.skeleton.graded["double"].source

    def mangle(nb):
        blank = copy.deepcopy(cell_of(nb, "double"))
        blank.source = released
        nb.cells.insert(1, blank)

    notebook, notes = mended(mangle)
    assert grade_ids(notebook) == ORDER
    assert "multiplied_by_two" in cell_of(notebook, "double").source
    assert notes == ["double was there 2 times: the first that differs from the release counts"]


def test_a_copied_test_cell_goes(mended, prepared):
    notebook, notes = mended(lambda nb: nb.cells.append(copy.deepcopy(cell_of(nb, "double-small"))))
    assert grade_ids(notebook) == ORDER
    assert len(notebook.cells) == len(prepared.honest.cells)
    assert notes == ["double-small was there 2 times: the first counts"]


@pytest.mark.parametrize("name", ["double-small", "double-large", "halve-values", "why_two"])
def test_a_deleted_cell_comes_back_in_its_place_with_the_gradebooks_text(mended, prepared, name):
    notebook, notes = mended(lambda nb: nb.cells.remove(cell_of(nb, name)))
    assert grade_ids(notebook) == ORDER
    assert cell_of(notebook, name).source == prepared.skeleton.graded[name].source
    assert notes == [f"{name} was missing: it was put back as released"]


def test_an_answer_in_an_unmarked_cell_counts(mended):
    notebook, notes = mended(lambda nb: cell_of(nb, "halve").metadata.pop("nbgrader"))
    assert grade_ids(notebook) == ORDER
    assert "return x / 2" in cell_of(notebook, "halve").source
    assert notes == ["halve had lost its marks: the cell that defines it counts"]


def test_a_deleted_answer_comes_back_as_released(mended, prepared):
    notebook, _ = mended(lambda nb: nb.cells.remove(cell_of(nb, "halve")))
    assert cell_of(notebook, "halve").source == prepared.skeleton.graded["halve"].source


def test_moved_cells_return_to_their_order_with_what_follows_them(mended):
    def mangle(nb):
        own = nbformat.v4.new_markdown_cell("about half")
        nb.cells.insert(nb.cells.index(cell_of(nb, "halve")) + 1, own)
        nb.cells[1:] = nb.cells[4:] + nb.cells[1:4]

    notebook, notes = mended(mangle)
    assert grade_ids(notebook) == ORDER
    assert notebook.cells[notebook.cells.index(cell_of(notebook, "halve")) + 1].source == "about half"
    assert notes == ["cells were in another order: they were graded in the order of the release"]


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_a_retyped_answer_is_code_again(mended, kind):
    notebook, notes = mended(lambda nb: cell_of(nb, "halve").update(cell_type=kind))
    assert cell_of(notebook, "halve").cell_type == "code"
    assert notes == [f"halve was a {kind} cell: it is a code cell again"]


@pytest.mark.parametrize("forged", [{"grade": False}, {"solution": True}, {"locked": False}, {"task": True}])
def test_forged_marks_give_way_to_the_courses(mended, forged):
    notebook, notes = mended(lambda nb: cell_of(nb, "double-small").metadata.nbgrader.update(forged))
    marks = cell_of(notebook, "double-small").metadata.nbgrader
    assert (marks.grade, marks.solution, marks.locked, marks.task, marks.points) == (True, False, True, False, 4)
    assert notes == ["double-small was marked otherwise: the course's marks count"]


def test_forged_points_give_way_to_the_gradebooks(mended):
    notebook, _ = mended(lambda nb: cell_of(nb, "double-small").metadata.nbgrader.update(points=400))
    assert cell_of(notebook, "double-small").metadata.nbgrader.points == 4


def test_marks_of_an_unknown_cell_go(mended):
    def mangle(nb):
        cell = copy.deepcopy(cell_of(nb, "double-small"))
        cell.metadata.nbgrader.grade_id = "bonus"
        nb.cells.append(cell)

    notebook, notes = mended(mangle)
    assert grade_ids(notebook) == ORDER
    assert notes == ["a cell was marked as graded that is not one of this assignment: its marks were removed"]


def test_tags_that_keep_a_test_from_running_go(mended):
    notebook, notes = mended(lambda nb: cell_of(nb, "double-small").metadata.update(tags=["skip-execution"]))
    assert "tags" not in cell_of(notebook, "double-small").metadata
    assert notes == ["tags of double-small were removed"]


@pytest.mark.parametrize("what", [3, None, {"cell_type": "video", "source": ""}, {"cell_type": "code", "source": 4}])
def test_what_is_not_a_cell_is_removed(mended, what):
    notebook, notes = mended(lambda nb: nb.cells.insert(2, what))
    assert grade_ids(notebook) == ORDER
    assert notes == ["what was not a cell was removed"]


def test_metadata_of_another_type_is_removed(mended):
    notebook, notes = mended(lambda nb: nb.cells[0].update(metadata=[1]))
    assert notebook.cells[0].metadata == {}
    assert notes == ["a cell's metadata was not a table and was removed"]


def test_every_cell_gets_an_id_of_its_own(mended):
    notebook, notes = mended(lambda nb: [cell.update(id="same id!") for cell in nb.cells])
    assert notes == []
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    nbformat.validate(notebook)


@pytest.mark.parametrize("name", ["double", "double-small"])
@pytest.mark.parametrize("points", ["code", None, True, -1, [], float("nan")])
def test_points_that_are_none_keep_no_hand_in_from_being_graded(mended, name, points):
    notebook, _ = mended(lambda nb: cell_of(nb, name).metadata.nbgrader.update(points=points))
    assert cell_of(notebook, name).metadata.nbgrader.get("points") == (None if name == "double" else 4)


WRITTEN = "Half of the inputs are lost, so the weights make up for it."


def asked(prepared, notebook):
    """Return the cells of a hand-in that wait for a person, and what is told of them."""
    canonical = read_files(prepared.skeleton, {b"small.ipynb": nbformat.writes(notebook).encode()})
    return {repair.cell: repair.what for repair in canonical.repairs if repair.waits}


def released(prepared, notebook):
    cell_of(notebook, "why_two").source = prepared.skeleton.graded["why_two"].source
    return cell_of(notebook, "why_two")


ELSEWHERE = {
    "below, in Markdown": lambda nb, cell: nb.cells.append(nbformat.v4.new_markdown_cell(WRITTEN)),
    "above": lambda nb, cell: nb.cells.insert(nb.cells.index(cell), nbformat.v4.new_markdown_cell(WRITTEN)),
    "raw": lambda nb, cell: nb.cells.append(nbformat.v4.new_raw_cell(WRITTEN)),
    "in a comment": lambda nb, cell: nb.cells.append(nbformat.v4.new_code_cell(f"# {WRITTEN}\n# So.")),
    "in a text": lambda nb, cell: nb.cells.append(nbformat.v4.new_code_cell(f'"""{WRITTEN}"""')),
    "as code that is none": lambda nb, cell: nb.cells.append(nbformat.v4.new_code_cell(WRITTEN)),
    "a picture": lambda nb, cell: nb.cells.append(
        nbformat.v4.new_markdown_cell("", attachments={"a.png": {"image/png": "iVBORw0KGgo="}})
    ),
    "in the task's own words": lambda nb, cell: nb.cells[0].update(source=f"{nb.cells[0].source}\n{WRITTEN}"),
    "in a cell that lost its marks": lambda nb, cell: cell.update(metadata={}, source=f"{cell.source}\n{WRITTEN}"),
    "in a cell marked otherwise": lambda nb, cell: nb.cells.append(
        nbformat.v4.new_markdown_cell(WRITTEN, metadata={"nbgrader": {"grade_id": "mine"}})
    ),
}


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_written_answer_outside_its_cell_is_asked_of_a_person(prepared, place):
    notebook = copy.deepcopy(prepared.honest)
    ELSEWHERE[place](notebook, released(prepared, notebook))
    told = asked(prepared, notebook)
    assert told == {
        "why_two": "why_two is as it was released, and there is text of the student's outside it: a person looks at it"
    }


def test_nobody_is_asked_about_an_answer_in_its_place_nor_about_nothing(prepared):
    answered = copy.deepcopy(prepared.honest)
    cell_of(answered, "why_two").source = WRITTEN
    answered.cells.append(nbformat.v4.new_markdown_cell("And more."))
    assert asked(prepared, answered) == {}
    empty = copy.deepcopy(prepared.honest)
    released(prepared, empty)
    empty.cells += [nbformat.v4.new_markdown_cell(" \n"), nbformat.v4.new_code_cell("double(3)  # a look")]
    assert asked(prepared, empty) == {}
    drawn = copy.deepcopy(empty)
    cell_of(drawn, "why_two").attachments = {"a.png": {"image/png": "iVBORw0KGgo="}}
    drawn.cells.append(nbformat.v4.new_markdown_cell(WRITTEN))
    assert asked(prepared, drawn) == {}


def test_a_stub_does_not_cover_what_another_answer_defines(mended, prepared):
    def mangle(nb):
        first, second = cell_of(nb, "double"), cell_of(nb, "halve")
        first.source = f"{first.source}\n\n{second.source}"
        nb.cells.remove(second)

    notebook, notes = mended(mangle)
    assert notes == ["halve was missing: double defines it, and counts"]
    assert cell_of(notebook, "halve").source == ""
    assert grade_ids(notebook) == ORDER


OF_ANOTHER = {"grade_id": "sample_weights", "grade": False, "solution": True, "locked": False, "schema_version": 3}


def foreign(*cells):
    return nbformat.writes(nbformat.v4.new_notebook(cells=list(cells))).encode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (foreign(), "holds no cell for an answer of this assignment: ask for the right file"),
        (foreign(nbformat.v4.new_code_cell("print(1)")), "holds no cell for an answer of this assignment: ask"),
        (
            foreign(nbformat.v4.new_code_cell("def sample_weights(): ...", metadata={"nbgrader": OF_ANOTHER})),
            r"but those of another notebook \(sample_weights\): ask for the right file",
        ),
    ],
)
def test_another_notebook_is_no_zero(prepared, content, told):
    with pytest.raises(Unreadable, match=told):
        prepared.read(content)


def test_answers_without_any_marks_are_this_assignments(prepared):
    bare = copy.deepcopy(prepared.honest)
    for cell in bare.cells:
        cell.metadata = {}
    notebook, _ = prepared.read(bare)
    assert "multiplied_by_two" in cell_of(notebook, "double").source
