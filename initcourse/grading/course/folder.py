"""A course's folder: where its notebooks lie, which assignments it holds, and what its `nbgrader_config.py` says.

Every room asks here for a path. `initcourse grade` reads the configuration before it starts its processes, and imports
nbgrader while they import TensorFlow: so nothing of nbgrader is imported here.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from traitlets.config import Config, PyFileConfigLoader

from initcourse.grading.errors import CourseError


@dataclass(frozen=True)
class CourseFolder:
    """The paths of a course under its folder `root`; a file need not exist.

    An assignment has one notebook, called like the assignment. `source`, `release`, `submitted` and `autograded` return
    its path; the folder around it holds the attached files.
    """

    root: Path

    @property
    def sources(self) -> Path:
        """The folder of the source notebooks: a folder for each assignment."""
        return self.root / "source"

    @property
    def releases(self) -> Path:
        """The folder of what students fetch: a folder for each assignment."""
        return self.root / "release"

    @property
    def submissions(self) -> Path:
        """The folder of what was handed in: a folder for each student, and in it a folder for each assignment."""
        return self.root / "submitted"

    @property
    def graded(self) -> Path:
        """The folder of graded hand-ins, with the same folders as `submissions`."""
        return self.root / "autograded"

    @property
    def bank(self) -> Path:
        """The folder of right and wrong answers that the tests are proven by."""
        return self.root / "tests" / "bank"

    @property
    def config_file(self) -> Path:
        """nbgrader's configuration of the course."""
        return self.root / "nbgrader_config.py"

    @property
    def lock_file(self) -> Path:
        """The versions of all packages that the course was proven with."""
        return self.root / "requirements.lock"

    def source(self, assignment: str) -> Path:
        """Return the path of the assignment's source notebook."""
        return _notebook(self.sources, assignment)

    def release(self, assignment: str) -> Path:
        """Return the path of the notebook that students fetch."""
        return _notebook(self.releases, assignment)

    def files_beside(self, assignment: str, ignored: Iterable[str] = ()) -> dict[str, bytes]:
        """Return what lies beside the assignment's source notebook, by relative path: nbgrader lays it over hand-ins.

        What matches one of the patterns `ignored`, or is no regular file, is not among it.
        """
        notebook, folder = self.source(assignment), self.source(assignment).parent
        patterns = [*ignored, ".ipynb_checkpoints", "__pycache__"]
        files = {}
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            left = any(fnmatch(part, pattern) for part in name.parts for pattern in patterns)
            if path != notebook and not left and path.is_file() and not path.is_symlink():
                files[name.as_posix()] = path.read_bytes()
        return files

    def hints_file(self, assignment: str) -> Path:
        """Return the path of the table of hints for the assignment's hidden checks."""
        return self.bank / assignment / "hints.json"

    def submitted(self, student: str, assignment: str) -> Path:
        """Return the path of the notebook that a student handed in, if it is called like the assignment."""
        return _notebook(self.submissions / student, assignment)

    def autograded(self, student: str, assignment: str) -> Path:
        """Return the path of a student's graded notebook."""
        return _notebook(self.graded / student, assignment)


def assignment_names(root: Path) -> list[str]:
    """Return the names of the assignments under `root/source`, sorted."""
    folder = CourseFolder(root)
    notebooks = folder.sources.glob("*/*.ipynb")
    return sorted(path.parent.name for path in notebooks if path == folder.source(path.parent.name))


def read_config(root: Path) -> Config:
    """Return what `root/nbgrader_config.py` says; empty where there is none. Raises `CourseError` if it is broken."""
    path = CourseFolder(root).config_file
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


def _notebook(folder: Path, assignment: str) -> Path:
    return folder / assignment / f"{assignment}.ipynb"
