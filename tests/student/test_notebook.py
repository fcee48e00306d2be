"""Files that students call notebooks: read whatever can be read, and refused in one sentence otherwise."""

import json
import os

import pytest

from initcourse.student.notebook import UnreadableNotebook, read_student_notebook
from tests.support.small_release import small_cells, write_notebook


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "damaged"),
        (b'{"cells": [', "damaged"),
        (b"\xff\xfe\x00PK", "damaged"),
        (b"[" * 100_000, "damaged"),
        (b"7", "holds no cells"),
        (b'{"cells": {"0": 1}}', "holds no cells"),
        (b'{"worksheets": [{"cells": []}], "nbformat": 3}', "holds no cells"),
    ],
)
def test_what_is_no_notebook_is_refused_in_a_sentence(tmp_path, content, says):
    path = tmp_path / "a.ipynb"
    path.write_bytes(content)
    with pytest.raises(UnreadableNotebook, match=says):
        read_student_notebook(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(UnreadableNotebook, match="no such file"):
        read_student_notebook(tmp_path / "a.ipynb")
    with pytest.raises(UnreadableNotebook, match="a folder, not a file"):
        read_student_notebook(tmp_path)


def test_what_the_system_will_not_open_is_refused_in_a_sentence(tmp_path):
    os.mkfifo(tmp_path / "pipe.ipynb")
    with pytest.raises(UnreadableNotebook, match="not a file that holds a notebook"):
        read_student_notebook(tmp_path / "pipe.ipynb")
    with pytest.raises(UnreadableNotebook, match="cannot be read .File name too long"):
        read_student_notebook(tmp_path / ("a" * 300 + ".ipynb"))


def test_a_file_too_large_to_read_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("initcourse.student.notebook.MAX_BYTES", 10)
    with pytest.raises(UnreadableNotebook, match="clear its outputs"):
        read_student_notebook(write_notebook(tmp_path / "a.ipynb", small_cells()))


def test_cells_of_any_shape_keep_their_places(tmp_path):
    odd = [
        None,
        {"cell_type": "code", "source": ["x =", " 1", 7], "id": 3, "metadata": []},
        {"cell_type": "code", "source": None, "metadata": {"nbgrader": "?"}},
        {"cell_type": "code", "source": "y = 2", "metadata": {"nbgrader": {"grade_id": ["a"]}}},
    ]
    cells = read_student_notebook(write_notebook(tmp_path / "a.ipynb", odd))
    assert [cell.text for cell in cells] == ["", "x = 1", "", "y = 2"]
    assert [cell.number for cell in cells] == [0, 1, 0, 2]
    assert {cell.grade_id + cell.cell_id for cell in cells} == {""}


def test_text_that_no_kernel_can_be_sent_is_replaced(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": "x = '\ud800'"}]}))
    assert read_student_notebook(path)[0].text == "x = '?'"


def test_a_cell_is_named_by_its_number_and_first_line(tmp_path):
    [cell] = read_student_notebook(
        write_notebook(tmp_path / "a.ipynb", [{"cell_type": "code", "source": "\n  x = 1\ny"}])
    )
    assert cell.name == "cell [1] `x = 1`"
