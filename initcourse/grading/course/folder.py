"""A course's folder: which assignments it holds, where everything lies, and what its `nbgrader_config.py` says.

nbgrader is not imported for it, so that `initcourse grade` can start its processes before nbgrader is read.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from traitlets.config import Config, PyFileConfigLoader

from initcourse.grading.errors import CourseError


def assignment_names(root: Path) -> list[str]:
    """Return the names of the assignments under `root/source`, sorted."""
    return sorted(path.parent.name for path in (root / "source").glob("*/*.ipynb") if path.stem == path.parent.name)


def read_config(root: Path) -> Config:
    """Return what `root/nbgrader_config.py` says; empty where there is none. Raises `CourseError` if it is broken."""
    path = root / "nbgrader_config.py"
    if not path.exists():
        return Config()
    try:
        return PyFileConfigLoader(path.name, path=str(root)).load_config()
    except Exception as error:
        raise CourseError(f"{path} cannot be read ({error}): restore it with git") from error


def copy_course(root: Path, into: Path, *, config: bool = True) -> None:
    """Copy `root/source` and, with `config`, `root/nbgrader_config.py` if there is one, into a new course folder."""
    shutil.copytree(root / "source", into / "source", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    if config and (root / "nbgrader_config.py").exists():
        shutil.copy(root / "nbgrader_config.py", into)
