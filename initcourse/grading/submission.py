"""Read one hand-in: from a folder to a notebook and the files beside it, or to the reason why a person must look.

`batch` asks before anything is run, so that one broken file costs one line and not the class.
"""

from __future__ import annotations

import fnmatch
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import parse_utc

from initcourse.grading.errors import CourseError


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


class Unreadable(CourseError):
    """A hand-in that cannot be read as it is; the text says what to do."""


@dataclass(frozen=True)
class HandIn:
    """What a submission's folder holds: the notebook's bytes, the other `files` by path, and when it came (UTC)."""

    content: bytes
    files: dict[str, bytes]
    timestamp: datetime | None

    @property
    def digest(self) -> str:
        """A SHA-256 over everything that was handed in."""
        parts = [
            b"",
            self.content,
            *(part for name in sorted(self.files) for part in (name.encode(), self.files[name])),
        ]
        return hashlib.sha256(b"".join(b"%d:" % len(part) + part for part in parts)).hexdigest()


def find_submissions(submitted: Path, assignment: str) -> list[Submission]:
    """Return the hand-ins for `assignment` under `submitted/<student>/<assignment>`, by student."""
    folders = sorted(path for path in submitted.glob(f"*/{assignment}") if path.is_dir())
    return [Submission(folder.parent.name, assignment, folder) for folder in folders]


def read(submission: Submission, ignore: Sequence[str] = ()) -> HandIn:
    """Read the folder; files that match a pattern of `ignore`, other notebooks and links are left out.

    Raises `Unreadable` if the notebook is not there or the time of the hand-in cannot be told.
    """
    path = submission.notebook
    if not path.is_file():
        others = sorted(other.name for other in submission.folder.glob("*.ipynb"))
        if others:
            raise Unreadable(f"no {path.name}, but {', '.join(others)}: rename the one that is meant")
        raise Unreadable(f"no {path.name} in {submission.folder}: ask for it")
    files = {str(file.relative_to(submission.folder)): file.read_bytes() for file in _files(submission.folder, ignore)}
    return HandIn(path.read_bytes(), files, _timestamp(files.get("timestamp.txt")))


def parse(submission: Submission, content: bytes) -> NotebookNode:
    """Return the notebook in the bytes of a file; raise `Unreadable` if there is none."""
    name = submission.notebook.name
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        raise Unreadable(f"{name} is no JSON ({_first_line(error)}): ask for the file again") from error
    if not isinstance(found, dict) or "cells" not in found:
        version = found.get("nbformat", "none") if isinstance(found, dict) else "none"
        raise Unreadable(
            f"{name} is no notebook of format 4 (found {version}): open and save it in JupyterLab, or ask again"
        )
    try:
        notebook = nbformat.convert(nbformat.from_dict(found), 4)
        nbformat.validate(notebook)
    except Exception as error:
        raise Unreadable(f"{name} is no valid notebook ({_first_line(error)}): ask for the file again") from error
    return _joined(notebook)


def _joined(notebook: NotebookNode) -> NotebookNode:
    """Join texts that the file holds as lists of lines."""
    from nbformat.v4.rwbase import rejoin_lines, strip_transient

    return strip_transient(rejoin_lines(notebook))


def _files(folder: Path, ignore: Sequence[str]) -> list[Path]:
    """Return the files beside the notebook, as nbgrader copies them, links left out."""
    found = []
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        ignored = any(fnmatch.fnmatch(part, pattern) for part in parts for pattern in [*ignore, "*.ipynb"])
        linked = any(parent.is_symlink() for parent in [path, *path.parents][: len(parts)])
        if path.is_file() and not ignored and not linked:
            found.append(path)
    return found


def _timestamp(content: bytes | None) -> datetime | None:
    if content is None:
        return None
    try:
        return parse_utc(content.decode().strip())
    except (ValueError, OverflowError) as error:
        raise Unreadable("timestamp.txt holds no time: correct it, or delete it if the time does not matter") from error


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0][:120]
