"""Parse the bytes of a notebook file, whatever wrote or broke them: to a notebook, or to why there is none.

`prepare_notebook` calls it for every hand-in. The notebook has a list of cells, in format 4, and nothing more is
certain of it; `repair` looks at the cells.
"""

from __future__ import annotations

import json

import nbformat
from nbformat import NotebookNode

from initcourse.grading.errors import first_line
from initcourse.grading.submission.model import Repair, Unreadable
from initcourse.grading.submission.reader import decode_text

MAX_CELLS = 10_000
"""Cells that a notebook may have; the course's have some tens."""

MAX_REASON_LENGTH = 120
"""Characters of another library's error that a message shows."""


def parse_notebook(name: str, content: bytes) -> tuple[NotebookNode, tuple[Repair, ...]]:
    """Return the notebook in the bytes of a file, and what was put right; raise `Unreadable` if there is none.

    `name` is the file's, for messages.
    """
    try:
        text, notes = decode_text(content)
        data = json.loads(text, strict=False)  # a tab within a text is no reason to refuse
        if isinstance(data, dict) and isinstance(data.get("worksheets"), list):
            data, notes = nbformat.convert(nbformat.from_dict(data), 4), [*notes, "the notebook had an old format"]
        if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
            raise Unreadable(f"{name} is not a notebook: open and save it in JupyterLab, or ask for it again")
        if len(data["cells"]) > MAX_CELLS:
            raise Unreadable(f"{name} has more than {MAX_CELLS:,} cells: look at it")
        data |= {"nbformat": 4, "nbformat_minor": 5}
        return _with_joined_texts(nbformat.from_dict(data)), tuple(Repair(what=note) for note in notes)
    except Unreadable:
        raise
    except RecursionError as error:
        raise Unreadable(f"{name} is nested too deeply: ask for the file again") from error
    except ValueError as error:
        raise Unreadable(f"{name} is not JSON ({_reason(error)}): ask for the file again") from error
    except Exception as error:
        raise Unreadable(f"{name} is not a valid notebook ({_reason(error)}): ask for the file again") from error


def _with_joined_texts(notebook: NotebookNode) -> NotebookNode:
    """Join texts that the file holds as lists of lines, as far as they are texts; changes the notebook in place."""
    for cell in notebook.cells:
        source = cell.get("source") if isinstance(cell, dict) else None
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            cell["source"] = "".join(source)
    return notebook


def _reason(error: Exception) -> str:
    return first_line(str(error))[:MAX_REASON_LENGTH]
