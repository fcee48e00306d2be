"""A notebook as one HTML file that asks the network for nothing: to read anywhere, and to print.

`jupyter nbconvert --to offline` and JupyterLab's menu *Save and Export Notebook As* call it, by its entry point in
`pyproject.toml`; Jupyter's server takes only a name that is one word. Formulas become MathML, which browsers draw and
screen readers read without a script; nbconvert's own pages fetch a script for them. Its template, in
`templates/offline_page`, opens folded text for print and wraps long lines.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any, Literal

from jinja2 import pass_context
from latex2mathml.converter import convert
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from traitlets import default

TEMPLATES = Path(__file__).parent / "templates"


class OfflinePage(HTMLExporter):
    """nbconvert's page of a notebook without its scripts, with formulas as MathML."""

    export_from_notebook = "HTML without a network"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "offline_page"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [*super()._default_extra_template_basedirs(), str(TEMPLATES)]

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Return the Markdown of a cell as HTML; templates call it."""
        renderer = _Renderer(
            escape=False,
            attachments=context.get("cell", {}).get("attachments", {}),
            embed_images=True,
            path=context.get("resources", {}).get("metadata", {}).get("path", ""),
            exclude_anchor_links=True,
        )
        return str(MarkdownWithMath(renderer=renderer).render(source))


def mathml(tex: str, display: Literal["block", "inline"] = "inline") -> str:
    """Return the formula as MathML, or as its source if it is none that can be drawn."""
    try:
        return str(convert(re.sub(r"\\tag(?=\{)", r"\\qquad\\tag", tex), display=display))
    except Exception:  # it has a dozen of its own, and raises Python's for others: a formula is no reason for no page
        return f"<code>{escape(tex)}</code>"


class _Renderer(IPythonRenderer):
    """nbconvert's renderer, with formulas that are finished."""

    def block_html(self, html: str) -> str:
        """Leave HTML as it is: where pictures are embedded, nbconvert closes each block, and a fold before its text."""
        return f"{html}\n"

    def block_math(self, body: str) -> str:
        return mathml(body, "block")

    def inline_math(self, body: str) -> str:
        return mathml(body)

    def latex_environment(self, name: str, body: str) -> str:
        return mathml(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")
