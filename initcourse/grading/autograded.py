"""The folder of a graded hand-in: the notebook with its outputs and scores' reasons, and the files beside it.

`job` writes it after the gradebook. What an earlier grading left there says which hand-in its scores belong to.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

EXPLANATION = "initcourse-explanation"
"""The id of the cell that says what was put right."""

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~$&-])")


def explain(notebook: NotebookNode, lines: Sequence[str]) -> None:
    """Put a cell on top of the notebook that says what was done to it before it was graded."""
    items = "\n".join(f"- {MARKDOWN.sub(_escaped, ' '.join(line.split()))}" for line in lines)
    text = f"**Before this notebook was graded:**\n\n{items}"
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(text, id=EXPLANATION))


def write_graded(folder: Path, name: str, notebook: NotebookNode, files: dict[str, bytes]) -> None:
    """Write the graded notebook `name` and the files beside it, each by a rename, the notebook last."""
    for path, content in files.items():
        _replace(folder / path, content)
    _replace(folder / name, (nbformat.writes(notebook) + "\n").encode(errors="surrogatepass"))


def earlier_answers(path: Path) -> dict[str, str] | None:
    """Return the text of every answer in the graded notebook at `path`, by nbgrader's name; None if there is none."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return answers(nbformat.from_dict({"cells": cells}))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def answers(notebook: NotebookNode) -> dict[str, str]:
    """Return the text of every answer in a notebook, by nbgrader's name."""
    cells = [(cell.metadata.get("nbgrader", {}), cell.source) for cell in notebook.cells]
    return {
        meta["grade_id"]: source if isinstance(source, str) else "".join(source)
        for meta, source in cells
        if meta.get("solution")
    }


def _escaped(found: re.Match) -> str:
    return {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(found[1], f"\\{found[1]}")


def _replace(path: Path, content: bytes) -> None:
    """Put `content` at `path`, read-only as nbgrader leaves it; a reader finds the old file or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, new = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(new, 0o444)
        os.replace(new, path)
    except BaseException as error:
        os.unlink(new)
        if isinstance(error, OSError):
            error.filename = str(path)  # a write that fails does not say where
        raise
