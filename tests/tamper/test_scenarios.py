"""What takes more than a notebook: links and odd names in folders, a second hand-in, data files, what a test keeps."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.class_run.outcome import Outcome
from initcourse.grading.class_run.run import prepare
from initcourse.grading.submission import folder as submission_folder
from initcourse.grading.submission.folder import collect_hand_in
from initcourse.grading.submission.model import Submission
from tests.support.small_course import (
    HALVE,
    RIGHT,
    SMALL_CONFIG,
    gradebook_contents,
    graded,
    small_notebook,
    write_source,
    write_submission,
)
from tests.tamper.doors import grade, records, run_nbgrader

TOKEN = "token-of-the-grader"

READS_ALL = """import os
for folder, _, names in os.walk("."):
    for name in names:
        print(name, open(os.path.join(folder, name), "rb").read(5000))
"""
"""A cell that prints every file beside it."""

WRONG = "def double(x):\n    return 3 * x + 1"

FULL = {"double-small": 4.0, "double-large": 8.0, "halve-values": 5.0}


def points(root: Path, student: str) -> dict[str, float | None]:
    """Return the student's points by test cell, and None for what waits for a person."""
    found = records(root, [student])
    return {
        cell: found[student, "small", cell, "score"][0] for cell in FULL if (student, "small", cell, "score") in found
    }


def honest(root: Path, *students: str) -> None:
    for student in students:
        write_submission(root, student, hand_in(root / "source/small/small.ipynb", RIGHT))


def bytes_below(folder: Path) -> bytes:
    paths = [Path(inside) / name for inside, _, names in os.walk(folder) for name in names]
    return b"".join(path.read_bytes() for path in paths if path.is_file())


# Links. Each of these makes something in the hand-in's folder that leads out of it.


def _fifo(path: Path, _: Path) -> None:
    os.mkfifo(path)


def _to(target: str) -> Callable[[Path, Path], None]:
    return lambda path, root: path.symlink_to(root / target)


def _chain(path: Path, root: Path) -> None:
    (path.parent / "first.txt").symlink_to(root / "outside/secret.txt")
    path.symlink_to("first.txt")


def _relative(path: Path, _: Path) -> None:
    path.symlink_to("../../../outside/secret.txt")


def _in_a_folder(path: Path, root: Path) -> None:
    path.mkdir()
    (path / "deep.txt").symlink_to(root / "outside/secret.txt")


def _dangling(path: Path, root: Path) -> None:
    path.symlink_to(root / "outside/not-there")


def _to_itself(path: Path, _: Path) -> None:
    path.symlink_to(path)


LINKS: dict[str, Callable[[Path, Path], None]] = {
    "to_a_file": _to("outside/secret.txt"),
    "to_the_source": _to("source/small/small.ipynb"),
    "to_the_gradebook": _to("gradebook.db"),
    "to_a_folder": _to("outside"),
    "to_the_course": _to("."),
    "chain": _chain,
    "relative": _relative,
    "in_a_folder": _in_a_folder,
    "fifo": _fifo,
    "dangling": _dangling,
    "to_itself": _to_itself,
}


@pytest.mark.slow
@pytest.mark.parametrize("door", ["initcourse", "nbgrader"])
def test_no_link_gives_a_file_away(door, course_with_gradebook):
    root = course_with_gradebook
    (root / "outside").mkdir()
    (root / "outside/secret.txt").write_text(TOKEN)
    honest(root, "alice", "zoe")
    code = {"double": "def double(x):\n    return 2 * x", "halve": f"{HALVE}\n\n{READS_ALL}"}
    for name, make in LINKS.items():
        write_submission(root, f"eve-{name}", hand_in(root / "source/small/small.ipynb", code))
        make(root / f"submitted/eve-{name}/small/notes.txt", root)
    (root / "submitted/mallory/small").mkdir(parents=True)
    (root / "submitted/mallory/small/small.ipynb").symlink_to(root / "submitted/alice/small/small.ipynb")
    if door == "nbgrader":
        run_nbgrader(root, "autograde", "small")
        run_nbgrader(root, "generate_feedback", "small")
    else:
        grade(root, jobs=2)
    for name in LINKS:
        for step in ("autograded", "feedback"):
            told = bytes_below(root / step / f"eve-{name}")
            assert TOKEN.encode() not in told
            assert b"multiplied_by_two_in_the_solution" not in told
            assert b"SQLite format" not in told
        assert points(root, f"eve-{name}") == FULL
        assert not [path for path in (root / "autograded").rglob("*") if path.is_symlink()]
    assert points(root, "alice") == points(root, "zoe") == FULL
    assert set(points(root, "mallory").values()) <= {None}


def test_a_students_folder_that_is_a_link_is_not_followed(course_with_gradebook):
    honest(course_with_gradebook, "alice")
    (course_with_gradebook / "submitted/mallory").symlink_to("alice")
    grade(course_with_gradebook)
    assert points(course_with_gradebook, "alice") == FULL
    assert set(points(course_with_gradebook, "mallory").values()) <= {None}


def test_an_assignments_folder_that_is_a_link_is_not_followed(course_with_gradebook):
    honest(course_with_gradebook, "alice")
    (course_with_gradebook / "submitted/mallory").mkdir()
    (course_with_gradebook / "submitted/mallory/small").symlink_to("../alice/small")
    results = {result.submission.student: result.outcome for result in grade(course_with_gradebook)}
    assert results == {"alice": Outcome.GRADED, "mallory": Outcome.UNREADABLE}
    assert set(points(course_with_gradebook, "mallory").values()) == {None}


def test_a_folder_that_becomes_a_link_while_it_is_read_is_not_followed(tmp_path, monkeypatch):
    inside, outside = tmp_path / "submitted/eve/small/data", tmp_path / "outside"
    for place in (inside, outside):
        place.mkdir(parents=True)
        (place / "a.txt").write_text(TOKEN if place == outside else "a")
    read = submission_folder.read_regular

    def swap_then_read(name: bytes, max_bytes: int, folder: int | None = None) -> bytes:
        if inside.is_dir() and not inside.is_symlink():
            shutil.rmtree(inside)
            inside.symlink_to(outside)
        return read(name, max_bytes, folder)

    monkeypatch.setattr(submission_folder, "read_regular", swap_then_read)
    found = collect_hand_in(Submission("eve", "small", inside.parent))
    assert TOKEN.encode() not in found.files.values()


# A second hand-in, in which something has become something else.


def _file(path: Path) -> None:
    path.write_text("a")


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "a.txt").write_text("a")


def _deep(path: Path) -> None:
    (path / "a/b/c").mkdir(parents=True)
    (path / "a/b/c/d.txt").write_text("a")


def _file_in_deep(path: Path) -> None:
    (path / "a").mkdir(parents=True)
    (path / "a/b").write_text("a")


def _link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def _nothing(_: Path) -> None:
    pass


CHANGES = {
    "folder_to_file": (_folder, _file),
    "file_to_folder": (_file, _folder),
    "file_to_link": (_file, _link),
    "folder_to_link": (_folder, _link),
    "link_to_folder": (_link, _folder),
    "deep_to_file": (_deep, _file),
    "deep_to_shallow": (_deep, _file_in_deep),
    "shallow_to_deep": (_file_in_deep, _deep),
    "file_to_nothing": (_file, _nothing),
}


@pytest.mark.slow
def test_a_second_hand_in_of_other_kinds_stops_nobody(course_with_gradebook):
    root = course_with_gradebook
    honest(root, "alice", "zoe", *CHANGES)
    for number in (0, 1):
        for student, kinds in CHANGES.items():
            path = root / f"submitted/{student}/small/x"
            shutil.rmtree(path, ignore_errors=True)
            path.unlink(missing_ok=True)
            kinds[number](path)
        outcomes = {result.submission.student: result.outcome for result in grade(root, jobs=2)}
        assert outcomes.keys() == {"alice", "zoe", *CHANGES}
        assert set(outcomes.values()) <= {Outcome.GRADED, Outcome.REPAIRED}
        for student in outcomes:
            assert points(root, student) == FULL
    for student, (_, after) in CHANGES.items():
        path = root / f"autograded/{student}/small/x"
        assert path.is_file() == (after is _file)
        assert path.is_dir() == (after in (_folder, _deep, _file_in_deep))


def test_a_notebook_that_becomes_a_folder_leaves_no_score_behind(course_with_gradebook):
    honest(course_with_gradebook, "alice", "eve")
    grade(course_with_gradebook)
    assert points(course_with_gradebook, "eve") == FULL
    notebook = course_with_gradebook / "submitted/eve/small/small.ipynb"
    notebook.unlink()
    _folder(notebook)
    outcomes = {result.submission.student: result.outcome for result in grade(course_with_gradebook)}
    assert outcomes == {"alice": Outcome.GRADED, "eve": Outcome.UNREADABLE}
    assert set(points(course_with_gradebook, "eve").values()) == {None}
    assert points(course_with_gradebook, "alice") == FULL


# Names of folders, files and times.

ODD_STUDENTS = ("[red]x", "[bold]", "[link=a]b", "[@click=a]c", ":smile:", "a\nb", "\x1b[31mred", "-rf", "a'b", "%s{0}")


def table_of(root: Path) -> str:
    """Return what `initcourse grade` prints."""
    command = [Path(sys.executable).with_name("initcourse"), "grade", "--jobs", "2"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_odd_names_of_students_are_shown_as_they_are_and_stop_nobody(course_with_gradebook):
    honest(course_with_gradebook, "alice", "zoe", *ODD_STUDENTS)
    shown = table_of(course_with_gradebook)
    for student in ("alice", "zoe", *ODD_STUDENTS):
        assert points(course_with_gradebook, student) == FULL
        assert shown.count(student) >= 1 or not student.isprintable()
    for student in ("[red]x", "[bold]", "[link=a]b", "[@click=a]c"):
        assert shown.count(student) == 2  # in its line and in the table


@pytest.mark.slow
def test_no_name_of_a_student_moves_the_cursor_or_becomes_a_picture(course_with_gradebook):
    honest(course_with_gradebook, ":smile:", "\x1b[31mred")
    shown = table_of(course_with_gradebook)
    assert "\x1b" not in shown
    assert shown.count(":smile:") == 2


def test_a_students_name_that_is_no_text_stops_nobody(course_with_gradebook):
    honest(course_with_gradebook, "alice", os.fsdecode(b"m\xff"), "zoe")
    outcomes = {result.submission.student: result.outcome for result in grade(course_with_gradebook)}
    assert outcomes["alice"] == outcomes["zoe"] == Outcome.GRADED
    assert points(course_with_gradebook, "alice") == points(course_with_gradebook, "zoe") == FULL


@pytest.mark.parametrize(
    "text",
    [
        *("1970-01-01 00:00:00 UTC", "9999-12-31 23:59:59 UTC", "0001-01-01 00:00:00 +999999", "now", "tomorrow"),
        *("2020-02-30 00:00:00 UTC", "1e400", "\ud800", "", "[red]2020"),
        *("2020-01-01 00:00:00 /proc/self/mem", "2020-01-01 00:00:00 /proc/kmsg"),
        *("2020-01-01 00:00:00 /etc/localtime", "2020-01-01 00:00:00 ../../../etc/localtime"),
        *("9" * 50 + "h", "0" * 4_000 + " : ", "1:" * 2_000, "2020-01-01T" + "9" * 300),
    ],
)
def test_no_time_that_cannot_be_is_recorded(text, course_with_gradebook):
    honest(course_with_gradebook, "eve")
    (course_with_gradebook / "submitted/eve/small/timestamp.txt").write_bytes(text.encode(errors="surrogatepass"))
    grade(course_with_gradebook)
    assert gradebook_contents(course_with_gradebook)["eve", "small", "", "time"] == (None, 0.0)
    assert points(course_with_gradebook, "eve") == FULL


@pytest.mark.slow
@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"data.bin": 70_000_000}, id="large"),
        pytest.param({"data.bin": 99_000_000}, id="largest"),
        pytest.param({f"{number}.csv": 500 for number in range(1_900)}, id="many"),
        pytest.param({f"{number}.csv": 40_000 for number in range(1_900)}, id="many_and_large"),
    ],
)
def test_a_right_hand_in_with_as_much_data_as_may_be_has_full_points(files, course_with_gradebook):
    honest(course_with_gradebook, "ada")
    for name, size in files.items():
        with open(course_with_gradebook / f"submitted/ada/small/{name}", "wb") as file:
            file.truncate(size)
    (course_with_gradebook / "nbgrader_config.py").write_text(f"{SMALL_CONFIG}c.Execute.notebook_timeout = 15\n")
    (result,) = grade(course_with_gradebook)
    assert result.outcome in (Outcome.GRADED, Outcome.REPAIRED)
    assert points(course_with_gradebook, "ada") == FULL


# What a test keeps of an argument is the judge's own memory, whatever a function does with the argument.

KEEPS_A_VIEW = """import numpy as np
from initcourse.checks import call, expect_close
values, table, row = np.arange(1000.0), {"a": [1, 2]}, [[1, 2], [3]]
view, first, items = values[::2], row[0], table["a"]
try:
    call(double, values, table, row)
except Exception:
    pass
spare = [np.full(1000, 7.0) for _ in range(100)]
values.flat[0] = 0.0
assert view.tolist() == [2.0 * n for n in range(500)]
assert values.ravel().tolist() == [float(n) for n in range(1000)]
assert isinstance(first, list) and isinstance(items, list)
"""

TAMPERS = (
    "x.resize((0,), refcheck=False)",
    "x.resize((100_000,), refcheck=False)",
    "x.dtype = 'i4'",
    "x.shape = (10, 100)",
    "x.dtype = [('a', 'f4'), ('b', 'f4')]",
    "x.setflags(write=False)",
    "x.strides = (8,)",
    "x.byteswap(inplace=True).resize(3, refcheck=False)",
    "table['a'] = x; table[1] = table; rows.append(rows)",
    "rows[0], rows[1] = table, rows; table.clear()",
    "rows[0].extend(range(100_000)); x.resize((7,), refcheck=False)",
    "table.update({str(n): n for n in range(100_000)}); x.partition(3); x.sort()",
)


def test_what_a_test_keeps_of_an_argument_is_never_freed_nor_moved(tmp_path, course_template):
    notebook = nbformat.read(course_template / "source/small/small.ipynb", as_version=4)
    test = next(cell for cell in notebook.cells if cell.id == "double-small")
    test.source = KEEPS_A_VIEW
    graded(test, "double-small", "test", 4)
    write_source(tmp_path, notebook)
    (tmp_path / "nbgrader_config.py").write_text(SMALL_CONFIG)
    prepare(tmp_path, ["small"])
    source = tmp_path / "source/small/small.ipynb"
    for place, tamper in enumerate(TAMPERS):
        code = f"def double(x, table=None, rows=None):\n    if table:\n        {tamper}\n    return 2 * x"
        write_submission(tmp_path, f"eve{place:02}", hand_in(source, RIGHT | {"double": code}))
    honest(tmp_path, "zoe")
    outcomes = {result.submission.student: result.outcome for result in grade(tmp_path, jobs=2)}
    assert set(outcomes.values()) == {Outcome.GRADED}
    found = {student: points(tmp_path, student) for student in outcomes}
    assert found == dict.fromkeys(outcomes, FULL)


# The course's text runs as a test, whatever its marks say of who may change it.


@pytest.mark.parametrize("cell", ["double-large", "double-small"])
def test_nobody_else_writes_what_runs_as_a_test(cell, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    notebook = small_notebook()
    marked = next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == cell)
    marked.metadata.nbgrader.locked = False
    root = tmp_path / "course"
    write_source(root, notebook)
    (root / "nbgrader_config.py").write_text(SMALL_CONFIG)
    prepare(root, ["small"])
    work = nbformat.reads(hand_in(root / "source/small/small.ipynb", RIGHT | {"double": WRONG}), as_version=4)
    for own in work.cells:
        if own.metadata.get("nbgrader", {}).get("grade_id") == cell:
            own.source = f"open({str(tmp_path / 'written')!r}, 'w').write('x' * 4)"
    write_submission(root, "eve", nbformat.writes(work))
    grade(root)
    assert points(root, "eve") == FULL | {"double-small": 0.0, "double-large": 0.0}
    assert not (tmp_path / "written").exists()
