"""Before a class: can its tests judge this source, apart from student code? Its official solution and its release say.

Both go the way that hand-ins go. Where a test cell does not give the official solution all of its points in the judge,
or gives some to the release as it is, and does not in the student's own process, the notebook's tests run there: it
says so, with the cell and why. What is wrong in both is wrong in the source, and is told as well.

What comes out is kept beside the graded notebooks and asked for again only if something has changed that it rests on.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import nbformat
from nbformat import NotebookNode

from initcourse.grading.class_run.context import AssignmentContext
from initcourse.grading.class_run.task import HandInResult, HandInTask, read_and_execute
from initcourse.grading.course.names import TrustBoundary
from initcourse.grading.execution.notebook_run import is_test
from initcourse.grading.execution.outputs import points_of
from initcourse.grading.execution.task import ExecutionOptions
from initcourse.grading.submission.canonical import CanonicalCell, CanonicalHandIn, Skeleton, rebuild
from initcourse.grading.submission.model import HandIn, content_digest

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
    keys = {name: _key(context) for name, context in contexts.items()}
    found = {name: _kept(context, keys[name]) for name, context in contexts.items()}
    unknown = {name: context for name, context in contexts.items() if found[name] is None}
    with suppress(Exception):  # what cannot be run here is told of the hand-ins, one by one
        trials = {name: _try(context, context.boundary, executor) for name, context in unknown.items()}
        for name, context in unknown.items():
            found[name] = judged = _judge(context, keys[name], trials[name], executor)
            _keep(context, judged)
    return {name: _apply(context, found[name]) for name, context in contexts.items()}


def _try(context: AssignmentContext, boundary: TrustBoundary | None, executor: Executor) -> _Trial:
    """Hand in the official solution and the release."""
    official = _task(context, context.solutions, boundary)
    blank = _task(context, {}, boundary)
    return _Trial(executor.submit(read_and_execute, official), executor.submit(read_and_execute, blank))


def _judge(context: AssignmentContext, key: str, trial: _Trial, executor: Executor) -> Calibration:
    apart = trial.shortfalls()
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
    content = json.dumps(_notebook(context.skeleton, answers)).encode("utf-8", "surrogatepass")
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


def _notebook(skeleton: Skeleton, answers: Mapping[str, str]) -> NotebookNode:
    """Return the notebook as it was released, with these answers in it."""
    cells = [
        CanonicalCell(cell.cell_type, answers.get(cell.grade_id, cell.source), cell.id, cell.grade_id)
        for cell in skeleton.cells
    ]
    return rebuild(skeleton, CanonicalHandIn(cells))


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
    """Return a hash of all that decides what a trial comes to: the source, how it is run, and what is installed."""
    shared = [repr(context.provenance), repr(_options(context)), repr(context.boundary is None), sys.version]
    return content_digest("\n".join(shared).encode(), "\n".join(sorted(_installed(sys.path))).encode())


def _installed(folders: Iterable[str]) -> set[str]:
    """Return the names of what says what is installed: each holds a package's version."""
    names: set[str] = set()
    for folder in folders:
        with suppress(OSError):
            names |= {name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info"))}
    return names


def _path(context: AssignmentContext) -> Path:
    digest = hashlib.sha256(os.fsencode(context.name)).hexdigest()[:16]
    return context.course.graded / f".calibration-{digest}.json"


def _kept(context: AssignmentContext, key: str) -> Calibration | None:
    try:
        found = msgspec.json.decode(_path(context).read_bytes(), type=Calibration)
    except (OSError, msgspec.DecodeError):
        return None
    return found if found.key == key else None


def _keep(context: AssignmentContext, found: Calibration) -> None:
    _path(context).write_bytes(msgspec.json.encode(found))
