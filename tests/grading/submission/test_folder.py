"""Hand in what students and their programs make of a notebook, and read it."""

import copy
import json
import os
import random
import socket
import stat
import tempfile
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from nbgrader.utils import parse_utc

from initcourse.grading.submission.canonical import MAX_CELLS, Skeleton, SkeletonCell
from initcourse.grading.submission.folder import MAX_FILES, collect_hand_in, find_submissions
from initcourse.grading.submission.model import Submission, Unreadable
from initcourse.grading.submission.parser import parse_notebook
from tests.support.prepared import ORDER, grade_ids, read_found, texts

ANSWER = {"cell_type": "code", "source": "", "metadata": {"nbgrader": {"grade_id": "double", "solution": True}}}
EMPTY = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
NOTEBOOK = {"cells": [ANSWER], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def submission(tmp_path):
    return Submission("ada", "small", tmp_path)


SKELETON = Skeleton(name="small", cells=[SkeletonCell("double", "code", "", grade_id="double", solution=True)])


def read(submission, ignored=()):
    """Read what lies in the submission's folder."""
    found = collect_hand_in(submission)
    if found.problem:
        raise Unreadable(found.problem)
    return read_found(SKELETON, found, ignored)


def notes(hand_in):
    return [note.what for note in hand_in.repairs if "was put back" not in note.what]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_encoding_of_json_is_read(submission, encoding):
    notebook, repairs, *_ = parse_notebook("small.ipynb", json.dumps(EMPTY).encode(encoding))
    assert (notebook, repairs) == ([], [])


def test_a_windows_file_is_read_and_notes(submission):
    cell = {"cell_type": "markdown", "metadata": {}, "source": "Größe"}
    content = json.dumps(NOTEBOOK | {"cells": [cell]}, ensure_ascii=False).encode("cp1252")
    notebook, repairs, *_ = parse_notebook("small.ipynb", content)
    assert notebook[0].source == "Größe"
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
    hand_in = read(submission)
    assert hand_in.files == [b"data.csv"]
    assert {line.split(" was ")[0] for line in notes(hand_in)} == {
        *("numpy.py", "initcourse/checks.py", "fast.so", "secret", "all", "pipe")
    }


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("/etc/passwd"), os.mkfifo, lambda path: path.mkdir()])
def test_a_notebook_that_is_not_a_file_is_never_opened(submission, make):
    make(submission.notebook)
    with pytest.raises(Unreadable, match="is not a file"):
        read(submission)


def test_a_renamed_notebook_is_known_by_its_cells(submission):
    (submission.folder / "small (1).ipynb").write_text(json.dumps(NOTEBOOK))
    (submission.folder / "Untitled.ipynb").write_text(json.dumps(EMPTY))
    assert notes(read(submission)) == ["the notebook was called small (1).ipynb"]


def test_a_renamed_notebook_is_known_in_any_encoding(submission):
    cell = {"cell_type": "code", "source": "x = 1", "metadata": {"nbgrader": {"grade_id": "double", "solution": True}}}
    (submission.folder / "small (1).ipynb").write_bytes(json.dumps({"cells": [cell]}).encode("utf-16"))
    assert [cell.source for cell in read(submission).cells] == ["x = 1"]


def test_a_notebook_in_the_format_before_this_one_keeps_its_cells(submission, prepared):
    old = nbformat.writes(copy.deepcopy(prepared.honest), version=3)
    assert "worksheets" in old
    notebook, repairs = prepared.read(old.encode())
    assert repairs == ["the notebook had an old format"]
    assert [text for _, _, text in texts(notebook)] == [text for _, _, text in texts(prepared.honest)]
    assert grade_ids(notebook) == ORDER


def device(path):
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root may make a device; the pipe and the socket are tried as any user")


def listen(path):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(path))  # its whole path can be too long for a socket


@pytest.mark.parametrize("make", [device, os.mkfifo, listen], ids=["device", "pipe", "socket"])
def test_a_device_a_pipe_and_a_socket_are_never_opened(submission, make, monkeypatch):
    monkeypatch.chdir(submission.folder)
    submission.notebook.write_text(json.dumps(NOTEBOOK))
    make(submission.folder / "x.txt")
    hand_in = read(submission)
    assert (hand_in.files, notes(hand_in)) == ([], ["x.txt was skipped: it is not a file"])
    submission.notebook.unlink()
    make(submission.notebook)
    with pytest.raises(Unreadable, match="is not a file"):
        read(submission)


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
        read(submission)


def test_a_file_that_may_not_be_read_stays_behind(locked):
    submission, chmod = locked
    chmod(submission.folder / "data.csv", 0)
    assert notes(read(submission)) == ["data.csv was skipped: it cannot be read"]


def test_a_folder_that_may_not_be_read_says_so_and_is_told_from_another(locked):
    submission, chmod = locked
    chmod(submission.folder, 0)
    with pytest.raises(Unreadable, match="you may not read it"):
        read(submission)
    assert len(collect_hand_in(submission).digest) == 64


def test_a_student_whose_folder_is_locked_is_not_passed_over(locked):
    submission, chmod = locked
    folder = submission.folder
    chmod(folder, 0)
    (found,) = find_submissions(folder.parent, "small")
    assert found == Submission("ada", "small", folder / "small")
    with pytest.raises(Unreadable, match="you may not read it"):
        read(found)


def test_a_time_that_is_none_is_notes(submission):
    submission.notebook.write_text(json.dumps(NOTEBOOK))
    (submission.folder / "timestamp.txt").write_text("yesterday")
    hand_in = read(submission)
    assert hand_in.timestamp is None
    assert notes(hand_in) == ["timestamp.txt holds no time: graded as if handed in in time"]


@pytest.mark.parametrize("when", ["1970-01-01 00:00:00 UTC", "2999-01-01 00:00:00 UTC"])
def test_a_time_that_cannot_be_is_not_believed(submission, when):
    submission.notebook.write_text(json.dumps(NOTEBOOK))
    (submission.folder / "timestamp.txt").write_text(when)
    hand_in = read(submission)
    assert hand_in.timestamp is None
    assert notes(hand_in) == [f"timestamp.txt says {when[:16]}, which cannot be: graded as if handed in in time"]


@pytest.mark.parametrize(
    "when", ["2020-01-02 03:04:05 UTC", "2020-01-02 03:04:05", "2020-01-02T03:04:05Z", "2020-01-02 05:04:05 7200"]
)
def test_a_time_is_read_as_nbgrader_reads_it(submission, when):
    submission.notebook.write_text(json.dumps(NOTEBOOK))
    (submission.folder / "timestamp.txt").write_text(when)
    assert read(submission).timestamp == parse_utc(when) == datetime(2020, 1, 2, 3, 4, 5)


TOO_MANY = "there are more files or folders than a hand-in may have: the others were skipped"


def test_more_files_than_count_are_not_read(submission):
    submission.notebook.write_text(json.dumps(NOTEBOOK))
    for number in range(MAX_FILES + 5):
        (submission.folder / f"{number:05}.txt").touch()
    found = collect_hand_in(submission)
    assert (len(found.files), found.incomplete) == (MAX_FILES, True)
    assert b"small.ipynb" in found.files
    assert notes(read(submission)) == [
        "there are more files or folders than a hand-in may have: the others were skipped"
    ]


def test_folders_without_end_are_not_followed(submission):
    submission.notebook.write_text(json.dumps(NOTEBOOK))
    folder = submission.folder
    for _ in range(300):
        folder = folder / "d"
        try:
            folder.mkdir()
        except OSError:
            break
    assert len(collect_hand_in(submission).files) == 1


def test_what_the_course_ignores_is_left_behind_without_a_word(submission):
    submission.notebook.write_text(json.dumps(NOTEBOOK))
    for name in (".ipynb_checkpoints", "__pycache__", "feedback"):
        (submission.folder / name).mkdir()
        (submission.folder / name / "x.pyc").touch()
    (submission.folder / "page.html").touch()
    hand_in = read(submission, ("*.html", "feedback"))
    assert (hand_in.files, notes(hand_in)) == ([], [])


@pytest.mark.parametrize("seed", range(10))
def test_bytes_flipped_at_random_are_read_or_unreadable(submission, prepared, seed):
    rng, content = random.Random(seed), json.dumps(prepared.honest).encode()
    for _ in range(30):
        mangled = bytearray(content)
        for _ in range(rng.randint(1, 4)):
            mangled[rng.randrange(len(mangled))] = rng.randrange(32, 127)
        try:
            notebook, _ = prepared.read(bytes(mangled))
        except Unreadable:
            continue
        assert grade_ids(notebook) == ORDER


def test_folders_count_too(submission):
    submission.notebook.write_text(json.dumps(NOTEBOOK))
    for number in range(300):
        (submission.folder / f"{number:03}" / "/".join("abcdefghijklmnopqr")).mkdir(parents=True)
    (submission.folder / "999.txt").touch()
    found = collect_hand_in(submission)
    assert found.incomplete
    assert sorted(found.files) == [b"999.txt", b"small.ipynb"]
    assert notes(read(submission)) == [
        "there are more files or folders than a hand-in may have: the others were skipped"
    ]
