"""Hand in what students and their programs make of a notebook, and read it."""

import json
import os
import random

import pytest

from initcourse.grading.repair import repair
from initcourse.grading.sanitize import sanitize
from initcourse.grading.submission import MOST_CELLS, Submission, Unreadable, parse, read
from tests.grading.test_repair import ORDER, order, small  # noqa: F401  a fixture

NOTEBOOK = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def submission(tmp_path):
    return Submission("ada", "small", tmp_path)


def told(hand_in):
    return [one.what for one in hand_in.repairs]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_encoding_of_json_is_read(submission, encoding):
    notebook, repairs = parse(submission, json.dumps(NOTEBOOK).encode(encoding))
    assert (notebook.cells, repairs) == ([], ())


def test_a_windows_file_is_read_and_told(submission):
    cell = {"cell_type": "markdown", "metadata": {}, "source": "Größe"}
    content = json.dumps(NOTEBOOK | {"cells": [cell]}, ensure_ascii=False).encode("cp1252")
    notebook, repairs = parse(submission, content)
    assert notebook.cells[0].source == "Größe"
    assert [one.what for one in repairs] == ["the file was not encoded in UTF-8: it was read as Windows-1252"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is no JSON"),
        (b'{"cells": [', "is no JSON"),
        (b"\0" * 40, "is no JSON"),
        (b"[" * 200_000, "is nested too deeply"),
        (b"[1, 2]", "is no notebook"),
        (b'{"cells": 3}', "is no notebook"),
        (json.dumps(NOTEBOOK | {"cells": [{}] * (MOST_CELLS + 1)}).encode(), "more than 10,000 cells"),
    ],
)
def test_what_is_no_notebook_says_why(submission, content, why):
    with pytest.raises(Unreadable, match=why):
        parse(submission, content)


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
    assert hand_in.files == {"data.csv": b"1,2"}
    assert {line.split(" was ")[0] for line in told(hand_in)} == {
        *("numpy.py", "initcourse/checks.py", "fast.so", "secret", "all", "pipe")
    }


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("/etc/passwd"), os.mkfifo, lambda path: path.mkdir()])
def test_a_notebook_that_is_no_file_is_never_opened(submission, make):
    make(submission.notebook)
    with pytest.raises(Unreadable, match="cannot be opened as a file"):
        read(submission)


def test_a_renamed_notebook_is_known_by_its_cells(submission):
    marked = {"cells": [{"metadata": {"nbgrader": {"grade_id": "double"}}}]}
    (submission.folder / "small (1).ipynb").write_text(json.dumps(marked))
    (submission.folder / "Untitled.ipynb").write_text(json.dumps(NOTEBOOK))
    hand_in = read(submission, wanted=frozenset({"double"}))
    assert json.loads(hand_in.content) == marked
    assert told(hand_in) == ["the notebook was called small (1).ipynb"]


def test_a_time_that_is_none_is_told(submission):
    submission.notebook.write_text(json.dumps(NOTEBOOK))
    (submission.folder / "timestamp.txt").write_text("yesterday")
    hand_in = read(submission)
    assert hand_in.timestamp is None
    assert told(hand_in) == ["timestamp.txt holds no time: graded as if handed in in time"]


@pytest.mark.parametrize("seed", range(10))
def test_bytes_flipped_at_random_are_read_or_unreadable(submission, small, seed):  # noqa: F811
    known, source, config, honest = small
    rng, content = random.Random(seed), json.dumps(honest).encode()
    for _ in range(30):
        mangled = bytearray(content)
        for _ in range(rng.randint(1, 4)):
            mangled[rng.randrange(len(mangled))] = rng.randrange(32, 127)
        try:
            notebook, _ = parse(submission, bytes(mangled))
        except Unreadable:
            continue
        notebook, _ = repair(notebook, known, source)
        assert order(sanitize(notebook, "small", known, config)) == ORDER
