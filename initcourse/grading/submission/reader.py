"""Read one hand-in from its folder: the notebook's bytes and the attached files, or why a person must look.

A class run asks before anything is executed, so that one broken file costs one line and not the class; `Execute` asks
for the attached files of a hand-in that nbgrader grades. Nothing but regular files is ever opened, and no link is
followed, wherever it points. What the bytes mean is the parser's business.
"""

from __future__ import annotations

import codecs
import errno
import fnmatch
import json
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath

from nbgrader.utils import parse_utc

from initcourse.grading.submission.model import HandIn, Repair, Submission, Unreadable

MAX_TOTAL_BYTES = 100_000_000
"""What all files of a hand-in may hold: pictures and data of the course have a hundredth of it."""

MAX_FILES = 2_000
"""Files in a hand-in; a virtual environment or a `node_modules` handed in by mistake has more."""

MAX_NAME_LENGTH = 60
"""Characters of a student's file name that a message shows."""

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


def find_submissions(submitted: Path, assignment: str) -> list[Submission]:
    """Return the hand-ins for `assignment` under `submitted/<student>/<assignment>`, by student.

    A student's folder that may not be entered counts as one, so that nobody is passed over.
    """
    students = sorted(path for path in submitted.iterdir() if path.is_dir())
    folders = [student / assignment for student in students]
    return [
        Submission(student=folder.parent.name, assignment=assignment, folder=folder)
        for folder in folders
        if not os.access(folder.parent, os.X_OK, effective_ids=True) or folder.is_dir()
    ]


def read_hand_in(submission: Submission, ignore: Sequence[str] = (), grade_ids: frozenset[str] = frozenset()) -> HandIn:
    """Read the folder; raise `Unreadable` if it holds no notebook that is meant.

    Other notebooks, links and what would take the place of the course's modules are skipped and noted, and what matches
    a pattern of `ignore` without a note. If no notebook has the assignment's name, the one with the most cells of
    `grade_ids` counts.
    """
    if os.path.islink(submission.folder):
        raise Unreadable("the folder handed in is a link: ask for the files")
    content, notes = _notebook(submission, grade_ids)
    files, skipped = read_attached_files(submission.folder, ignore)
    timestamp, not_a_time = _timestamp(files.get("timestamp.txt"))
    repairs = tuple(Repair(what=note) for note in (*notes, *skipped, *not_a_time))
    return HandIn(content=content, files=files, timestamp=timestamp, repairs=repairs)


def unread_hand_in(submission: Submission) -> HandIn:
    """Return what tells a hand-in that cannot be read from another: the names and sizes of what is in its folder."""
    try:
        entries = sorted((path.name, path.lstat().st_size) for path in submission.folder.iterdir())
    except OSError as error:
        entries = [(str(error), 0)]
    return HandIn(content=b"".join(os.fsencode(f"{name} {size}\n") for name, size in entries))


def read_attached_files(folder: Path, ignore: Sequence[str]) -> tuple[dict[str, bytes], list[str]]:
    """Return the attached files by path, and one line for each that is skipped and why."""
    files: dict[str, bytes] = {}
    notes: list[str] = []
    bytes_left = MAX_TOTAL_BYTES
    for path, name in _entries(folder, ignore):
        reason = _why_skipped(path, name)
        if not reason and len(files) == MAX_FILES:
            return files, [*notes, f"more than {MAX_FILES:,} files were handed in: the others were skipped"]
        try:
            content = b"" if reason else read_regular(path, bytes_left)
        except NotRegular:
            reason = "it is not a file"
        except OSError as error:
            reason = "it is too large" if error.errno == errno.EFBIG else "it cannot be read"
        if reason:
            notes.append(f"{printable_name(name)} was skipped: {reason}")
        else:
            files[name], bytes_left = content, bytes_left - len(content)
    return files, notes


def read_regular(path: Path, max_bytes: int) -> bytes:
    """Return what a regular file holds; raise `NotRegular`, or `OSError` with EFBIG if it exceeds `max_bytes`."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise NotRegular(f"{path} is not a file") from error
        raise
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise NotRegular(f"{path} is not a file")
        content = file.read(max_bytes + 1) if status.st_size <= max_bytes else b""
        if status.st_size > max_bytes or len(content) > max_bytes:
            raise OSError(errno.EFBIG, "too large", str(path))
        return content


def decode_text(content: bytes) -> tuple[str, list[str]]:
    """Return the text of a JSON file, and a note on each thing that was put right.

    Encodings that JSON may have are recognized; anything else is read as Windows writes in western Europe.
    """
    notes = []
    try:
        text = content.decode("utf-8-sig" if content[:3] == codecs.BOM_UTF8 else json.detect_encoding(content))
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        notes.append("the file was not encoded in UTF-8: it was read as Windows-1252")
    if "\0" in text:
        text = text.replace("\0", "")
        notes.append("the file held NUL bytes: they were removed")
    return text, notes


def printable_name(name: str) -> str:
    """Return a student's file name as harmless text of at most `MAX_NAME_LENGTH` characters."""
    text = "".join(char if char.isprintable() else "?" for char in name)
    return text if len(text) <= MAX_NAME_LENGTH else f"{text[: MAX_NAME_LENGTH - 3]}..."


def _notebook(submission: Submission, grade_ids: frozenset[str]) -> tuple[bytes, list[str]]:
    """Return the bytes of the notebook that is meant, and notes on the choice."""
    path = submission.notebook
    try:
        others = sorted(other for other in submission.folder.glob("*.ipynb") if other != path)
        if path.exists() or path.is_symlink():
            notes = [f"{printable_name(other.name)} was skipped: {path.name} counts" for other in others]
            return read_regular(path, MAX_TOTAL_BYTES), notes
        by_count = [(len(grade_ids & _grade_ids(content)), other, content) for other, content in _read_all(others)]
    except OSError as error:
        raise Unreadable(f"{path.name} {_why_unreadable(error, submission.folder)}") from error
    highest = max((count for count, _, _ in by_count), default=0)
    best = [(other, content) for count, other, content in by_count if count == highest and count]
    if len(best) == 1:
        return best[0][1], [f"the notebook was called {printable_name(best[0][0].name)}"]
    if others:
        names = ", ".join(printable_name(other.name) for other in others)
        raise Unreadable(f"no {path.name}, but {names}: rename the one that is meant")
    raise Unreadable(f"no {path.name} in {submission.folder}: ask for it")


def _why_unreadable(error: OSError, folder: Path) -> str:
    """Say why a notebook cannot be opened, and what to do."""
    if isinstance(error, PermissionError):
        return f"is there, but you may not read it: run 'chmod -R u+rX {folder}', as whom the files belong to"
    return f"{'is too large' if error.errno == errno.EFBIG else 'is not a file'}: ask for it again"


def _read_all(paths: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
    """Yield the files that can be read."""
    for path in paths:
        try:
            yield path, read_regular(path, MAX_TOTAL_BYTES)
        except OSError:
            continue


def _grade_ids(content: bytes) -> set[str]:
    return set(re.findall(r'"grade_id"\s*:\s*"([^"\\]*)"', decode_text(content)[0]))


def _timestamp(content: bytes | None) -> tuple[datetime | None, list[str]]:
    """Return when the work was handed in, and a note if the file says no time; the work is graded all the same."""
    if content is None:
        return None, []
    try:
        return parse_utc(content.decode().strip()), []
    except (ValueError, OverflowError):
        return None, ["timestamp.txt holds no time: graded as if handed in in time"]


def _entries(folder: Path, ignore: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """Yield what is in the folder, but for notebooks and what nbgrader ignores; links to folders are not entered."""
    patterns = [*ignore, "*.ipynb"]
    for parent, folders, names in os.walk(folder, followlinks=False):
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        ignored = [name for name in folders if _matches(name, patterns)]
        folders[:] = sorted(set(folders) - set(links) - set(ignored))
        for name in sorted(set(names + links) - set(ignored)):
            if not _matches(name, patterns):
                path = Path(parent) / name
                yield path, str(path.relative_to(folder))


def _matches(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def _why_skipped(path: Path, name: str) -> str:
    """Return why a file is skipped; "" if it is not."""
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
