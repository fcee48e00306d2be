"""Feedback pages and formgrader's marking page as nbgrader makes them, harmless whatever a hand-in holds.

`policy.harmless_pages` names these classes to nbgrader. Every page comes out of a `PageExporter`: nbconvert makes a
page of a bare notebook, and finished HTML of the hand-in's texts is put into it at last. formgrader makes its own
exporter, which no option replaces; there `HarmlessCells`, which an option adds to it, makes it one of ours.
"""

from __future__ import annotations

from html import escape
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config

from initcourse.grading.feedback.notebook import page_request, put_placeholders, take_comments
from initcourse.grading.feedback.policy import policy_head
from initcourse.grading.feedback.renderer import render_page

PERSONAL = ("student", "first_name", "last_name", "notebook_path")
"""What formgrader's template writes into the page as it is."""


class PageExporter(HTMLExporter):
    """A page that shows a hand-in, of which nothing runs and which asks for nothing."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        """Return the page: a template's page of a bare notebook, with the hand-in's texts put in as finished HTML.

        Raises `CourseError` if no process or no sandbox can be made to render them.
        """
        request, bare = page_request(nb)
        page, resources = super().from_notebook_node(bare, {**(resources or {}), "page_request": request}, **kw)
        return resources.pop("placeholders").fill(page), resources

    def _preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Render the texts after scores and comments came in, and escape names that templates write as they are."""
        nb, resources = super()._preprocess(nb, resources)
        request = take_comments(resources.pop("page_request"), nb)
        page, notice = render_page(request, sandboxed=_is_sandboxed(self.config))
        resources["placeholders"] = put_placeholders(nb, request, page, notice)
        if "notebook" in resources.get("nbgrader", {}):
            resources["nbgrader"]["notebook"] = escape(resources["nbgrader"]["notebook"])
        if "submission_id" in resources:  # for formgrader alone, as feedback is looked up by them
            names = {name: resources[name] for name in PERSONAL if isinstance(resources.get(name), str)}
            resources.update({name: escape(value) for name, value in names.items()})
        return nb, resources


class FeedbackExporter(PageExporter):
    """nbgrader's feedback page."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        """Return the page under the policy of feedback pages, which comes before all else in its head."""
        page, resources = super().from_notebook_node(nb, resources, **kw)
        return page.replace("<head>", f"<head>{policy_head('feedback')}", 1), resources


class HarmlessCells(NbGraderPreprocessor):
    """Makes formgrader's exporter one of ours; changes nothing in a notebook."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if type(self.parent) is HTMLExporter:
            self.parent.__class__ = PageExporter

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Return both as they are."""
        return nb, resources


def _is_sandboxed(config: Config) -> bool:
    """Whether the course's configuration leaves the sandbox on, as `c.Execute.sandbox` says for cells."""
    return str(config.get("Execute", {}).get("sandbox", True)).lower() not in ("false", "0")
