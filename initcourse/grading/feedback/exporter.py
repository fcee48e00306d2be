"""Feedback pages and formgrader's marking page as nbgrader makes them, harmless whatever a hand-in holds.

`policy.harmless_pages` names these classes to nbgrader. A feedback page comes out of `FeedbackExporter`: the notebook
is rebuilt, rendered with harmless filters, and put under a policy. formgrader makes its own exporter; there
`HarmlessCells` rebuilds the notebook, the filters are the same, and a template brings the policy.
"""

from __future__ import annotations

from html import escape
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List

from initcourse.grading.feedback.notebook import harmless_notebook
from initcourse.grading.feedback.policy import policy_head

PERSONAL = ("student", "first_name", "last_name", "notebook_path")
"""What formgrader's template writes into the page as it is."""


class HarmlessCells(NbGraderPreprocessor):
    """Rebuild the notebook before it becomes a page, and escape the names that formgrader shows with it."""

    display_data_priority: List[Any] = List(help="Which form of an output is preferred: nbconvert sets it.").tag(
        config=True
    )

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the rebuilt notebook; names are escaped for formgrader alone, as feedback is looked up by them."""
        if "submission_id" in resources:
            names = {name: resources[name] for name in PERSONAL if isinstance(resources.get(name), str)}
            resources.update({name: escape(value) for name, value in names.items()})
        return harmless_notebook(nb), resources


class FeedbackExporter(HTMLExporter):
    """nbgrader's feedback page, of which nothing runs and which asks for nothing."""

    def _preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Rebuild the notebook after scores and comments came in, and escape the name of its file."""
        nb, resources = super()._preprocess(nb, resources)
        if "notebook" in resources.get("nbgrader", {}):
            resources["nbgrader"]["notebook"] = escape(resources["nbgrader"]["notebook"])
        return harmless_notebook(nb), resources

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        """Return the page under the policy of feedback pages, which comes before all else in its head."""
        page, resources = super().from_notebook_node(nb, resources, **kw)
        return page.replace("<head>", f"<head>{policy_head('feedback')}", 1), resources
