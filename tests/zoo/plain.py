"""What plain nbgrader gives, and what is remembered of it: a kernel for each notebook takes minutes."""

from __future__ import annotations

import json
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade

from initcourse.grading.submission.canonical import blank_notebook
from tests.zoo.case import Case
from tests.zoo.cases import CASES
from tests.zoo.course import answers_of, digest, notebook_with, skeleton_of

REMEMBERED = Path(__file__).with_name("plain.json")


def remembered() -> dict[str, dict[str, object]]:
    """Return by case the digest that it had, and the points of each test cell by who handed in."""
    return json.loads(REMEMBERED.read_text()) if REMEMBERED.exists() else {}


def grade_plainly(case: Case) -> dict[str, object]:
    """Grade the hand-ins of one case by nbgrader's own `Execute`, in a kernel each."""
    return {"digest": digest(case)} | {who: _points(case, answer) for who, answer in answers_of(case).items()}


def _points(case: Case, answer: str | None) -> list[float]:
    notebook = blank_notebook(skeleton_of(case)) if answer is None else notebook_with(case, answer)
    notebook = nbformat.from_dict(notebook)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in case.files.items():
            (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / name).write_text(text)
        Execute().preprocess(notebook, {"metadata": {"path": folder}})
    tests = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    return [float(determine_grade(cell)[0] or 0) for cell in tests]


def remember_all() -> None:
    """Grade every case that is not remembered as it is now, and write all down."""
    known = {
        name: found for name, found in remembered().items() if name in CASES and found["digest"] == digest(CASES[name])
    }
    missing = [case for name, case in CASES.items() if name not in known]
    with ThreadPoolExecutor(2) as pool:
        for case, found in zip(missing, pool.map(grade_plainly, missing), strict=True):
            print(case.name, found, flush=True)
            known[case.name] = found
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(known[name])}" for name in sorted(known))
    REMEMBERED.write_text(f"{{\n{lines}\n}}\n")
