"""Read one hand-in: from a folder to a notebook and the files beside it, or to the reason why a person must look.

`batch` asks before anything is run, so that one broken file costs one line and not the class.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbgrader.utils import parse_utc

from initcourse.grading.beside import MOST_BYTES, read_beside, read_regular, shown
from initcourse.grading.notebook_file import Unreadable, decoded
from initcourse.grading.repair import Repair


@dataclass(frozen=True)
class Submission:
    """One student's folder for one assignment."""

    student: str
    assignment: str
    folder: Path

    @property
    def notebook(self) -> Path:
        """Where the notebook must be: it is called like the assignment."""
        return self.folder / f"{self.assignment}.ipynb"


@dataclass(frozen=True)
class HandIn:
    """What a submission's folder holds: the notebook's bytes, the other `files` by path, and when it came (UTC)."""

    content: bytes
    files: dict[str, bytes]
    timestamp: datetime | None
    repairs: tuple[Repair, ...] = ()

    @property
    def digest(self) -> str:
        """A SHA-256 over everything that was handed in."""
        parts = [
            b"",
            self.content,
            *(part for name in sorted(self.files) for part in (os.fsencode(name), self.files[name])),
        ]
        return hashlib.sha256(b"".join(b"%d:" % len(part) + part for part in parts)).hexdigest()


def find_submissions(submitted: Path, assignment: str) -> list[Submission]:
    """Return the hand-ins for `assignment` under `submitted/<student>/<assignment>`, by student.

    A student's folder that may not be entered counts as one, so that nobody is passed over.
    """
    students = sorted(path for path in submitted.iterdir() if path.is_dir())
    folders = [student / assignment for student in students]
    return [
        Submission(folder.parent.name, assignment, folder)
        for folder in folders
        if not os.access(folder.parent, os.X_OK, effective_ids=True) or folder.is_dir()
    ]


def read(submission: Submission, ignore: Sequence[str] = (), wanted: frozenset[str] = frozenset()) -> HandIn:
    """Read the folder; other notebooks, links and what would shadow the course's modules are left out, and told.

    If none is called like the assignment, the one with the most cells of `wanted` counts. Raises `Unreadable`.
    """
    if os.path.islink(submission.folder):
        raise Unreadable("the folder handed in is a link: ask for the files")
    content, told = _notebook(submission, wanted)
    files, left = read_beside(submission.folder, ignore)
    time, wrong = _timestamp(files.get("timestamp.txt"))
    return HandIn(content, files, time, tuple(Repair(what) for what in (*told, *left, *wrong)))


def unread(submission: Submission) -> HandIn:
    """Return what can be said of a hand-in that cannot be read: the names and sizes of what is in its folder."""
    try:
        found = sorted((path.name, path.lstat().st_size) for path in submission.folder.iterdir())
    except OSError as error:
        found = [(str(error), 0)]
    return HandIn(b"".join(os.fsencode(f"{name} {size}\n") for name, size in found), {}, None)


def _notebook(submission: Submission, wanted: frozenset[str]) -> tuple[bytes, list[str]]:
    """Return the bytes of the notebook that is meant, and what is to be told of the choice."""
    path = submission.notebook
    try:
        others = sorted(other for other in submission.folder.glob("*.ipynb") if other != path)
        if path.exists() or path.is_symlink():
            return read_regular(path, MOST_BYTES), [f"{shown(o.name)} was left out: {path.name} counts" for o in others]
        found = [(len(wanted & _grade_ids(content)), other, content) for other, content in _read_all(others)]
    except OSError as error:
        raise Unreadable(f"{path.name} {_why(error, submission.folder)}") from error
    most = max((count for count, _, _ in found), default=0)
    best = [(other, content) for count, other, content in found if count == most and count]
    if len(best) == 1:
        return best[0][1], [f"the notebook was called {shown(best[0][0].name)}"]
    if others:
        names = ", ".join(shown(other.name) for other in others)
        raise Unreadable(f"no {path.name}, but {names}: rename the one that is meant")
    raise Unreadable(f"no {path.name} in {submission.folder}: ask for it")


def _why(error: OSError, folder: Path) -> str:
    """Say why a notebook cannot be opened, and what to do."""
    if isinstance(error, PermissionError):
        return f"is there, but you may not read it: run 'chmod -R u+rX {folder}', as whom the files belong to"
    return f"{'is too large' if error.errno == errno.EFBIG else 'is no file'}: ask for it again"


def _read_all(paths: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
    for path in paths:
        try:
            yield path, read_regular(path, MOST_BYTES)
        except OSError:
            continue


def _grade_ids(content: bytes) -> set[str]:
    return set(re.findall(r'"grade_id"\s*:\s*"([^"\\]*)"', decoded(content)[0]))


def _timestamp(content: bytes | None) -> tuple[datetime | None, list[str]]:
    """Return when the work was handed in; a time that cannot be told is told, and the work is graded without."""
    if content is None:
        return None, []
    try:
        return parse_utc(content.decode().strip()), []
    except (ValueError, OverflowError):
        return None, ["timestamp.txt holds no time: graded as if handed in in time"]
