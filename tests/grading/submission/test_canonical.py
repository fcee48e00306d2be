"""What is rebuilt of a hand-in is what nbgrader's own sanitizers leave of it, and can hold nothing else."""

import copy
import io
import json
from base64 import b64encode

import msgspec
import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import is_locked
from PIL import Image

from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.submission.canonical import rebuild, stored_size
from initcourse.grading.submission.model import Unreadable
from initcourse.grading.submission.reading import decode_answer
from tests.support.prepared import read_files, skeleton_of
from tests.support.small_course import DOUBLE, HALVE, small_notebook, write_source, write_submission


def changed(notebook, change):
    notebook = copy.deepcopy(notebook)
    change({cell.id: cell for cell in notebook.cells}, notebook)
    return notebook


def weaken(cells, notebook):
    cells["double-large"].source = "pass"


def grow(cells, notebook):
    cells["halve-values"].metadata.nbgrader["points"] = 500


def retyped(cells, notebook):
    cells["halve-values"].cell_type = "markdown"
    del cells["halve-values"]["outputs"], cells["halve-values"]["execution_count"]


def unlocked(cells, notebook):
    cells["double-small"].metadata.nbgrader["locked"] = False


def printed(cells, notebook):
    cells["double"].outputs = [nbformat.v4.new_output("stream", text="old")]


def kernel(cells, notebook):
    notebook.metadata.kernelspec = {"name": "other", "display_name": "Other", "language": "python"}


def nothing(cells, notebook):
    pass


@pytest.mark.parametrize("change", [nothing, weaken, grow, retyped, unlocked, printed, kernel])
@pytest.mark.slow
def test_a_hand_in_is_restored_as_nbgrader_restores_it(small_course, change):
    write_release(small_course, ["small"])
    content = hand_in(small_course / "release/small/small.ipynb", {"double": DOUBLE, "halve": HALVE})
    notebook = changed(nbformat.reads(content, 4), change)
    write_submission(small_course, "ada", nbformat.writes(notebook))
    keep = "c = get_config()\nc.Autograde.autograde_preprocessors = []\n"
    (small_course / "nbgrader_config.py").write_text(keep)
    assert Course(small_course).autograde("small", "ada").done
    by_nbgrader = nbformat.read(small_course / "autograded/ada/small/small.ipynb", 4)
    skeleton = skeleton_of(small_course, "small")
    rebuilt = rebuild(skeleton, read_files(skeleton, {b"small.ipynb": nbformat.writes(notebook).encode()}))
    assert [parts(cell) for cell in rebuilt.cells] == [parts(cell) for cell in by_nbgrader.cells]
    assert rebuilt.metadata.kernelspec == by_nbgrader.metadata.kernelspec


def parts(cell):
    marks = cell.metadata.get("nbgrader", {})
    marks = {key: value for key, value in marks.items() if key not in ("schema_version", "cell_type", "locked")}
    return cell.id, cell.cell_type, cell.source, cell.get("outputs"), is_locked(cell), marks


def test_a_rebuilt_notebook_is_valid_for_nbformat_and_nbgrader(prepared):
    notebook, _ = prepared.read(prepared.honest)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


def with_metadata(notebook):
    notebook["metadata"]["deep"] = nested(400)
    notebook["cells"][1]["metadata"]["deep"] = nested(400)


def with_many(notebook):
    notebook["metadata"]["many"] = [{}] * 100_000


def with_outputs(notebook):
    data = {"text/html": "<script>1</script>", "application/json": nested(300)}
    notebook["cells"][1]["outputs"] = [{"output_type": "display_data", "data": data, "metadata": {"deep": nested(300)}}]


def with_further_fields(notebook):
    notebook["extra"] = nested(300)
    notebook["cells"][1]["extra"] = "x" * 1_000_000


def with_attachments(notebook):
    bundles = {"x.png": {"image/png": "AAAA"}, "y": {"text/html": "<b>"}, "z": 5, "s.svg": {"image/svg+xml": "<svg/>"}}
    notebook["cells"][0]["attachments"] = bundles


@pytest.mark.parametrize("add", [with_metadata, with_many, with_outputs, with_further_fields, with_attachments])
def test_nothing_but_texts_of_a_hand_in_reaches_the_notebook(prepared, add):
    honest, _ = prepared.read(prepared.honest)
    handed_in = json.loads(nbformat.writes(prepared.honest))
    add(handed_in)
    assert prepared.read(json.dumps(handed_in).encode())[0] == honest


def test_a_cell_that_only_shows_is_known_by_its_text_and_by_nothing_else(small_course):
    source, new_cell = small_notebook(), nbformat.v4.new_code_cell
    source.cells += [new_cell("print('shown')", metadata={"tags": ["show"]}), new_cell("print('run')")]
    write_source(small_course, source)
    write_release(small_course, ["small"])
    skeleton = skeleton_of(small_course, "small")
    handed_in = nbformat.read(small_course / "release/small/small.ipynb", 4)
    for cell in handed_in.cells:
        cell.metadata.pop("tags", None)
    forged = [new_cell("print('mine')", metadata={"tags": ["show"]}), new_cell("print('shown')  # changed")]
    handed_in.cells = [handed_in.cells.pop(-2), *handed_in.cells, *forged]
    rebuilt = rebuild(skeleton, read_files(skeleton, {b"small.ipynb": nbformat.writes(handed_in).encode()}))
    assert [cell.source for cell in rebuilt.cells if cell.metadata.get("tags") == ["show"]] == ["print('shown')"]


def picture(kind, size=(3, 2)):
    data = io.BytesIO()
    Image.new("P", size).save(data, kind)
    return data.getvalue()


@pytest.mark.parametrize(("kind", "mime"), [("PNG", "image/png"), ("GIF", "image/gif")])
def test_a_pasted_picture_stays(prepared, kind, mime):
    handed_in = json.loads(nbformat.writes(prepared.honest))
    encoded = b64encode(picture(kind)).decode()
    handed_in["cells"][-1]["attachments"] = {"my drawing": {mime: encoded}}
    notebook, notes = prepared.read(json.dumps(handed_in).encode())
    assert notebook.cells[-1].attachments == {"my drawing": {mime: encoded}}
    assert notes == []


@pytest.mark.parametrize(
    "data",
    [
        b"<svg onload='alert(1)'/>",
        picture("PNG", (8_000, 8_000)),
        picture("BMP"),
        b"\x89PNG\r\n\x1a\n",
        bytes(6_000_000),
    ],
    ids=["svg", "too many pixels", "bmp", "a first line only", "too large"],
)
def test_what_is_no_small_picture_is_left_out_with_a_note(prepared, data):
    handed_in = json.loads(nbformat.writes(prepared.honest))
    handed_in["cells"][-1]["attachments"] = {"x.png": {"image/png": b64encode(data).decode()}}
    notebook, notes = prepared.read(json.dumps(handed_in).encode())
    assert "attachments" not in notebook.cells[-1]
    assert notes == ["1 pasted pictures were left out: too large, or none that is shown"]


def test_a_text_that_no_utf8_file_can_hold_is_put_right(prepared):
    handed_in = json.loads(nbformat.writes(prepared.honest))
    handed_in["cells"][-1]["source"] = "odd \ud800 words"
    notebook, _ = prepared.read(json.dumps(handed_in).encode())
    assert notebook.cells[-1].source == "odd ? words"


@pytest.mark.parametrize("text", ["\x01" * 1_000_000, "\n" * 1_000_000, "x" * 6_000_000])
def test_texts_that_would_fill_the_disk_are_unreadable(prepared, text):
    handed_in = json.loads(nbformat.writes(prepared.honest))
    handed_in["cells"].append({"cell_type": "raw", "metadata": {}, "source": text})
    with pytest.raises(Unreadable, match="more than 5 MB of text"):
        prepared.read(json.dumps(handed_in).encode())


@pytest.mark.parametrize("text", ["\x01" * 1_000, "\n" * 1_000, "x" * 1_000, "ü\n" * 500])
def test_the_stored_size_is_no_less_than_what_is_stored(text):
    cell = nbformat.v4.new_raw_cell(text, id="x")
    empty = len(nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_raw_cell("", id="x")])))
    assert len(nbformat.writes(nbformat.v4.new_notebook(cells=[cell])).encode()) - empty <= stored_size(text) + 20


ANSWERS = [
    b"",
    b"\xc1",
    msgspec.msgpack.encode({"type": "CanonicalHandIn", "cells": 3}),
    msgspec.msgpack.encode({"type": "CanonicalHandIn", "cells": [{"cell_type": "video", "source": "", "id": ""}]}),
    msgspec.msgpack.encode({"type": "Refusal", "reason": nested(50)}),
    msgspec.msgpack.encode({"type": "Refusal"}),
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_that_is_none_is_refused(answer):
    with pytest.raises(msgspec.DecodeError):
        decode_answer(answer)
