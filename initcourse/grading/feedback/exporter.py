"""Feedback pages and formgrader's marking page, harmless whatever a hand-in holds.

`config.harmless_pages` names what is here to nbgrader. A feedback page comes out of `FeedbackExporter`: the notebook
is rebuilt, rendered with harmless filters, and the page is searched once more and put under a policy. formgrader makes
its own exporter; there `HarmlessCells` rebuilds the notebook, the filters are the same, a template brings the policy.


What a page that shows a hand-in may do, in the words that browsers and nbgrader understand.

The Content-Security-Policy is the second wall: pages are cleaned before (`pages.py`), and a browser that finds
something all the same neither runs it nor fetches it.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from bs4 import BeautifulSoup, Tag
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List

from initcourse.grading.feedback.html import LINK, PICTURE
from initcourse.grading.feedback.notebook import harmless_notebook
from initcourse.grading.feedback.policy import FEEDBACK_POLICY, policy_head

REFUSED_ELEMENTS = [
    "script",
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "base",
    "link",
    "form",
    "svg",
    "math",
    "portal",
]
"""Elements that no feedback page has, wherever they came from."""

ADDRESSES = ("srcset", "action", "formaction", "background", "poster", "ping", "data", "cite", "longdesc", "xlink:href")

ACTIVE_STYLE = re.compile(r"url\s*\(|@import|expression|\\", re.IGNORECASE)

SUSPECT = re.compile(
    rf"<(?:{'|'.join(REFUSED_ELEMENTS)})\b|<[^<]*?[\s/](?:on\w+|http-equiv|{'|'.join(ADDRESSES)})\s*="
    r"|\s(?:href|src)\s*=(?!\"(?:data:image/|https?://|mailto:|#))|\sstyle=[^<>]*?(?:url\s*\(|@import|expression|\\)",
    re.IGNORECASE,
)
"""What a page may contain if any of this is in it; also text that only looks like it."""

PERSONAL = ("student", "first_name", "last_name", "notebook_path")
"""What formgrader's template writes into the page as it is."""


class HarmlessCells(NbGraderPreprocessor):
    """Rebuild the notebook before it becomes a page, and escape the names that formgrader shows with it."""

    display_data_priority = List(help="Which form of an output is preferred: nbconvert sets it.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Return the rebuilt notebook; names are escaped for formgrader alone, for feedback is looked up by them."""
        if "submission_id" in resources:
            named = {name: resources[name] for name in PERSONAL if isinstance(resources.get(name), str)}
            resources.update({name: escape(value) for name, value in named.items()})
        return harmless_notebook(nb), resources


class FeedbackExporter(HTMLExporter):
    """nbgrader's feedback page, of which nothing runs and which asks for nothing."""

    def _preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Rebuild the notebook after scores and comments came in, and escape the name of its file."""
        nb, resources = super()._preprocess(nb, resources)
        if "notebook" in resources.get("nbgrader", {}):
            resources["nbgrader"]["notebook"] = escape(resources["nbgrader"]["notebook"])
        return harmless_notebook(nb), resources

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[str, dict]:
        """Return the page after a last search."""
        page, resources = super().from_notebook_node(nb, resources, **kw)
        return harmless_page(page), resources


def harmless_page(page: str) -> str:
    """Return the whole `page` without anything that acts, under the policy of feedback pages."""
    if SUSPECT.search(page):
        page = _without_active_elements(page)
    return page.replace("<head>", f"<head>{policy_head(FEEDBACK_POLICY)}", 1)


def _without_active_elements(page: str) -> str:
    """Return `page` without anything that acts; taking a page apart costs seconds, so only where there may be some."""
    soup = BeautifulSoup(page, "html.parser")
    for element in soup.find_all(REFUSED_ELEMENTS) + soup.find_all("meta", attrs={"http-equiv": True}):
        element.extract()
    for element in soup.find_all(True):
        _remove_active_attributes(element)
    return str(soup)


def _remove_active_attributes(element: Tag) -> None:
    """Take from `element` the attributes that act."""
    for name, value in list(element.attrs.items()):
        text = value if isinstance(value, str) else " ".join(value)
        if (
            name.startswith("on")
            or name in ADDRESSES
            or (name == "href" and not LINK.fullmatch(text))
            or (name == "src" and not PICTURE.fullmatch(text))
            or (name == "style" and ACTIVE_STYLE.search(text))
        ):
            del element[name]
