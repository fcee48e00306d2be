"""The files that a student handed in beside the notebook: which come along, and which stay behind.

`submission` asks. Nothing but regular files is ever opened, and no link is followed, wherever it points.
"""

from __future__ import annotations

import errno
import fnmatch
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

MOST_BYTES = 100_000_000
"""What all files of a hand-in may hold: pictures and data of the course have a hundredth of it."""

MOST_FILES = 2_000
"""Files in a hand-in; a virtual environment or a `node_modules` handed in by mistake has more."""

IMPORTED = sys.stdlib_module_names | {
    *("initcourse", "numpy", "scipy", "pandas", "sklearn", "matplotlib", "mpl_toolkits", "seaborn", "PIL"),
    *("tensorflow", "keras", "IPython", "ipykernel", "ipywidgets", "traitlets", "jupyter_client", "msgpack"),
    *("sitecustomize", "usercustomize", "nbgrader_config"),
}
"""Top-level modules that a file of the same name would take the place of: the working folder is on `sys.path`."""

BINARY = (".so", ".pyd", ".pth", ".dll", ".dylib")
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


def read_beside(folder: Path, ignore: Sequence[str]) -> tuple[dict[str, bytes], list[str]]:
    """Return the files beside the notebook by path, and one line for each that stays behind and why."""
    files: dict[str, bytes] = {}
    told: list[str] = []
    room = MOST_BYTES
    for path, name in _entries(folder, ignore):
        why = _reason(path, name)
        if not why and len(files) == MOST_FILES:
            return files, [*told, f"more than {MOST_FILES:,} files were handed in: the others were left out"]
        try:
            content = b"" if why else read_regular(path, room)
        except NotRegular:
            why = "it is no file"
        except OSError as error:
            why = "it is too large" if error.errno == errno.EFBIG else "it cannot be read"
        if why:
            told.append(f"{shown(name)} was left out: {why}")
        else:
            files[name], room = content, room - len(content)
    return files, told


def shown(name: str) -> str:
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


def _reason(path: Path, name: str) -> str:
    """Say why a file stays behind; "" if it does not."""
    parts = PurePosixPath(name).parts
    if path.is_symlink():
        return "it is a link"
    if any(part.startswith(".") for part in parts):
        return "hidden files are not taken along"
    if fnmatch.fnmatch(parts[-1], "jupyter_*_config.*") or parts[-1].endswith(BINARY):
        return "it would change how Python runs"
    if parts[0].split(".")[0] in IMPORTED and (len(parts) > 1 or parts[0].endswith((".py", ".pyc"))):
        return "it would take the place of a module that the course imports"
    return ""
