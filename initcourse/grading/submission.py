"""Read one hand-in: from a path to a notebook, or to the reason why a person must look.

`batch` asks before it hands a notebook to nbgrader, so that one broken file costs one line and not the class.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import nbformat


@dataclass(frozen=True)
class Submission:
    """One student's folder for one assignment."""

    student: str
    assignment: str
    folder: Path

    @property
    def notebook(self) -> Path:
        """Where the notebook must be: it is called like the assignment."""
        return self.folder / f"{self.assignment}.ipynb"


def find_submissions(submitted: Path, assignment: str) -> list[Submission]:
    """Return the hand-ins for `assignment` under `submitted/<student>/<assignment>`, by student."""
    folders = sorted(path for path in submitted.glob(f"*/{assignment}") if path.is_dir())
    return [Submission(folder.parent.name, assignment, folder) for folder in folders]


def why_unreadable(submission: Submission) -> str | None:
    """Return in one line what is wrong with the file and what to do, or None if nbgrader can read it."""
    path = submission.notebook
    if not path.is_file():
        others = sorted(other.name for other in submission.folder.glob("*.ipynb"))
        if others:
            return f"no {path.name}, but {', '.join(others)}: rename the one that is meant"
        return f"no {path.name} in {submission.folder}: ask for it"
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        return f"{path.name} is no JSON ({_first_line(error)}): ask for the file again"
    if not isinstance(content, dict) or "cells" not in content:
        version = content.get("nbformat", "none") if isinstance(content, dict) else "none"
        return f"{path.name} is no notebook of format 4 (found {version}): open and save it in JupyterLab, or ask again"
    try:
        nbformat.validate(nbformat.read(path, as_version=4))
    except Exception as error:
        return f"{path.name} is no valid notebook ({_first_line(error)}): ask for the file again"
    return None


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0][:120]
