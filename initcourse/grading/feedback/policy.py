"""What a page that shows a hand-in may do, in the words that browsers and nbgrader understand.

`harmless_pages` goes into a course's `nbgrader_config.py`. The Content-Security-Policy is the second defence: a page is
made of cleaned parts, and a browser that finds something active all the same neither runs it nor fetches it. Feedback
pages get theirs from `FeedbackExporter`, formgrader's marking page from its template, by a filter that is named here.
"""

from __future__ import annotations

from importlib.metadata import distribution
from pathlib import Path

from traitlets.config import Config

POLICIES = {
    "feedback": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'",
    "marking": "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'",
}
"""The policy of each kind of page.

A feedback page needs its own styles and its pictures, which it carries: no script, no font, no request. formgrader's
marking page has scripts of its own, in line and in files, and saves marks; nothing goes to another machine.
"""

ACTIVE_ENDINGS = ("htm*", "shtm*", "xht*", "xml", "xsl*", "svg*", "mht*", "js", "mjs", "swf", "rdf", "pth")
"""Files that a browser runs in the name of the server that shows them; formgrader serves what lies beside a hand-in."""

CONFIGURATION = ("nbgrader_config.*", "jupyter_*config*", "ipython_*config*", "sitecustomize.*", "usercustomize.*")
"""Files that nbgrader, Jupyter or Python run when they are started in the folder that holds them."""

UNMATCHED = (".*", "*[[]*", "*[*]*", "*[?]*")
"""Hidden files, which `*` does not match, and folders in which nbgrader's patterns match nothing."""

NBGRADERS_IGNORED = (".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback")
"""The patterns that nbgrader ignores by default; ours take their place."""


MAKE_HTML = ("highlight_code", "markdown2html", "ansi2html", "clean_html", "strip_files_prefix", "text_base64")
"""nbconvert's filters that make HTML of a text, or change it: texts come to them finished."""


def harmless_pages() -> Config:
    """Return what makes nbgrader's feedback pages and formgrader's marking page harmless, whatever a hand-in holds.

    Merge it into `nbgrader_config.py` before anything else. Files that could act in a browser or configure a program
    are then not copied along with hand-ins, nor with releases.
    """
    room = "initcourse.grading.feedback"
    filters = {
        **dict.fromkeys(MAKE_HTML, f"{room}.notebook.placed"),
        "policy_head": f"{room}.policy.policy_head",
    }
    exporter = {
        "preprocessors": [f"{room}.exporter.HarmlessCells"],
        "filters": filters,
        "extra_template_basedirs": [str(Path(__file__).parent / "templates"), _formgrader_templates()],
        "sanitize_html": True,
        "skip_svg_encoding": False,
        "embed_images": False,
    }
    return Config(
        {
            "HTMLExporter": exporter,
            "GenerateFeedback": {"exporter_class": f"{room}.exporter.FeedbackExporter"},
            "CourseDirectory": {"ignore": ignored_files()},
        }
    )


def policy_head(page: str) -> str:
    """Return the HTML that puts a page of this kind, "feedback" or "marking", under its policy.

    It also keeps the page's address from other machines that it links to. A filter for nbconvert's templates.
    """
    security = f'<meta http-equiv="Content-Security-Policy" content="{POLICIES[page]}"/>'
    return f'{security}<meta name="referrer" content="same-origin"/>'


def ignored_files() -> list[str]:
    """Return the patterns of files that are not copied along with a hand-in, for `CourseDirectory.ignore`."""
    active = [f"*.{_any_case(ending)}" for ending in ACTIVE_ENDINGS]
    return [*NBGRADERS_IGNORED, *active, *map(_any_case, CONFIGURATION), *UNMATCHED]


def _any_case(pattern: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" if letter.isalpha() else letter for letter in pattern)


def _formgrader_templates() -> str:
    """Return the folder of formgrader's templates, without importing nbgrader."""
    return str(distribution("nbgrader").locate_file("nbgrader/server_extensions/formgrader/templates"))
