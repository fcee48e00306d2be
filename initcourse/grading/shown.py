"""What can be seen inside a sandbox: the options by which bubblewrap builds its file system, and the environment.

Nothing is shown but what is named here. The root folder is empty and in memory; the system, Python and this package
without staff's part are shown read-only; a few folders in memory can be written to.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

import initcourse
from initcourse.grading.imports import ONE_THREAD

HOME = "/home/student"
"""Where a student's process starts, and the hand-in's files are put."""

IN_MEMORY = (HOME, "/tmp", "/dev/shm")
"""The only folders that can be written to."""

SYSTEM = (
    *("/usr", "/lib", "/lib32", "/lib64", "/libx32", "/bin", "/sbin"),
    *("/etc/ld.so.cache", "/etc/fonts", "/etc/localtime"),
)
"""What Python, its libraries and the programs they call need of the system; no account, no setting."""


def file_system(size: int) -> list[str]:
    """Return the options; each folder that can be written to holds `size` bytes."""
    package = os.path.dirname(os.path.abspath(initcourse.__file__))
    python = {sys.base_prefix, os.path.realpath(sys.base_prefix), sys.prefix}
    shown = {path: ["--ro-bind", path, path] for path in {*filter(_is_there, SYSTEM), *python, package}}
    shown |= {path: ["--symlink", os.readlink(path), path] for path in filter(_is_link, SYSTEM)}
    hidden = {path: ["--perms", "0755", "--tmpfs", path] for path in (f"{package}/grading", *_work_among(shown))}
    free = {path: ["--size", str(size), "--perms", "1777", "--tmpfs", path] for path in IN_MEMORY}
    options = ["--proc", "/proc", "--dev", "/dev"]
    for path, words in sorted((shown | hidden | free).items()):  # a folder comes before what is to lie in it
        options += [*_above(path), *words]
    return options + [word for path in (*hidden, "/dev", "/") for word in ("--remount-ro", path)]


def inside_env() -> dict[str, str]:
    """Return the whole environment of a student's process: nothing of it is the grader's but where Python is."""

    return {
        "HOME": HOME,
        "USER": "student",
        "LOGNAME": "student",
        "PATH": f"{sys.prefix}/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TMPDIR": "/tmp",
        "IPYTHONDIR": "/tmp/ipython",  # not among the hand-in's files
        **ONE_THREAD,
    }


def _is_there(path: str) -> bool:
    return os.path.exists(path)


def _is_link(path: str) -> bool:
    """Say whether it is a folder that has moved below /usr; other links are followed."""
    return os.path.islink(path) and not os.readlink(path).startswith("/")


def _work_among(shown: Iterable[str]) -> list[str]:
    """Return the working directory, where the course may be, if it lies in one that is shown."""
    try:
        work = os.getcwd()
    except FileNotFoundError:
        return []
    return [work] if any(work.startswith(f"{path}/") for path in shown) else []


def _above(path: str) -> list[str]:
    """Return the options that make the folders that the path lies in; bubblewrap alone would make them root's."""
    folder = os.path.dirname(path)
    return [] if folder == "/" else [*_above(folder), "--perms", "0755", "--dir", folder]
