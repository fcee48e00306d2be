"""Collect the bytes of one hand-in from its folder, or say why a person must look. Nothing is looked into.

A class run asks before anything is executed, so that one broken file costs one line and not the class. Nothing but
regular files is ever opened, and no link is followed, wherever it points. What the bytes and the names mean is for
`reading` to say, in a process of its own.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from initcourse.grading.submission.model import HandIn, Submission

MAX_TOTAL_BYTES = 100_000_000
"""What all files of a hand-in may hold: pictures and data of the course have a hundredth of it."""

MAX_NOTEBOOK_BYTES = 30_000_000
"""What a notebook's file may hold: with all its pictures one of the course has a tenth of it."""

MAX_FILES = 2_000
"""Files in a hand-in; a virtual environment or a `node_modules` handed in by mistake has more."""

MAX_ENTRIES = 2 * MAX_FILES
"""Files and folders that are looked at in all."""

MAX_DEPTH = 20
"""Folders inside each other."""

MAX_PATH_LENGTH = 1_000
"""Bytes of a file's path in the folder; the file system takes four times as many, for all folders above, too."""


O_PATH = getattr(os, "O_PATH", os.O_RDONLY)
"""Opens a folder that may be entered and not listed; only Linux has it."""

TOO_LARGE = "it is too large"

NOT_READABLE = "it cannot be read"


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


def collect_hand_in(submission: Submission) -> HandIn:
    """Return what the submission's folder holds; the hand-in has a `problem` if the folder cannot be read."""
    try:
        with (
            _opened(submission.folder.parent, O_PATH) as student,
            _opened(submission.folder.name, os.O_RDONLY, student) as folder,
        ):
            return _collect(folder, os.fsencode(submission.notebook.name))
    except NotRegular:
        return HandIn(problem="the folder handed in is a link: ask for the files")
    except OSError:
        return HandIn(problem=f"{submission.notebook.name} {may_not_be_read(submission.folder)}")


def read_regular(name: bytes, max_bytes: int, folder: int | None = None) -> bytes:
    """Return what a regular file holds, by its `name` in an open `folder`.

    Raises `NotRegular`, or `OSError` with EFBIG if it exceeds `max_bytes`.
    """
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise NotRegular("it is a link") from error
        if error.errno == errno.ENXIO:
            raise NotRegular("it is not a file") from error
        raise
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise NotRegular("it is not a file")
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(max_bytes + 1) if status.st_size <= max_bytes else b""
    finally:
        os.close(handle)
    if status.st_size > max_bytes or len(content) > max_bytes:
        raise OSError(errno.EFBIG, "too large")
    return content


def _collect(folder: int, notebook: bytes) -> HandIn:
    """Read what is in an open folder, the notebook first, so that no other file takes the room that it needs."""
    files: dict[bytes, bytes] = {}
    left_out: dict[bytes, str] = {}
    bytes_left, entries_left = MAX_TOTAL_BYTES, iter(range(MAX_ENTRIES))
    for name, parent in chain(_first(folder, notebook), _names(folder, entries_left)):
        if name in files or name in left_out:
            continue
        if len(files) + len(left_out) == MAX_FILES:
            return HandIn(files=files, left_out=left_out, incomplete=True)
        most = min(bytes_left, MAX_NOTEBOOK_BYTES if name.endswith(b".ipynb") else bytes_left)
        try:
            if parent is None:
                raise NotRegular("it is not a file")
            files[name] = read_regular(os.path.basename(name), most, parent)
            bytes_left -= len(files[name])
        except OSError as error:
            left_out[name] = _reason(error)
    return HandIn(files=files, left_out=left_out, incomplete=next(entries_left, None) is None)


def _first(folder: int, name: bytes) -> list[tuple[bytes, int]]:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except OSError:
        return []
    return [(name, folder)]


def may_not_be_read(folder: Path | str) -> str:
    """Say what to do about a folder whose files may not be read."""
    return f"is there, but you may not read it: run 'chmod -R u+rX {folder}', as whom the files belong to"


def _names(folder: int, left: Iterator[int], inside: bytes = b"") -> Iterator[tuple[bytes, int | None]]:
    """Yield the paths of what is in an open folder, and the open folder around each; sorted, files first.

    Folders are entered by way of those around them, so that no link is followed whatever happens meanwhile. They have
    as many entries as their owner likes: one is looked at for each item of `left`. What lies too deep, or cannot be
    entered, has no folder around it.
    """
    try:
        entries = sorted(_entries(folder, left), key=lambda entry: entry.name)
    except OSError:
        yield inside, None
        return
    inner = []
    for entry in entries:
        name = os.path.join(inside, os.fsencode(entry.name))
        if not entry.is_dir(follow_symlinks=False):
            yield name, folder
        elif not _is_hidden(os.fsencode(entry.name)):
            inner.append(name)
    for name in inner:
        if len(name) > MAX_PATH_LENGTH or name.count(b"/") > MAX_DEPTH:
            yield name, None
            continue
        try:
            with _opened(os.path.basename(name), os.O_RDONLY, folder) as opened:
                yield from _names(opened, left, name)
        except OSError:
            yield name, None


def _entries(folder: int, left: Iterator[int]) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return [entry for entry, _ in zip(entries, left, strict=False)]


@contextmanager
def _opened(name: str | bytes | Path, flags: int, around: int | None = None) -> Iterator[int]:
    """Open a folder, in the open folder `around` it; raise `NotRegular` if it is a link or no folder."""
    try:
        folder = os.open(name, flags | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=around)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            raise NotRegular("it is a link") from error
        raise
    try:
        yield folder
    finally:
        os.close(folder)


def _is_hidden(name: bytes) -> bool:
    """Whether it is a folder that programs keep for themselves, such as `.ipynb_checkpoints` or `__pycache__`."""
    return name.startswith(b".") or name == b"__pycache__"


def _reason(error: OSError) -> str:
    if isinstance(error, NotRegular):
        return str(error)
    return TOO_LARGE if error.errno == errno.EFBIG else NOT_READABLE
