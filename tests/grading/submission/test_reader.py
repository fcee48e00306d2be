"""Hand in what students and their programs make of a notebook, and read it."""

import copy
import json
import os
import random
import socket
import stat
import tempfile
from pathlib import Path

import nbformat
import pytest

from initcourse.grading.submission.model import Submission, Unreadable
from initcourse.grading.submission.parser import MAX_CELLS, parse_notebook
from initcourse.grading.submission.reader import find_submissions, read_hand_in, unread_hand_in
from initcourse.grading.submission.repair import repair
from initcourse.grading.submission.sanitize import sanitize
from tests.support.prepared import ORDER, grade_ids

NOTEBOOK = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def submission(tmp_path):
    return Submission("ada", "small", tmp_path)


def notes(hand_in):
    return [note.what for note in hand_in.repairs]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_encoding_of_json_is_read(submission, encoding):
    notebook, repairs = parse_notebook("small.ipynb", json.dumps(NOTEBOOK).encode(encoding))
    assert (notebook.cells, repairs) == ([], ())


def test_a_windows_file_is_read_and_notes(submission):
    cell = {"cell_type": "markdown", "metadata": {}, "source": "Größe"}
    content = json.dumps(NOTEBOOK | {"cells": [cell]}, ensure_ascii=False).encode("cp1252")
    notebook, repairs = parse_notebook("small.ipynb", content)
    assert notebook.cells[0].source == "Größe"
    assert [note.what for note in repairs] == ["the file was not encoded in UTF-8: it was read as Windows-1252"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is not JSON"),
        (b'{"cells": [', "is not JSON"),
        (b"\0" * 40, "is not JSON"),
        (b"[" * 200_000, "is nested too deeply"),
        (b"[1, 2]", "is not a notebook"),
        (b'{"cells": 3}', "is not a notebook"),
        (json.dumps(NOTEBOOK | {"cells": [{}] * (MAX_CELLS + 1)}).encode(), "more than 10,000 cells"),
    ],
)
def test_what_is_not_a_notebook_says_why(submission, content, why):
    with pytest.raises(Unreadable, match=why):
        parse_notebook("small.ipynb", content)


def test_what_must_not_be_taken_along_stays_behind(submission):
    folder = submission.folder
    (folder / "small.ipynb").write_text(json.dumps(NOTEBOOK))
    (folder / "data.csv").write_text("1,2")
    (folder / "numpy.py").touch()
    (folder / "initcourse").mkdir()
    (folder / "initcourse/checks.py").touch()
    (folder / "fast.so").touch()
    (folder / "secret").symlink_to("/etc/passwd")
    (folder / "all").symlink_to("/etc")
    os.mkfifo(folder / "pipe")
    hand_in = read_hand_in(submission)
    assert hand_in.files == {"data.csv": b"1,2"}
    assert {line.split(" was ")[0] for line in notes(hand_in)} == {
        *("numpy.py", "initcourse/checks.py", "fast.so", "secret", "all", "pipe")
    }


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("/etc/passwd"), os.mkfifo, lambda path: path.mkdir()])
def test_a_notebook_that_is_not_a_file_is_never_opened(submission, make):
    make(submission.notebook)
    with pytest.raises(Unreadable, match="is not a file"):
        read_hand_in(submission)


def test_a_renamed_notebook_is_known_by_its_cells(submission):
    marked = {"cells": [{"metadata": {"nbgrader": {"grade_id": "double"}}}]}
    (submission.folder / "small (1).ipynb").write_text(json.dumps(marked))
    (submission.folder / "Untitled.ipynb").write_text(json.dumps(NOTEBOOK))
    hand_in = read_hand_in(submission, grade_ids=frozenset({"double"}))
    assert json.loads(hand_in.content) == marked
    assert notes(hand_in) == ["the notebook was called small (1).ipynb"]


def test_a_renamed_notebook_is_known_in_any_encoding(submission):
    marked = json.dumps({"cells": [{"metadata": {"nbgrader": {"grade_id": "double"}}}]}).encode("utf-16")
    (submission.folder / "small (1).ipynb").write_bytes(marked)
    assert read_hand_in(submission, grade_ids=frozenset({"double"})).content == marked


def test_a_notebook_in_the_format_before_this_one_keeps_its_cells(submission, prepared):
    old = nbformat.writes(copy.deepcopy(prepared.honest), version=3)
    assert "worksheets" in old
    notebook, repairs = parse_notebook("small.ipynb", old.encode())
    assert [note.what for note in repairs] == ["the notebook had an old format"]
    assert [cell.source for cell in notebook.cells] == [cell.source for cell in prepared.honest.cells]
    notebook, repairs = repair(notebook, prepared.known, prepared.source)
    assert repairs == ()
    assert grade_ids(sanitize(notebook, "small", prepared.known, prepared.config)) == ORDER


def device(path):
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root may make a device")


def listen(path):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(path))  # its whole path can be too long for a socket


@pytest.mark.parametrize("make", [device, listen], ids=["device", "socket"])
def test_a_device_and_a_socket_are_never_opened(submission, make, monkeypatch):
    monkeypatch.chdir(submission.folder)
    submission.notebook.write_text(json.dumps(NOTEBOOK))
    make(submission.folder / "x.txt")
    hand_in = read_hand_in(submission)
    assert (hand_in.files, notes(hand_in)) == ({}, ["x.txt was skipped: it is not a file"])
    submission.notebook.unlink()
    make(submission.notebook)
    with pytest.raises(Unreadable, match="is not a file"):
        read_hand_in(submission)


@pytest.fixture
def locked():
    """Return a hand-in to take rights from, and be somebody whom that keeps out."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        path = Path(folder) / "ada"
        path.mkdir()
        found = Submission("ada", "small", path)
        found.notebook.write_text(json.dumps(NOTEBOOK))
        (path / "data.csv").write_text("1,2")
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            yield found, os.chmod if user else lambda path, mode: as_root(os.chmod, path, mode)
        finally:
            os.seteuid(user)
            os.chmod(path, 0o755)


def as_root(do, *args):
    user = os.geteuid()
    os.seteuid(0)
    do(*args)
    os.seteuid(user)


def test_a_notebook_that_may_not_be_read_says_so(locked):
    submission, chmod = locked
    chmod(submission.notebook, 0)
    with pytest.raises(Unreadable, match="you may not read it: run 'chmod -R u.rX"):
        read_hand_in(submission)


def test_a_file_that_may_not_be_read_stays_behind(locked):
    submission, chmod = locked
    chmod(submission.folder / "data.csv", 0)
    assert notes(read_hand_in(submission)) == ["data.csv was skipped: it cannot be read"]


def test_a_folder_that_may_not_be_read_says_so_and_is_told_from_another(locked):
    submission, chmod = locked
    chmod(submission.folder, 0)
    with pytest.raises(Unreadable, match="you may not read it"):
        read_hand_in(submission)
    assert len(unread_hand_in(submission).digest) == 64


def test_a_student_whose_folder_is_locked_is_not_passed_over(locked):
    submission, chmod = locked
    folder = submission.folder
    chmod(folder, 0)
    (found,) = find_submissions(folder.parent, "small")
    assert found == Submission("ada", "small", folder / "small")
    with pytest.raises(Unreadable, match="you may not read it"):
        read_hand_in(found)


def test_a_time_that_is_none_is_notes(submission):
    submission.notebook.write_text(json.dumps(NOTEBOOK))
    (submission.folder / "timestamp.txt").write_text("yesterday")
    hand_in = read_hand_in(submission)
    assert hand_in.timestamp is None
    assert notes(hand_in) == ["timestamp.txt holds no time: graded as if handed in in time"]


@pytest.mark.parametrize("seed", range(10))
def test_bytes_flipped_at_random_are_read_or_unreadable(submission, prepared, seed):
    rng, content = random.Random(seed), json.dumps(prepared.honest).encode()
    for _ in range(30):
        mangled = bytearray(content)
        for _ in range(rng.randint(1, 4)):
            mangled[rng.randrange(len(mangled))] = rng.randrange(32, 127)
        try:
            notebook, _ = parse_notebook("small.ipynb", bytes(mangled))
        except Unreadable:
            continue
        notebook, _ = repair(notebook, prepared.known, prepared.source)
        assert grade_ids(sanitize(notebook, "small", prepared.known, prepared.config)) == ORDER
