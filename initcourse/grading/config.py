"""A course's `nbgrader_config.py`, read without importing nbgrader."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from traitlets.config import Config, PyFileConfigLoader

from initcourse.grading.errors import CourseError
from initcourse.grading.imports import MODULES
from initcourse.grading.policy import ignored_files


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


def harmless_pages() -> Config:
    """Return what makes nbgrader's feedback pages and formgrader's marking page harmless, whatever a hand-in holds.

    Merge it into `nbgrader_config.py` before anything else. Files that could act in a browser or configure a program
    are then not copied along with hand-ins, nor with releases.
    """
    markup = "initcourse.grading.markup"
    clean = {"markdown2html": f"{markup}.markdown2html", "clean_html": f"{markup}.harmless_html"}
    exporter = {
        "preprocessors": ["initcourse.grading.pages.HarmlessCells"],
        "filters": clean | {"strip_files_prefix": f"{markup}.unchanged"},
        "extra_template_basedirs": [str(Path(__file__).parent / "templates"), _formgrader_templates()],
        "sanitize_html": True,
        "skip_svg_encoding": False,
        "embed_images": False,
    }
    return Config(
        {
            "HTMLExporter": exporter,
            "GenerateFeedback": {"exporter_class": "initcourse.grading.pages.FeedbackExporter"},
            "CourseDirectory": {"ignore": ignored_files()},
        }
    )


def _formgrader_templates() -> str:
    (package,) = find_spec("nbgrader").submodule_search_locations
    return str(Path(package) / "server_extensions" / "formgrader" / "templates")
