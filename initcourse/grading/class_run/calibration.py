"""Before a class: can its tests judge this source, apart from student code? Its official solution and its release say.

Both go the way that hand-ins go. Where a test cell does not give the official solution all of its points in the judge,
or gives some to the release as it is, and does not in the student's own process, the notebook's tests run there: it
says so, with the cell and why. What is wrong in both is wrong in the source, and is told as well.

What comes out is kept beside the graded notebooks, and by `initcourse verify` beside the sources; it is asked for again
only if something has changed that it rests on: the source, how it is run, what is installed, this package.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
import nbformat
from nbformat import NotebookNode

import initcourse
from initcourse.grading.class_run.context import AssignmentContext
from initcourse.grading.class_run.task import HandInResult, HandInTask, read_and_execute
from initcourse.grading.course.names import TrustBoundary
from initcourse.grading.execution.notebook_run import is_test
from initcourse.grading.execution.outputs import points_of
from initcourse.grading.execution.task import ExecutionOptions
from initcourse.grading.submission.canonical import released_notebook
from initcourse.grading.submission.model import HandIn, content_digest

Kept = TypeVar("Kept")

WITH_SOURCES = ".calibration.json"
"""The file beside the sources' folders that holds what trying each has shown, by assignment."""

MAX_WHY = 120
"""Characters of an error's text that a reason quotes."""


class Calibration(msgspec.Struct, frozen=True):
    """What trying the source has shown, for the state of things with this `key`.

    `together`: why tests must run in the student's own process; "" if they can run apart. `problems`: what is wrong
    with the source itself, in a sentence each.
    """

    key: str
    together: str = ""
    problems: list[str] = []


@dataclass(frozen=True)
class _Trial:
    """The official solution and the release, being tried with one boundary."""

    official: Future[HandInResult]
    blank: Future[HandInResult]

    def shortfalls(self) -> dict[tuple[str, str], str]:
        """Return what test cells do not give as they should, by grade_id and to what, as a sentence.

        Raises whatever a trial has failed with.
        """
        lost = {name: cell for name, cell in _tests(self.official).items() if points_of(cell) < _most(cell)}
        won = {name: cell for name, cell in _tests(self.blank).items() if points_of(cell) > 0}
        return {
            (name, "official"): f"cell {name} gives the official solution {_given(cell)}{_error(cell)}"
            for name, cell in lost.items()
        } | {(name, "blank"): f"cell {name} gives the release as it is {_given(cell)}" for name, cell in won.items()}


def calibrate(contexts: Mapping[str, AssignmentContext], executor: Executor) -> dict[str, AssignmentContext]:
    """Return the contexts as their sources can be graded; where that cannot be found out, as they were."""
    found = {name: known for name, context in contexts.items() if (known := _known(context))}
    unknown = {name: context for name, context in contexts.items() if name not in found}
    with suppress(Exception):  # what cannot be run here is told of the hand-ins, one by one
        for name, calibration in try_sources(unknown, executor):
            found[name] = calibration
            _path(unknown[name]).write_bytes(msgspec.json.encode(calibration))
    return {name: _apply(context, found.get(name)) for name, context in contexts.items()}


def try_sources(contexts: Mapping[str, AssignmentContext], executor: Executor) -> Iterator[tuple[str, Calibration]]:
    """Yield by assignment what trying its source shows, known or not; raise whatever a trial has failed with."""
    trials = {name: _try(context, context.boundary, executor) for name, context in contexts.items()}
    for name, context in contexts.items():
        yield name, _judge(context, trials[name], executor)


def keep_with_sources(sources: Path, found: Mapping[str, Calibration]) -> None:
    """Write what was found to the folder of the sources; what is there of other assignments stays."""
    path = sources / WITH_SOURCES
    kept = (_read(path, dict[str, Calibration]) or {}) | dict(found)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(dict(sorted(kept.items())))) + b"\n")


def _try(context: AssignmentContext, boundary: TrustBoundary | None, executor: Executor) -> _Trial:
    """Hand in the official solution and the release."""
    official = _task(context, context.solutions, boundary)
    blank = _task(context, {}, boundary)
    return _Trial(executor.submit(read_and_execute, official), executor.submit(read_and_execute, blank))


def _judge(context: AssignmentContext, trial: _Trial, executor: Executor) -> Calibration:
    key, apart = _key(context), trial.shortfalls()
    if not apart or context.boundary is None:
        return Calibration(key=key, problems=_sentences(apart))
    together = _try(context, None, executor).shortfalls()
    cured = [told for what, told in apart.items() if what not in together]
    if not cured:
        return Calibration(key=key, problems=_sentences(apart))
    reason = f"apart from student code, {'; '.join(cured)}"
    return Calibration(key=key, together=reason, problems=_sentences(together))


def _sentences(shortfalls: Mapping[tuple[str, str], str]) -> list[str]:
    return [f"{told}: correct the source" for told in shortfalls.values()]


def _apply(context: AssignmentContext, found: Calibration | None) -> AssignmentContext:
    if found is None:
        return context
    context = replace(context, problems=tuple(found.problems))
    if not found.together:
        return context
    provenance = replace(context.provenance, apart=False)
    return replace(context, boundary=None, together=found.together, provenance=provenance)


def _task(context: AssignmentContext, answers: Mapping[str, str], boundary: TrustBoundary | None) -> HandInTask:
    content = json.dumps(released_notebook(context.skeleton, answers)).encode("utf-8", "surrogatepass")
    return HandInTask(
        skeleton=context.skeleton,
        hand_in=HandIn(files={f"{context.name}.ipynb".encode(): content}),
        ignored=tuple(context.ignore),
        folder=f"the source of {context.name}",
        options=_options(context),
        boundary=boundary,
        course_files=context.course_files,
    )


def _options(context: AssignmentContext) -> ExecutionOptions:
    """Return how a trial is executed: once, as it only asks what one run shows."""
    return replace(context.options, follow_through=False, compare=False)


def _tests(future: Future[HandInResult]) -> dict[str, NotebookNode]:
    """Return the executed test cells by grade_id; raise `ValueError` if the notebook was not executed."""
    execution = future.result().execution
    if execution is None:
        raise ValueError("not executed")
    cells = nbformat.from_dict(json.loads(execution.notebook)).cells
    return {cell.metadata.nbgrader.grade_id: cell for cell in cells if is_test(cell)}


def _most(cell: NotebookNode) -> float:
    return float(cell.metadata.nbgrader.get("points", 0))


def _given(cell: NotebookNode) -> str:
    return f"{points_of(cell):g} of {_most(cell):g} points"


def _error(cell: NotebookNode) -> str:
    errors = (output for output in cell.outputs if output.output_type == "error")
    return next((f" ({error.ename}: {' '.join(error.evalue.split())[:MAX_WHY]})" for error in errors), "")


def _key(context: AssignmentContext) -> str:
    """Return a hash of all that decides what a trial comes to."""
    run = [context.provenance.source, repr(_options(context)), repr(context.boundary is None), sys.version]
    return content_digest("\n".join(run).encode(), "\n".join(sorted(_installed(sys.path))).encode(), _package())


def _installed(folders: Iterable[str]) -> set[str]:
    """Return the names of what says what is installed: each holds a package's version."""
    names: set[str] = set()
    for folder in folders:
        with suppress(OSError):
            names |= {name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info"))}
    return names


@cache
def _package() -> bytes:
    """Return a hash of this package's code."""
    root = Path(initcourse.__file__).parent
    files = {path.relative_to(root).as_posix(): path for path in root.rglob("*.py")}
    return content_digest(
        *(part for name in sorted(files) for part in (name.encode(), files[name].read_bytes()))
    ).encode()


def _path(context: AssignmentContext) -> Path:
    digest = hashlib.sha256(os.fsencode(context.name)).hexdigest()[:16]
    return context.course.graded / f".calibration-{digest}.json"


def _known(context: AssignmentContext) -> Calibration | None:
    """Return what an earlier trial of the same has shown, a class's or the one of who verified the course."""
    with_sources = _read(context.course.sources / WITH_SOURCES, dict[str, Calibration]) or {}
    key = _key(context)
    kept = (_read(_path(context), Calibration), with_sources.get(context.name))
    return next((found for found in kept if found is not None and found.key == key), None)


def _read(path: Path, kind: type[Kept]) -> Kept | None:
    """Return what a file holds; None if there is none, or something else in it."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        return None
