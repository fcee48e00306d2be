"""The bytes of a notebook file, whatever wrote or broke them: to a notebook, or to the reason why there is none."""

from __future__ import annotations

import codecs
import json

import nbformat
from nbformat import NotebookNode

from initcourse.grading.errors import CourseError
from initcourse.grading.submission.repair import Repair

MAX_CELLS = 10_000
"""Cells that a notebook may have; the course's have some tens."""


class Unreadable(CourseError):
    """A hand-in that cannot be read as it is; the text says what to do."""


def parse_notebook(name: str, content: bytes) -> tuple[NotebookNode, tuple[Repair, ...]]:
    """Return the notebook in the bytes of a file, and what was put right; raise `Unreadable` if there is none.

    `name` is the file's, for messages.
    """
    try:
        text, told = decode_text(content)
        found = json.loads(text, strict=False)  # a tab within a text is no reason to refuse
        if isinstance(found, dict) and isinstance(found.get("worksheets"), list):
            found, told = nbformat.convert(nbformat.from_dict(found), 4), [*told, "the notebook had an old format"]
        if not isinstance(found, dict) or not isinstance(found.get("cells"), list):
            raise Unreadable(f"{name} is no notebook: open and save it in JupyterLab, or ask for it again")
        if len(found["cells"]) > MAX_CELLS:
            raise Unreadable(f"{name} has more than {MAX_CELLS:,} cells: look at it")
        found |= {"nbformat": 4, "nbformat_minor": 5}
        return _joined(nbformat.from_dict(found)), tuple(Repair(what) for what in told)
    except Unreadable:
        raise
    except RecursionError as error:
        raise Unreadable(f"{name} is nested too deeply: ask for the file again") from error
    except ValueError as error:
        raise Unreadable(f"{name} is no JSON ({_first_line(error)}): ask for the file again") from error
    except Exception as error:
        raise Unreadable(f"{name} is no valid notebook ({_first_line(error)}): ask for the file again") from error


def decode_text(content: bytes) -> tuple[str, list[str]]:
    """Decode as what JSON may be written in, or else as Windows does in western Europe, and say so."""
    told = []
    try:
        text = content.decode("utf-8-sig" if content[:3] == codecs.BOM_UTF8 else json.detect_encoding(content))
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        told.append("the file was not encoded in UTF-8: it was read as Windows-1252")
    if "\0" in text:
        text = text.replace("\0", "")
        told.append("the file held NUL bytes: they were left out")
    return text, told


def _joined(notebook: NotebookNode) -> NotebookNode:
    """Join texts that the file holds as lists of lines, as far as they are texts."""
    for cell in notebook.cells:
        source = cell.get("source") if isinstance(cell, dict) else None
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            cell["source"] = "".join(source)
    return notebook


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0][:120]
