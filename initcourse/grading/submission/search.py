"""Find the notebook that is meant where none has the assignment's name: by what files hold, not by their names.

A file may have another ending, lie in a folder, or in a zip archive. `reading` asks, in a process that is confined to
one hand-in; what is unpacked is bounded, and names that lead out of their folder are not followed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from initcourse.grading.submission.parser import decode_text, grade_ids

MAX_UNPACKED_FILES = 200
"""Files that are taken from an archive."""

MAX_UNPACKED_BYTES = 30_000_000
"""What they may hold in all."""

ZIP = b"PK\x03\x04"
"""How a zip archive begins."""


@dataclass(frozen=True)
class Candidate:
    """What may be the notebook: its `content`, its `path` in the hand-in, and the `archive` that it lies in, or ""."""

    path: PurePosixPath
    content: bytes
    archive: str = ""

    @property
    def told(self) -> str:
        """Where it is, for a person."""
        return f"{self.archive}/{self.path}" if self.archive else str(self.path)


def candidates(files: Mapping[str, bytes]) -> list[Candidate]:
    """Return what looks like a notebook among `files` and in the archives among them, by path."""
    found = [Candidate(PurePosixPath(name), content) for name, content in files.items() if _is_like_one(content)]
    for name, content in files.items():
        if content.startswith(ZIP):
            inside = unpacked(content)
            found += [Candidate(PurePosixPath(path), data, name) for path, data in inside.items() if _is_like_one(data)]
    return sorted(found, key=lambda candidate: candidate.told)


def best(found: list[Candidate], known: set[str]) -> list[Candidate]:
    """Return the candidates with the most of the `known` cells; none if none has any."""
    counts = [len(known & grade_ids(candidate.content)) for candidate in found]
    highest = max(counts, default=0)
    return [candidate for candidate, count in zip(found, counts, strict=True) if count == highest and count]


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the regular files of a zip archive by their paths, as many as there is room for; none if it is broken."""
    files: dict[str, bytes] = {}
    room = MAX_UNPACKED_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in _regular(archive):
                if len(files) == MAX_UNPACKED_FILES:
                    break
                with archive.open(entry) as file:
                    data = file.read(room + 1)
                if len(data) > room:
                    break
                room -= len(data)
                files[entry.filename] = data
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return {}  # broken, encrypted, or packed in a way that Python cannot unpack
    return files


def _regular(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Yield the entries that are files, whose paths stay within the archive."""
    for entry in archive.infolist():
        path = PurePosixPath(entry.filename)
        link = (entry.external_attr >> 16) & 0o170000 == 0o120000
        inside = bool(path.parts) and not path.is_absolute() and not {"..", "__MACOSX"} & set(path.parts)
        if inside and not entry.is_dir() and not link and "\\" not in entry.filename:
            yield entry


def _is_like_one(content: bytes) -> bool:
    """Whether bytes may be a notebook's: they begin as a table in JSON."""
    return decode_text(content[:1_000])[0].lstrip("\ufeff \t\r\n").startswith("{")
