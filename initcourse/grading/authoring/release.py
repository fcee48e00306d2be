"""From `source/` to `release/`: build the student version, and prove that it leaks nothing.

`initcourse release` and `initcourse verify` call this. The release is written only when every assignment that was
asked for is well, each by one rename.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import nbformat

import initcourse
from initcourse.grading.authoring.proof_page import unproven
from initcourse.grading.course.assignment import HIDDEN_TESTS, SOLUTION, Assignment, Problem, read_assignment, region
from initcourse.grading.course.folder import assignment_names
from initcourse.grading.course.lint import problems
from initcourse.grading.course.nbgrader import Course, build_release
from initcourse.grading.errors import CourseError

TELLING = 80
"""Characters, without white space, from which a passage of an answer is no coincidence elsewhere."""

SHORTEST = 12
"""Characters of the shortest answer that is looked for."""


def write_release(root: Path, names: Sequence[str], *, proven: bool = False) -> list[Path]:
    """Rebuild `release/<name>` for every name, record the cells in the gradebook, and return the folders.

    Raises `CourseError` with every problem found, and then leaves `release/` as it was. With `proven`, that an
    assignment's tests are not proven as they are now is such a problem.
    """
    assignments = [read_assignment(root, name) for name in names]
    if proven and (missing := unproven(root, assignments)):
        told = " ".join(missing)
        raise CourseError(f"not proven as it is now: {told}: run `initcourse verify {told}`, or release --unproven")
    found = [problem for assignment in assignments for problem in problems(assignment)]
    if found:
        raise CourseError("\n".join(str(problem) for problem in found))
    (root / "release").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".build-", dir=root / "release") as folder:
        build_release(Course(root), names, into=Path(folder), record=True)
        found = leaks([read_assignment(root, name) for name in assignment_names(root)], Path(folder))
        if found:
            raise CourseError("\n".join(str(problem) for problem in found))
        return [_put(Path(folder) / name, root / "release" / name) for name in names]


def leaks(assignments: Sequence[Assignment], release: Path) -> list[Problem]:
    """Return every passage of a solution, hidden test or mark scheme that students can read.

    They can read the notebooks under `release` and every file of the package, staff's part included.
    """
    package = Path(initcourse.__file__).parent
    readable = [*release.rglob("*.ipynb"), *(path for path in package.rglob("*") if path.suffix in {".py", ".json"})]
    texts = {path: _normal(_text(path)) for path in readable}
    return [
        Problem(assignment.name, cell, f"{passage!r} can be read in {path.name}: reword it there or in the answer")
        for assignment in assignments
        for cell, passage in secret_passages(assignment)
        for path, text in texts.items()
        if _normal(passage) in text
    ]


def secret_passages(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """Yield (cell id, passage) for everything of solutions, hidden tests, model answers and mark schemes.

    What a hidden test repeats from the visible part of a test cell is no secret.
    """
    shown = (region(cell.code, HIDDEN_TESTS, inside=False) for cell in assignment.of_kind("test"))
    visible = _normal("".join(chain.from_iterable(shown)))
    for cell in assignment.cells:
        if cell.kind == "solution":
            found = _passages(region(cell.code, SOLUTION))
        elif cell.kind == "test":
            found = [p for p in _passages(region(cell.code, HIDDEN_TESTS)) if _normal(p) not in visible]
        else:
            found = _passages(cell.code.splitlines()) if cell.kind == "written" else []
        yield from ((cell.grade_id, passage) for passage in found)


def _passages(lines: Sequence[str]) -> list[str]:
    """Return the shortest runs of whole lines that are long enough to tell, from every line on; all, if it is short."""
    lines = [line for line in lines if line.strip() and not line.strip().startswith(("import ", "from "))]
    runs = ["\n".join(lines[start:end]) for start in range(len(lines)) for end in range(start + 1, len(lines) + 1)]
    telling = {run.split("\n")[0]: run for run in reversed(runs) if len(_normal(run)) >= TELLING}
    return list(telling.values()) or ["\n".join(lines)] * (len(_normal("".join(lines))) >= SHORTEST)


def differences(root: Path, fresh: Path) -> list[Problem]:
    """Return the files under `root/release` that differ from the `fresh` build, either way."""
    ours = {p.relative_to(root / "release"): p for p in (root / "release").rglob("*") if p.is_file()}
    built = {p.relative_to(fresh): p for p in fresh.rglob("*") if p.is_file()}
    return [
        Problem(path.parts[0], path.name, "differs from a fresh build: run `initcourse release`")
        for path in sorted(ours.keys() | built.keys())
        if path not in ours or path not in built or ours[path].read_bytes() != built[path].read_bytes()
    ]


def _put(built: Path, place: Path) -> Path:
    """Replace the folder `place` by `built`; the old one is gone only when the new one stands."""
    old = built.with_name(f"{built.name}.old")
    if place.exists():
        place.rename(old)
    built.rename(place)
    shutil.rmtree(old, ignore_errors=True)
    return place


def _text(path: Path) -> str:
    """Return what a reader of the file sees: of a notebook, the cells' sources."""
    if path.suffix == ".ipynb":
        return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    return path.read_text(encoding="utf-8")


def _normal(text: str) -> str:
    """Drop white space, so that another indentation is still the same line."""
    return "".join(text.split())
