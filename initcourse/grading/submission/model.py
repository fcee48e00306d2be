"""A student's folder for one assignment, what was found in it as bytes, and why a hand-in may have nothing to grade."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from initcourse.grading.errors import CourseError


class Unreadable(CourseError):
    """A hand-in that cannot be read as it is; the text says what to do."""


@dataclass(frozen=True)
class Submission:
    """One student's folder for one assignment."""

    student: str
    assignment: str
    folder: Path

    @property
    def notebook(self) -> Path:
        """Where the notebook must be: it has the assignment's name."""
        return self.folder / f"{self.assignment}.ipynb"


@dataclass(frozen=True)
class HandIn:
    """What a submission's folder holds: `files` by path as the file system has it, and why others were left out.

    Nothing of it was looked into. `incomplete`: there were more files than count. `problem` says why the folder itself
    cannot be read, "" if it can.
    """

    files: Mapping[bytes, bytes] = field(default_factory=dict)
    left_out: Mapping[bytes, str] = field(default_factory=dict)
    incomplete: bool = False
    problem: str = ""

    @property
    def digest(self) -> str:
        """The SHA-256 of everything that was found; it does not depend on the order of the files."""
        found = (part for name in sorted(self.files) for part in (name, self.files[name]))
        missed = (part for name in sorted(self.left_out) for part in (name, self.left_out[name].encode()))
        return content_digest(b"", *found, b"", *missed, self.problem.encode())


def content_digest(*parts: bytes) -> str:
    """Return the SHA-256 of `parts`; each is preceded by its length, so that no other cut gives the same hash."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.hexdigest()
