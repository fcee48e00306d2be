"""What a graded notebook was made of: written into its metadata, and read again to tell what is already done.

Times of files say nothing after a copy or a checkout; hashes do.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import initcourse
from initcourse.grading.sanitize import KnownCells

KEY = "initcourse"
"""Where it stands in the metadata of a graded notebook."""


@dataclass(frozen=True)
class Provenance:
    """SHA-256 of the hand-in, of the source with the gradebook's cells, and of the lock file; version; how it was run.

    `show_cells`: with the cells that only show. `sandbox`: behind walls. `apart`: test cells apart from the answers.
    """

    hand_in: str
    source: str
    lock: str
    version: str
    seed: int
    show_cells: bool
    sandbox: bool
    apart: bool


@dataclass(frozen=True)
class Course:
    """The part of the provenance that one assignment's hand-ins share."""

    source: str
    lock: str
    seed: int
    show_cells: bool
    sandbox: bool
    apart: bool

    def of(self, hand_in: str) -> Provenance:
        """Return the provenance of the hand-in with this hash."""
        return Provenance(hand_in, version=initcourse.__version__, **asdict(self))


def course_provenance(root: Path, assignment: str, known: KnownCells, **how: bool | int) -> Course:
    """Read what decides, besides the hand-in, how an assignment is graded; `how` are the last fields of `Course`."""
    source = (root / "source" / assignment / f"{assignment}.ipynb").read_bytes()
    cells = [[c.name, c.cell_type, c.locked, c.checksum] for c in known.source_cells.values()]
    points = [[c.name, c.max_score] for c in known.graded_cells.values()]
    lock = root / "requirements.lock"
    return Course(
        _digest(source, json.dumps([sorted(cells), sorted(points)]).encode()),
        _digest(lock.read_bytes()) if lock.is_file() else "",
        **how,
    )


def stamp(metadata: dict, provenance: Provenance, **result: object) -> None:
    """Write the provenance, and the `result` that was made from it, into a notebook's metadata."""
    metadata[KEY] = {**asdict(provenance), **result}


def stamped_result(path: Path, provenance: Provenance) -> dict | None:
    """Return the result in the graded notebook at `path` if it was made from the same; None otherwise."""
    stamped, expected = _stamped(path), asdict(provenance)
    if any(stamped.get(key) != value for key, value in expected.items()):
        return None
    return {key: value for key, value in stamped.items() if key not in expected}


def stamped_hand_in(path: Path) -> str | None:
    """Return the hash of the hand-in that the graded notebook at `path` was made from; None if it does not say."""
    hand_in = _stamped(path).get("hand_in")
    return hand_in if isinstance(hand_in, str) else None


def _stamped(path: Path) -> dict:
    try:
        stamped = json.loads(path.read_text(encoding="utf-8"))["metadata"][KEY]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return stamped if isinstance(stamped, dict) else {}


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(b"%d:" % len(part) + part for part in parts)).hexdigest()
