"""The folder of a graded hand-in: the notebook with its outputs and scores' reasons, and the files beside it.

`job` writes it after the gradebook. What an earlier grading left there says which hand-in its scores belong to.


What a graded notebook was made of: written into its metadata, and read again to tell what is already done.

Times of files say nothing after a copy or a checkout; hashes do.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

import initcourse
from initcourse.grading.submission.model import KnownCells, content_digest


def write_graded(folder: Path, name: str, notebook: NotebookNode, files: dict[str, bytes]) -> None:
    """Write the graded notebook `name` and the files beside it, each by a rename, the notebook last."""
    for path, content in files.items():
        _replace(folder / path, content)
    _replace(folder / name, (nbformat.writes(notebook) + "\n").encode(errors="surrogatepass"))


def earlier_answers(path: Path) -> dict[str, str] | None:
    """Return the text of every answer in the graded notebook at `path`, by nbgrader's name; None if there is none."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return answers(nbformat.from_dict({"cells": cells}))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def answers(notebook: NotebookNode) -> dict[str, str]:
    """Return the text of every answer in a notebook, by nbgrader's name."""
    cells = [(cell.metadata.get("nbgrader", {}), cell.source) for cell in notebook.cells]
    return {
        meta["grade_id"]: source if isinstance(source, str) else "".join(source)
        for meta, source in cells
        if meta.get("solution")
    }


def _replace(path: Path, content: bytes) -> None:
    """Put `content` at `path`, read-only as nbgrader leaves it; a reader finds the old file or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, new = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(new, 0o444)
        os.replace(new, path)
    except BaseException as error:
        os.unlink(new)
        if isinstance(error, OSError):
            error.filename = str(path)  # a write that fails does not say where
        raise


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
class SharedProvenance:
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


def shared_provenance(root: Path, assignment: str, known: KnownCells, **how: bool | int) -> SharedProvenance:
    """Read what decides, besides the hand-in, how an assignment is graded; `how` are the last fields of `Course`."""
    source = (root / "source" / assignment / f"{assignment}.ipynb").read_bytes()
    cells = [[c.name, c.cell_type, c.locked, c.checksum] for c in known.source_cells.values()]
    points = [[c.name, c.max_score] for c in known.graded_cells.values()]
    lock = root / "requirements.lock"
    return SharedProvenance(
        content_digest(source, json.dumps([sorted(cells), sorted(points)]).encode()),
        content_digest(lock.read_bytes()) if lock.is_file() else "",
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
