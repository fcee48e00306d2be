"""A course folder of the zoo's notebooks: an assignment for each case, and what its students hand in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.course.assignment import without_markers
from initcourse.grading.course.nbgrader import Course, build_release
from tests.support.small_course import graded, write_source, write_submission
from tests.zoo.case import POINTS, Case

MODULES = ("numpy", "pandas", "matplotlib.pyplot")
"""What processes of our grader find imported; plain nbgrader does not know the setting."""

CONFIG = f"c = get_config()\nc.Execute.modules = {list(MODULES)}\n"

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def write_course(root: Path, cases: Iterable[Case], config: str = "") -> None:
    """Write the sources, their release, the gradebook and all hand-ins; `config` is what `nbgrader_config.py` says.

    What lies beside a source is not handed in: students have it from the release, and many hand in the notebook alone.
    """
    cases = list(cases)
    (root / "nbgrader_config.py").write_text(config)
    for case in cases:
        write_source(root, source_notebook(case), case.name)
        for name, text in case.files.items():
            path = root / "source" / case.name / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    build_release(Course(root), [case.name for case in cases], into=root / "release", record=True)
    for case in cases:
        release = root / "release" / case.name / f"{case.name}.ipynb"
        for student, codes in answers(case).items():
            write_submission(root, student, hand_in(release, codes), case.name)


def source_notebook(case: Case) -> NotebookNode:
    """Return the source notebook of a case: its cells are called `answer`, `second`, `test-0`, `test-1` ..."""
    cells = []
    if case.text:
        cells.append(_locked(new_markdown_cell(case.text), "text"))
    if case.given:
        cells.append(new_code_cell(code(case.given), id="given"))
    if case.before:
        cells.append(_locked(new_code_cell(code(case.before)), "before"))
    cells += [graded(new_code_cell(text), name, "solution") for name, text in solutions(case).items()]
    cells += [graded(new_code_cell(code(test)), f"test-{k}", "test", POINTS) for k, test in enumerate(case.tests)]
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL})


def solutions(case: Case) -> dict[str, str]:
    """Return the official solutions with their markers, by grade_id."""
    return {"answer": code(case.solution)} | ({"second": code(case.second)} if case.second else {})


def answers(case: Case) -> dict[str, dict[str, str]]:
    """Return what everybody hands in: code by grade_id, by student; `blank` the release as it is."""
    right = {name: without_markers(text) for name, text in solutions(case).items()}
    students = {"blank": {}, "right": right, "wrong": right | {"answer": code(case.wrong)}}
    return students | ({"other_right": right | {"answer": code(case.other_right)}} if case.other_right else {})


def code(text: str) -> str:
    """Return code as it stands in a cell."""
    return dedent(text).strip("\n ")


def _locked(cell: NotebookNode, grade_id: str) -> NotebookNode:
    cell.id = grade_id
    kind = {"locked": True, "grade": False, "solution": False, "task": False}
    cell.metadata["nbgrader"] = {"grade_id": grade_id, "schema_version": 3} | kind
    return cell
