"""What a page that shows a hand-in may do, in the words that browsers and nbgrader understand.

`harmless_pages` goes into a course's `nbgrader_config.py`. The Content-Security-Policy is the second defence: pages are
cleaned before (`exporter.py`), and a browser that finds something all the same neither runs it nor fetches it.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from traitlets.config import Config

FEEDBACK_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""A feedback page needs its own styles and its pictures, which it carries; no script, no font, no request."""


MARKING_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""formgrader's page has scripts of its own, in line and in files, and saves marks; nothing goes to another machine."""


ACTIVE_ENDINGS = ("htm*", "shtm*", "xht*", "xml", "xsl*", "svg*", "mht*", "js", "mjs", "swf", "rdf", "pth")
"""Files that a browser runs in the name of the server that shows them; formgrader serves what lies beside a hand-in."""


CONFIGURATION = ("nbgrader_config.*", "jupyter_*config*", "ipython_*config*", "sitecustomize.*", "usercustomize.*")
"""Files that nbgrader, Jupyter or Python run when they are started in the folder that holds them."""


UNMATCHED = (".*", "*[[]*", "*[*]*", "*[?]*")
"""Hidden files, which `*` does not match, and folders in which nbgrader's patterns match nothing."""


def policy_head(policy: str) -> str:
    """Return the HTML that puts a page under `policy` and keeps its address from other machines that it links to."""
    security = f'<meta http-equiv="Content-Security-Policy" content="{policy}"/>'
    return f'{security}<meta name="referrer" content="same-origin"/>'


def ignored_files() -> list[str]:
    """Return the patterns of files that are not copied along with a hand-in, for `CourseDirectory.ignore`."""
    nbgraders_own = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback"]
    active = [f"*.{_any_case(ending)}" for ending in ACTIVE_ENDINGS]
    return [*nbgraders_own, *active, *map(_any_case, CONFIGURATION), *UNMATCHED]


def _any_case(pattern: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" if letter.isalpha() else letter for letter in pattern)


def harmless_pages() -> Config:
    """Return what makes nbgrader's feedback pages and formgrader's marking page harmless, whatever a hand-in holds.

    Merge it into `nbgrader_config.py` before anything else. Files that could act in a browser or configure a program
    are then not copied along with hand-ins, nor with releases.
    """
    markup = "initcourse.grading.feedback.html"
    clean = {"markdown2html": f"{markup}.markdown2html", "clean_html": f"{markup}.harmless_html"}
    exporter = {
        "preprocessors": ["initcourse.grading.feedback.exporter.HarmlessCells"],
        "filters": clean | {"strip_files_prefix": f"{markup}.unchanged"},
        "extra_template_basedirs": [str(Path(__file__).parent / "templates"), _formgrader_templates()],
        "sanitize_html": True,
        "skip_svg_encoding": False,
        "embed_images": False,
    }
    return Config(
        {
            "HTMLExporter": exporter,
            "GenerateFeedback": {"exporter_class": "initcourse.grading.feedback.exporter.FeedbackExporter"},
            "CourseDirectory": {"ignore": ignored_files()},
        }
    )


def _formgrader_templates() -> str:
    (package,) = find_spec("nbgrader").submodule_search_locations
    return str(Path(package) / "server_extensions" / "formgrader" / "templates")
