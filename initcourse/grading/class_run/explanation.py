"""The cell on top of a graded notebook that says what was done to it before it was graded."""

from __future__ import annotations

import re
from collections.abc import Sequence

import nbformat
from nbformat import NotebookNode

EXPLANATION_ID = "initcourse-explanation"
"""The id of the cell."""

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~$&-])")
"""Characters that mean something in Markdown."""


def explain_repairs(notebook: NotebookNode, lines: Sequence[str]) -> None:
    """Put a cell on top of the notebook that lists these lines."""
    items = "\n".join(f"- {MARKDOWN.sub(_escaped, ' '.join(line.split()))}" for line in lines)
    text = f"**Before this notebook was graded:**\n\n{items}"
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(text, id=EXPLANATION_ID))


def _escaped(match: re.Match[str]) -> str:
    return {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(match[1], f"\\{match[1]}")
