"""A notebook of the zoo as a source, as hand-ins, and as what a class run knows of an assignment before any comes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from initcourse.grading.class_run.autograded import SharedProvenance
from initcourse.grading.class_run.context import AssignmentContext
from initcourse.grading.class_run.task import HandInTask
from initcourse.grading.course.names import trust_boundary, why_together
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.execution.task import ExecutionOptions
from initcourse.grading.submission.canonical import (
    CanonicalCell,
    CanonicalHandIn,
    Skeleton,
    SkeletonCell,
    blank_notebook,
    rebuild,
)
from initcourse.grading.submission.model import HandIn
from tests.zoo.case import Case

MODULES = ("numpy", "pandas", "scipy", "sklearn.linear_model", "matplotlib.pyplot")
"""What the notebooks find imported."""

STUB = "# YOUR CODE HERE\nraise NotImplementedError()"

OPTIONS = ExecutionOptions(modules=MODULES, timeout=20)


def skeleton_of(case: Case) -> Skeleton:
    """Return the notebook as it is released; tests hold their hidden parts, as when they are graded."""
    cells = [SkeletonCell(id="title", cell_type="markdown", source=f"# {case.name}")]
    if case.text:
        cells.append(SkeletonCell(id="text", cell_type="markdown", source=case.text, grade_id="text", locked=True))
    if case.before:
        cells.append(SkeletonCell(id="before", cell_type="code", source=case.before, grade_id="before", locked=True))
    if case.given:
        cells.append(SkeletonCell(id="given", cell_type="code", source=case.given))
    cells.append(SkeletonCell(id="answer", cell_type="code", source=STUB, grade_id="answer", solution=True))
    marks = {"cell_type": "code", "grade": True, "locked": True, "points": 2.0}
    for number, test in enumerate(case.tests):
        cells.append(SkeletonCell(id=f"test-{number}", source=test, grade_id=f"test-{number}", **marks))  # type: ignore[arg-type]
    return Skeleton(name=case.name, cells=cells)


def notebook_with(case: Case, answer: str) -> NotebookNode:
    """Return the notebook with this answer in it."""
    skeleton = skeleton_of(case)
    texts = {"answer": answer}
    cells = [CanonicalCell(c.cell_type, texts.get(c.id, c.source), c.id, c.grade_id) for c in skeleton.cells]
    return nbformat.from_dict(rebuild(skeleton, CanonicalHandIn(cells)))


def source_of(case: Case) -> NotebookNode:
    """Return the source notebook."""
    return notebook_with(case, case.solution)


def context_of(case: Case, root: Path) -> AssignmentContext:
    """Return what a class run in the folder `root` knows of the assignment."""
    source = source_of(case)
    boundary = trust_boundary(source)
    provenance = SharedProvenance(
        source=digest(case),
        lock="",
        seed=1,
        show_cells=False,
        sandbox=True,
        apart=boundary is not None,
        follow_through=False,
    )
    return AssignmentContext(
        course=Course(root),
        name=case.name,
        skeleton=skeleton_of(case),
        recorded=frozenset(),
        options=OPTIONS,
        boundary=boundary,
        provenance=provenance,
        ignore=(),
        course_files={name: text.encode() for name, text in case.files.items()},
        solutions={"answer": case.solution},
        together=why_together(source),
    )


def task_of(context: AssignmentContext, case: Case, answer: str | None) -> HandInTask:
    """Return the task to grade this answer; None: the release as it is. The hand-in holds no other file."""
    notebook = blank_notebook(context.skeleton) if answer is None else notebook_with(case, answer)
    return HandInTask(
        skeleton=context.skeleton,
        hand_in=HandIn(files={f"{case.name}.ipynb".encode(): json.dumps(notebook).encode()}),
        ignored=(),
        folder=case.name,
        options=replace(context.options),
        boundary=context.boundary,
        course_files=context.course_files,
    )


def answers_of(case: Case) -> dict[str, str | None]:
    """Return who hands in what."""
    answers: dict[str, str | None] = {"right": case.solution, "wrong": case.wrong, "blank": None}
    return answers | ({"other": case.other} if case.other else {})


def digest(case: Case) -> str:
    """Return a hash of all that decides what a case scores."""
    texts: Sequence[str] = [case.solution, case.wrong, *case.tests, case.other, case.before, case.given, case.text]
    return hashlib.sha256(json.dumps([texts, sorted(case.files.items())]).encode()).hexdigest()[:16]
