"""The folder of a graded hand-in: the notebook with its outputs and what it was made of, and the attached files.

A class run writes it after the gradebook. Its next run reads here what is graded already: the notebook's metadata hold
the provenance of its scores as hashes, for times of files say nothing after a copy or a checkout.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgspec
import nbformat
from nbformat import NotebookNode

import initcourse
from initcourse.grading.class_run.outcome import Outcome, ReportedOutcome
from initcourse.grading.course.folder import CourseFolder
from initcourse.grading.submission.canonical import Skeleton
from initcourse.grading.submission.model import content_digest

KEY = "initcourse"
"""Where the provenance and the outcome stand in the metadata of a graded notebook."""


@dataclass(frozen=True)
class Provenance:
    """What decides a hand-in's scores; a graded notebook holds these fields by these names.

    `hand_in`, `source` and `lock` are SHA-256: of what was handed in, of the source notebook with the gradebook's
    cells and the files beside it, and of the lock file ("" if there is none). `version` is this package's.
    `show_cells`: the cells that only show ran, too. `sandbox`: the student's code ran in the sandbox. `apart`: test
    cells ran in the judge. `follow_through`: a mistake costs once. `compare`: the
    judge's verdicts were compared with those of one process.
    """

    hand_in: str
    source: str
    lock: str
    version: str
    seed: int | None
    show_cells: bool
    sandbox: bool
    apart: bool
    follow_through: bool
    compare: bool


@dataclass(frozen=True)
class SharedProvenance:
    """The part of the provenance that all hand-ins of one assignment share."""

    source: str
    lock: str
    seed: int | None
    show_cells: bool
    sandbox: bool
    apart: bool
    follow_through: bool
    compare: bool

    def of(self, hand_in: str) -> Provenance:
        """Return the provenance of the hand-in with this hash."""
        return Provenance(hand_in=hand_in, version=initcourse.__version__, **asdict(self))


@dataclass(frozen=True)
class Cost:
    """What executing a hand-in took; the fields are those of `TaskResult`."""

    seconds: float
    second_opinion: float
    follow_through_seconds: float
    cpu: float
    max_rss: int


def shared_provenance(
    folder: CourseFolder,
    assignment: str,
    skeleton: Skeleton,
    files: Mapping[str, bytes],
    *,
    seed: int | None,
    show_cells: bool,
    sandbox: bool,
    apart: bool,
    follow_through: bool,
    compare: bool,
) -> SharedProvenance:
    """Read what decides, besides the hand-in, how an assignment is graded; the keywords are `Provenance`'s.

    `files` lie beside the source notebook.
    """
    recorded = msgspec.msgpack.encode(skeleton, order="deterministic")
    beside = [part for name, content in sorted(files.items()) for part in (os.fsencode(name), content)]
    return SharedProvenance(
        source=content_digest(folder.source(assignment).read_bytes(), recorded, *beside),
        lock=content_digest(folder.lock_file.read_bytes()) if folder.lock_file.is_file() else "",
        seed=seed,
        show_cells=show_cells,
        sandbox=sandbox,
        apart=apart,
        follow_through=follow_through,
        compare=compare,
    )


def stamp(
    metadata: dict[str, Any], provenance: Provenance, reported: ReportedOutcome, cost: Cost | None = None
) -> None:
    """Write into a notebook's metadata what its scores were made of, and what became of the hand-in."""
    outcome = {
        "outcome": reported.outcome.value,
        "message": reported.message,
        "credited": list(reported.credited),
    }
    metadata[KEY] = asdict(provenance) | outcome | (asdict(cost) if cost else {})


def stamped_outcome(path: Path, provenance: Provenance) -> ReportedOutcome | None:
    """Return the outcome in the graded notebook at `path` if it was made from the same; None otherwise."""
    stamped = _stamped(path)
    if any(stamped.get(key) != value for key, value in asdict(provenance).items()):
        return None
    try:
        credited = tuple(map(str, stamped.get("credited", ())))
        return ReportedOutcome(Outcome(str(stamped.get("outcome"))), str(stamped.get("message", "")), credited)
    except (ValueError, TypeError):
        return None


def stamped_hand_in(path: Path) -> str | None:
    """Return the hash of the hand-in that the graded notebook at `path` was made from; None if it does not say."""
    hand_in = _stamped(path).get("hand_in")
    return hand_in if isinstance(hand_in, str) else None


def answers(notebook: NotebookNode) -> dict[str, str]:
    """Return the text of every answer in a notebook, by grade_id."""
    cells = [(cell.metadata.get("nbgrader", {}), cell.source) for cell in notebook.cells]
    return {
        metadata["grade_id"]: source if isinstance(source, str) else "".join(source)
        for metadata, source in cells
        if metadata.get("solution")
    }


def earlier_answers(path: Path) -> dict[str, str] | None:
    """Return the text of every answer in the graded notebook at `path`, by grade_id; None if there is none."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return answers(nbformat.from_dict({"cells": cells}))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def write_graded(path: Path, notebook: NotebookNode, files: Mapping[str, bytes]) -> None:
    """Let the folder hold the graded notebook and the attached `files` and nothing else.

    Each file comes by a rename, the notebook last. What an earlier hand-in has left is no obstacle, be it a folder
    where now a file belongs.
    """
    if path.parent.is_dir():
        _clear(path.parent, "", {path.name, *files})
    for name, content in files.items():
        _replace(path.parent / name, content)
    _replace(path, (nbformat.writes(notebook) + "\n").encode(errors="surrogatepass"))


def _stamped(path: Path) -> dict[str, Any]:
    try:
        stamped = json.loads(path.read_text(encoding="utf-8"))["metadata"][KEY]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return stamped if isinstance(stamped, dict) else {}


def _clear(folder: Path, inside: str, names: Collection[str]) -> None:
    """Remove from `folder/inside` whatever is none of the files `names`, paths in `folder`, nor a folder of theirs."""
    with os.scandir(folder / inside) as entries:
        found = list(entries)
    for entry in found:
        name = f"{inside}{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            if name not in names:
                os.unlink(entry.path)
        elif any(kept.startswith(f"{name}/") for kept in names):
            _clear(folder, f"{name}/", names)
        else:
            shutil.rmtree(entry.path)


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
        with suppress(OSError):
            os.unlink(new)
        if isinstance(error, OSError):
            error.filename = str(path)  # a write that fails does not say where
        raise
