"""A course's `nbgrader_config.py`, read without importing nbgrader."""

from __future__ import annotations

from pathlib import Path

from traitlets.config import Config, PyFileConfigLoader

from initcourse.grading.errors import CourseError
from initcourse.grading.kernels import MODULES


def read_config(root: Path) -> Config:
    """Return what `root/nbgrader_config.py` says; empty where there is none. Raises `CourseError` if it is broken."""
    path = root / "nbgrader_config.py"
    if not path.exists():
        return Config()
    try:
        return PyFileConfigLoader(path.name, path=str(root)).load_config()
    except Exception as error:
        raise CourseError(f"{path} cannot be read ({error}): restore it with git") from error


def kernel_modules(config: Config) -> list[str]:
    """Return what the kernels of a course with this configuration find imported."""
    return list(config.get("Execute", {}).get("modules", MODULES))
