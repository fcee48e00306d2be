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


FOR_STAFF = re.compile(
    r"[:;] (?:look at|ask for|a person looks|run |rename|unpack|have its|open and save|correct )[^:;]*$"
)
"""What staff are told to do at the end of a sentence."""


FOR_FINDING = re.compile(r" in (?:/[^:;]*/)?submitted/[^:;,]*")
"""Where staff find a hand-in."""


def for_student(sentence: str) -> str:
    """Return what happened, without what staff are told to do about it, and without the folder where it happened."""
    return FOR_FINDING.sub("", FOR_STAFF.sub("", sentence))


def explain_repairs(notebook: NotebookNode, lines: Sequence[str]) -> None:
    """Put a cell on top of the notebook that lists these lines."""
    told = dict.fromkeys(for_student(" ".join(line.split())) for line in lines)
    items = "\n".join(f"- {MARKDOWN.sub(_escaped, line)}" for line in told)
    text = f"**Before this notebook was graded:**\n\n{items}"
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(text, id=EXPLANATION_ID))


def _escaped(match: re.Match[str]) -> str:
    return {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(match[1], f"\\{match[1]}")
