"""Read one hand-in: from a folder to a notebook and the files beside it, or to the reason why a person must look.

`batch` asks before anything is run, so that one broken file costs one line and not the class.


The files that a student handed in beside the notebook: which come along, and which stay behind.

`submission` asks. Nothing but regular files is ever opened, and no link is followed, wherever it points.
"""

from __future__ import annotations

import errno
import fnmatch
import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from nbgrader.utils import parse_utc

from initcourse.grading.submission.parser import Unreadable, decode_text
from initcourse.grading.submission.repair import Repair


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


def read_hand_in(submission: Submission, ignore: Sequence[str] = (), wanted: frozenset[str] = frozenset()) -> HandIn:
    """Read the folder; other notebooks, links and what would shadow the course's modules are left out, and told.

    If none is called like the assignment, the one with the most cells of `wanted` counts. Raises `Unreadable`.
    """
    if os.path.islink(submission.folder):
        raise Unreadable("the folder handed in is a link: ask for the files")
    content, told = _notebook(submission, wanted)
    files, left = read_attached_files(submission.folder, ignore)
    time, wrong = _timestamp(files.get("timestamp.txt"))
    return HandIn(content, files, time, tuple(Repair(what) for what in (*told, *left, *wrong)))


def unread_hand_in(submission: Submission) -> HandIn:
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
            return read_regular(path, MAX_TOTAL_BYTES), [
                f"{printable_name(o.name)} was left out: {path.name} counts" for o in others
            ]
        found = [(len(wanted & _grade_ids(content)), other, content) for other, content in _read_all(others)]
    except OSError as error:
        raise Unreadable(f"{path.name} {_why(error, submission.folder)}") from error
    most = max((count for count, _, _ in found), default=0)
    best = [(other, content) for count, other, content in found if count == most and count]
    if len(best) == 1:
        return best[0][1], [f"the notebook was called {printable_name(best[0][0].name)}"]
    if others:
        names = ", ".join(printable_name(other.name) for other in others)
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
            yield path, read_regular(path, MAX_TOTAL_BYTES)
        except OSError:
            continue


def _grade_ids(content: bytes) -> set[str]:
    return set(re.findall(r'"grade_id"\s*:\s*"([^"\\]*)"', decode_text(content)[0]))


def _timestamp(content: bytes | None) -> tuple[datetime | None, list[str]]:
    """Return when the work was handed in; a time that cannot be told is told, and the work is graded without."""
    if content is None:
        return None, []
    try:
        return parse_utc(content.decode().strip()), []
    except (ValueError, OverflowError):
        return None, ["timestamp.txt holds no time: graded as if handed in in time"]


MAX_TOTAL_BYTES = 100_000_000
"""What all files of a hand-in may hold: pictures and data of the course have a hundredth of it."""

MAX_FILES = 2_000
"""Files in a hand-in; a virtual environment or a `node_modules` handed in by mistake has more."""

PROTECTED_MODULES = sys.stdlib_module_names | {
    *("initcourse", "numpy", "scipy", "pandas", "sklearn", "matplotlib", "mpl_toolkits", "seaborn", "PIL"),
    *("tensorflow", "keras", "IPython", "ipykernel", "ipywidgets", "traitlets", "jupyter_client", "msgpack"),
    *("sitecustomize", "usercustomize", "nbgrader_config"),
}
"""Top-level modules that a file of the same name would take the place of: the working folder is on `sys.path`."""

BINARY_ENDINGS = (".so", ".pyd", ".pth", ".dll", ".dylib")
"""Endings of what Python or the system would load as machine code or as orders to itself."""


class NotRegular(OSError):
    """A link, a device, a pipe or a folder where a file must be."""


def read_regular(path: Path, most: int) -> bytes:
    """Return what a regular file holds; raise `NotRegular`, or `OSError` with EFBIG if it is larger than `most`."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise NotRegular(f"{path} is no file") from error
        raise
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise NotRegular(f"{path} is no file")
        content = file.read(most + 1) if status.st_size <= most else b""
        if status.st_size > most or len(content) > most:
            raise OSError(errno.EFBIG, "too large", str(path))
        return content


def read_attached_files(folder: Path, ignore: Sequence[str]) -> tuple[dict[str, bytes], list[str]]:
    """Return the files beside the notebook by path, and one line for each that stays behind and why."""
    files: dict[str, bytes] = {}
    told: list[str] = []
    room = MAX_TOTAL_BYTES
    for path, name in _entries(folder, ignore):
        why = _why_skipped(path, name)
        if not why and len(files) == MAX_FILES:
            return files, [*told, f"more than {MAX_FILES:,} files were handed in: the others were left out"]
        try:
            content = b"" if why else read_regular(path, room)
        except NotRegular:
            why = "it is no file"
        except OSError as error:
            why = "it is too large" if error.errno == errno.EFBIG else "it cannot be read"
        if why:
            told.append(f"{printable_name(name)} was left out: {why}")
        else:
            files[name], room = content, room - len(content)
    return files, told


def printable_name(name: str) -> str:
    """Return a student's file name as harmless text of at most 60 characters."""
    text = "".join(char if char.isprintable() else "?" for char in name)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _entries(folder: Path, ignore: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """Yield what is in the folder, but for notebooks and what nbgrader ignores; links to folders are not entered."""
    patterns = [*ignore, "*.ipynb"]
    for at, folders, names in os.walk(folder, followlinks=False):
        links = [name for name in folders if (Path(at) / name).is_symlink()]
        hidden = [name for name in folders if _ignored(name, patterns)]
        folders[:] = sorted(set(folders) - set(links) - set(hidden))
        for name in sorted(set(names + links) - set(hidden)):
            if not _ignored(name, patterns):
                path = Path(at) / name
                yield path, str(path.relative_to(folder))


def _ignored(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def _why_skipped(path: Path, name: str) -> str:
    """Say why a file stays behind; "" if it does not."""
    parts = PurePosixPath(name).parts
    if path.is_symlink():
        return "it is a link"
    if any(part.startswith(".") for part in parts):
        return "hidden files are not taken along"
    if fnmatch.fnmatch(parts[-1], "jupyter_*_config.*") or parts[-1].endswith(BINARY_ENDINGS):
        return "it would change how Python runs"
    if parts[0].split(".")[0] in PROTECTED_MODULES and (len(parts) > 1 or parts[0].endswith((".py", ".pyc"))):
        return "it would take the place of a module that the course imports"
    return ""
