"""Work that is there under another name, ending, depth or packing is found, or named; a blank beside it is no zero."""

import copy
import io
import zipfile

import nbformat
import pytest

from initcourse.grading.submission.canonical import rebuild, released_notebook
from initcourse.grading.submission.model import Unreadable
from initcourse.grading.submission.search import MAX_UNPACKED_BYTES, MAX_UNPACKED_FILES, unpacked
from tests.support.prepared import cell_of, read_files


def packed(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def work(prepared):
    return nbformat.writes(prepared.honest).encode()


@pytest.fixture
def blank(prepared):
    return nbformat.writes(released_notebook(prepared.skeleton)).encode()


PLACES = {
    "another name": lambda work: {b"mine.ipynb": work},
    "another case": lambda work: {b"Small.IPYNB": work},
    "another ending": lambda work: {b"small.ipynb.txt": work},
    "JSON": lambda work: {b"small.json": work},
    "no ending": lambda work: {b"small": work},
    "a folder": lambda work: {b"small/small.ipynb": work, b"small/data.csv": b"1"},
    "folders": lambda work: {b"a/b/c/mine.ipynb": work, b"a/b/c/data.csv": b"1"},
    "an archive": lambda work: {b"small.zip": packed({"small.ipynb": work, "data.csv": "1"})},
    "an archive of a folder": lambda work: {b"x.zip": packed({"x/small.ipynb": work, "x/data.csv": "1", "y.txt": "2"})},
    "an archive called otherwise": lambda work: {b"work.dat": packed({"small.ipynb": work})},
    "a byte order mark": lambda work: {b"a.txt": b"\xef\xbb\xbf" + work},
    "among others": lambda work: {b"b.ipynb": b'{"cells": []}', b"c.txt": b"{}", b"d.zip": b"PK\x03\x04", b"e/f": work},
}


@pytest.mark.parametrize("place", PLACES)
def test_work_is_found_wherever_it_is(prepared, work, place):
    canonical = read_files(prepared.skeleton, PLACES[place](work))
    assert "multiplied_by_two" in cell_of(rebuild(prepared.skeleton, canonical), "double").source
    assert [repair.what.split(":")[0][:24] for repair in canonical.repairs] == ["the notebook was called "]


@pytest.mark.parametrize("place", ["a folder", "folders", "an archive", "an archive of a folder"])
def test_what_lies_beside_the_work_lies_beside_it_when_it_is_run(prepared, work, place):
    canonical = read_files(prepared.skeleton, PLACES[place](work))
    assert [*canonical.files, *canonical.unpacked] == [b"data.csv"]
    assert canonical.unpacked in ({}, {b"data.csv": b"1"})


def test_what_is_there_is_named_if_none_of_it_is_the_notebook(prepared):
    with pytest.raises(Unreadable, match=r"no small.ipynb in submitted/ada/small, but a.pdf, b.txt: ask for it"):
        read_files(prepared.skeleton, {b"a.pdf": b"%PDF", b"b.txt": b"words"})
    with pytest.raises(Unreadable, match=r"a0, a1, a2, a3, a4, \.\.\.: ask for it"):
        read_files(prepared.skeleton, {f"a{number}".encode(): b"x" for number in range(9)})


def test_of_two_that_may_be_meant_a_person_chooses(prepared, work):
    with pytest.raises(Unreadable, match=r"no small.ipynb, but a.txt, b/small.ipynb: rename the one that is meant"):
        read_files(prepared.skeleton, {b"a.txt": work, b"b/small.ipynb": work})


@pytest.mark.parametrize(
    "other", [{b"small-Copy1.ipynb": None}, {b"a/small.ipynb": None}, {b"small.zip": "zip"}, {b"small (1).ipynb": None}]
)
def test_a_blank_beside_the_work_is_asked_of_a_person(prepared, work, blank, other):
    ((name, how),) = other.items()
    files = {b"small.ipynb": blank, name: packed({"small.ipynb": work}) if how else work}
    assert read_files(prepared.skeleton, files).untouched
    with pytest.raises(Unreadable, match=r"small.ipynb is as it was released, but there is .*: rename the one that is"):
        read_files(prepared.skeleton, files, search=True)


def test_a_blank_among_blanks_is_a_blank(prepared, blank):
    files = {b"small.ipynb": blank, b"small-Copy1.ipynb": blank, b"other.ipynb": b'{"cells": []}'}
    assert read_files(prepared.skeleton, files, search=True).untouched


def test_work_is_not_taken_for_a_blank(prepared, work, blank):
    assert not read_files(prepared.skeleton, {b"small.ipynb": work}).untouched
    for change in (
        lambda nb: nb.cells.append(nbformat.v4.new_markdown_cell("words")),
        lambda nb: cell_of(nb, "double").update(source="x = 1"),
        lambda nb: cell_of(nb, "why_two").update(source="words"),
    ):
        notebook = copy.deepcopy(nbformat.reads(blank.decode(), 4))
        change(notebook)
        assert not read_files(prepared.skeleton, {b"small.ipynb": nbformat.writes(notebook).encode()}).untouched


@pytest.mark.parametrize(
    "files",
    [
        {"../small.ipynb": "x", "/etc/small.ipynb": "x", "a/../../b": "x", "..": "x", "__MACOSX/small.ipynb": "x"},
        {"a\\..\\b": "x"},
    ],
)
def test_no_name_leads_out_of_an_archive(files):
    assert unpacked(packed(files)) == {}


def test_links_folders_and_what_is_broken_are_no_files_of_an_archive():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
        archive.writestr("folder/", "")
        archive.writestr("file", "x")
    content = buffer.getvalue()
    assert unpacked(content) == {"file": b"x"}
    assert unpacked(content[:-10]) == {}
    assert unpacked(b"PK\x03\x04" + bytes(100)) == {}


def test_an_archive_takes_bounded_room():
    bomb = packed({f"zeros{number}": bytes(20_000_000) for number in range(5)})
    assert len(bomb) < 200_000
    assert sum(map(len, unpacked(bomb).values())) <= MAX_UNPACKED_BYTES
    assert len(unpacked(packed({str(number): "x" for number in range(1_000)}))) == MAX_UNPACKED_FILES
