"""Builds `release/`, the student version, from `source/`, and compares the two.

`initcourse release` calls `write_release`, which publishes only what keeps the rules, is proven and leaks nothing: the
release is written when every assignment that was asked for is well, each by one rename. `verify` uses `differences`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import nbformat

from initcourse.grading.authoring.cell_tables import fresh_table, table_path
from initcourse.grading.authoring.leaks import leaks
from initcourse.grading.authoring.proof_page import unproven
from initcourse.grading.course.assignment import Problem, read_assignment
from initcourse.grading.course.folder import assignment_names
from initcourse.grading.course.lint import problems
from initcourse.grading.course.names import MAY_FAIL_TAG, SHOW_TAG
from initcourse.grading.course.nbgrader import Course, build_release
from initcourse.grading.errors import CourseError


def write_release(root: Path, names: Sequence[str], *, proven: bool = False) -> list[Path]:
    """Rebuild `release/<name>` for every name, record the cells in the gradebook, and return the folders.

    Raises `CourseError` with every problem found, and then leaves `release/` as it was. With `proven`, that an
    assignment's tests are not proven as they are now is such a problem.
    """
    assignments = [read_assignment(root, name) for name in names]
    if proven and (missing := " ".join(unproven(root, assignments))):
        raise CourseError(
            f"not proven as it is now: {missing}: run `initcourse verify {missing}`, or release --unproven"
        )
    _refuse([problem for assignment in assignments for problem in problems(assignment)])
    (root / "release").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".build-", dir=root / "release") as folder:
        build_students_release(Course(root), names, Path(folder))
        _refuse(leaks([read_assignment(root, name) for name in assignment_names(root)], Path(folder)))
        for assignment in assignments:
            if table := table_path(root, assignment.name):
                table.write_text(fresh_table(assignment, Path(folder)), encoding="utf-8")
        return [_put(Path(folder) / name, root / "release" / name) for name in names]


def build_students_release(course: Course, names: Sequence[str], into: Path) -> None:
    """Build the releases as students get them: *Run All* goes on after any cell of an empty exercise."""
    build_release(course, names, into=into, record=True)
    for name in names:
        path = into / name / f"{name}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            marks, tags = cell.metadata.get("nbgrader", {}), cell.metadata.get("tags", [])
            if cell.cell_type == "code" and (marks.get("grade") or marks.get("solution") or SHOW_TAG in tags):
                cell.metadata["tags"] = [*tags, MAY_FAIL_TAG]
        nbformat.write(notebook, path)


def differences(root: Path, fresh: Path) -> list[Problem]:
    """Return the files under `root/release`, and tables of cells, that differ from the `fresh` build, either way."""
    published = {p.relative_to(root / "release"): p for p in (root / "release").rglob("*") if p.is_file()}
    built = {p.relative_to(fresh): p for p in fresh.rglob("*") if p.is_file()}
    differing = [
        (path.parts[0], path.name)
        for path in sorted(published.keys() | built.keys())
        if path not in published or path not in built or published[path].read_bytes() != built[path].read_bytes()
    ]
    for name in assignment_names(root):
        table = table_path(root, name)
        if table and (not table.exists() or table.read_text() != fresh_table(read_assignment(root, name), fresh)):
            differing.append((name, f"cells/{table.name}"))
    return [Problem(name, file, "differs from a fresh build: run `initcourse release`") for name, file in differing]


def _refuse(against: Sequence[Problem]) -> None:
    """Raise `CourseError` with all problems, if there are any."""
    if against:
        raise CourseError("\n".join(map(str, against)))


def _put(built: Path, place: Path) -> Path:
    """Replace the folder `place` by `built`; the old one is gone only when the new one stands."""
    old = built.with_name(f"{built.name}.old")
    if place.exists():
        place.rename(old)
    built.rename(place)
    shutil.rmtree(old, ignore_errors=True)
    return place
