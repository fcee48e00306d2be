"""A course of one small assignment without TensorFlow, for tests that need a whole course folder."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

ROOT = Path(__file__).parents[2]


TITLE = """# Double a number

| exercise | what you write | points |
|---|---|---|
| 1.1 | `double` | 12 |
| 1.2 | `halve` | 5 |
| 1.3 | `why_two` (written) | 3 |
| | **total** | **20** |
"""


DOUBLE = '''def double(x):
    """Return twice x."""
    ### BEGIN SOLUTION
    return multiplied_by_two_in_the_solution(x)


def multiplied_by_two_in_the_solution(x):
    return 2 * x
    ### END SOLUTION
'''


HALVE = '''def halve(x):
    """Return half of x."""
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION
'''


DOUBLE_SMALL = """from initcourse.checks import call, expect_close
expect_close(call(double, 3), 6, source="twice 3")
"""


DOUBLE_LARGE = """from initcourse.checks import call, expect_close
expect_close(call(double, 1), 2, source="twice 1")
### BEGIN HIDDEN TESTS
for hidden_input_of_double in (10, -4):
    expect_close(call(double, hidden_input_of_double), 2 * hidden_input_of_double, source="twice as much")
### END HIDDEN TESTS
"""


HALVE_VALUES = """from initcourse.checks import call, expect_close
expect_close(call(halve, 3), 1.5, source="half of 3")
"""


RIGHT = {"double": DOUBLE, "halve": HALVE}
"""The right answers of the small course."""


SMALL_MODULES = ("initcourse.checks",)
"""What warm kernels of the small course find imported; it does without TensorFlow."""


SMALL_CONFIG = f"""\
c = get_config()
c.Execute.timeout = 3
c.Execute.modules = {list(SMALL_MODULES)}
c.Execute.compare = False
"""


USE_OURS = 'c.Autograde.exporter_class = "initcourse.grading.class_run.nbgrader_plugin.ClassRunExporter"\n'
"""What has `nbgrader autograde` grade as `initcourse grade` does."""


def graded(cell: NotebookNode, grade_id: str, kind: str, points: int = 0) -> NotebookNode:
    """Mark `cell` as nbgrader does: `kind` is "solution", "test" or "written"."""
    cell.id = grade_id
    meta = {"grade_id": grade_id, "schema_version": 3, "task": False, "locked": kind == "test"}
    meta |= {"grade": kind != "solution", "solution": kind != "test"}
    cell.metadata["nbgrader"] = meta | ({"points": points} if kind != "solution" else {})
    return cell


def small_notebook() -> NotebookNode:
    """Return the source notebook of the small course."""
    code, markdown = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
    cells = [
        markdown(TITLE, id="title"),
        graded(code(DOUBLE), "double", "solution"),
        graded(code(DOUBLE_SMALL), "double-small", "test", 4),
        graded(code(DOUBLE_LARGE), "double-large", "test", 8),
        graded(code(HALVE), "halve", "solution"),
        graded(code(HALVE_VALUES), "halve-values", "test", 5),
        graded(markdown("Because two halves make a whole, says the answer."), "why_two", "written", 3),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def write_source(root: Path, notebook: NotebookNode, name: str = "small") -> None:
    """Save `notebook` as the source of the assignment `name`."""
    folder = root / "source" / name
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / f"{name}.ipynb")


def write_submission(root: Path, student: str, content: str, name: str = "small") -> None:
    """Save `content` as what `student` handed in."""
    folder = root / "submitted" / student / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.ipynb").write_text(content, encoding="utf-8")


def write_small_class(root: Path, config: str = "") -> None:
    """Add to a small course the hand-ins of a class: right, wrong, blank, late, and one that cannot be read.

    `config` is appended to the course's `nbgrader_config.py`; `late` and `punctual` have a `timestamp.txt`.
    """
    from initcourse.grading.authoring.release import write_release
    from initcourse.grading.authoring.sample_class import hand_in

    (root / "nbgrader_config.py").write_text(SMALL_CONFIG + config)
    write_release(root, ["small"])
    release = root / "release/small/small.ipynb"
    right = {"double": DOUBLE, "halve": HALVE}
    write_submission(root, "blank", release.read_text())
    write_submission(root, "broken", '{"cells": [')
    write_submission(root, "late", hand_in(release, right))
    write_submission(root, "punctual", hand_in(release, right))
    write_submission(root, "right", hand_in(release, right))
    write_submission(root, "wrong", hand_in(release, right | {"double": "def double(x):\n    return 3 * x - 3"}, None))
    (root / "submitted/late/small/timestamp.txt").write_text("2020-01-02 01:04:05.600000 UTC")
    (root / "submitted/punctual/small/timestamp.txt").write_text("2019-12-31 23:59:59 UTC")


def gradebook_contents(root: Path) -> dict[tuple[str, ...], tuple]:
    """Return all that grading wrote into the gradebook of the course `root`, and when every hand-in came."""
    from nbgrader.api import SubmittedAssignment

    from initcourse.grading.course.gradebook import all_records
    from initcourse.grading.course.nbgrader import Course

    with Course(root).gradebook() as gradebook:
        came = {
            (s.student.id, s.assignment.name, "", "time"): (s.timestamp, s.total_seconds_late)
            for s in gradebook.db.query(SubmittedAssignment)
        }
        return all_records(gradebook) | came


def counts(root: Path) -> dict[str, int]:
    """Return how many rows every table of the gradebook of the course `root` has."""
    from nbgrader.api import Base
    from sqlalchemy import func, select

    from initcourse.grading.course.nbgrader import Course

    with Course(root).gradebook() as gradebook:
        tables = Base.metadata.tables
        return {name: gradebook.db.scalar(select(func.count()).select_from(tables[name])) for name in tables}


def until(found: Callable[[], Any], *, seconds: float = 300) -> Any:
    """Return what `found` returns as soon as it is true; fail if it is not within `seconds`."""
    end = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < end, f"waited {seconds:g} s in vain"
        time.sleep(0.01)
    return value
