"""Hand-ins that lie where no class run looks for them: found by their names alone, so that nobody is passed over.

A hand-in belongs into `submitted/<student>/<assignment>/`. Nothing is opened here and no link is followed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from initcourse.grading.submission.model import Submission
from initcourse.grading.submission.reading import printable_name, printable_path

ENDINGS = (".ipynb", ".zip")
"""Endings of what may be a hand-in."""

MAX_LOOKED_AT = 2_000
"""Files and folders that are looked at below one folder that has no assignment's name."""


@dataclass(frozen=True)
class Misplaced:
    """A hand-in in a wrong place: whose `submission` it seems to be, and what to do."""

    submission: Submission
    todo: str


def find_misplaced(submitted: Path, known: Sequence[str], names: Sequence[str]) -> Iterator[Misplaced]:
    """Yield what lies in `submitted`, in no `<student>/<assignment>/`, and seems to be for one of `names`.

    `known` are all assignments of the course. What does not tell its assignment is taken for the first of `names`.
    """
    for entry in _entries(submitted):
        where = printable_path(submitted / entry.name)
        if not entry.is_dir(follow_symlinks=False):
            if entry.name.lower().endswith(ENDINGS):
                todo = f"{where} lies in no student's folder: move it into <student>/<assignment>/"
                yield from _about(submitted, entry.name, entry.name, todo, known, names)
        elif entry.name in known:
            if any(_notebooks(Path(entry.path))):
                todo = f"{where} is called like an assignment: folders belong into <student>/<assignment>/"
                yield from _about(submitted, entry.name, entry.name, todo, known, names)
        else:
            yield from _of_student(submitted, entry.name, known, names)


def _of_student(submitted: Path, student: str, known: Sequence[str], names: Sequence[str]) -> Iterator[Misplaced]:
    for entry in _entries(submitted / student):
        where = printable_path(submitted / student / entry.name)
        if not entry.is_dir(follow_symlinks=False):
            if entry.name.lower().endswith(ENDINGS):
                todo = f"{where} lies in no assignment's folder: move it into {student}/<assignment>/"
                yield from _about(submitted, student, entry.name, todo, known, names)
        elif entry.name not in known and not entry.name.startswith(".") and any(_notebooks(Path(entry.path))):
            todo = f"{where} has the name of no assignment: there is {', '.join(known)}"
            yield from _about(submitted, student, entry.name, todo, known, names)


def _about(
    submitted: Path, student: str, told_by: str, todo: str, known: Sequence[str], names: Sequence[str]
) -> Iterator[Misplaced]:
    """Yield it if it is for one of `names`; its own name says for which, if it is like one of those `known`."""
    wanted = _letters(told_by)
    meant = max((name for name in known if _letters(name) in wanted), key=len, default=names[0])
    if meant in names:
        label = printable_name(student)
        yield Misplaced(Submission(label, meant, submitted / student / meant), todo)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)
    return []


def _notebooks(folder: Path) -> Iterator[str]:
    """Yield the names of what may be hand-ins below a folder."""
    waiting, left = [folder], MAX_LOOKED_AT
    while waiting:
        for entry in _entries(waiting.pop()):
            left -= 1
            if left < 0:
                return
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            elif entry.name.lower().endswith(ENDINGS):
                yield entry.name


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()
