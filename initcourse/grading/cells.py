"""One cell of a hand-in, of which nothing is certain: whether it is a cell, what it claims to be, what it may hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

from initcourse.grading.source import defined_names

MARKS = ("grade", "solution", "locked", "task")
"""What nbgrader decides by, besides the cell's id and its points."""

KINDS = ("code", "markdown", "raw")

TYPES = {"tags": list, "name": str, "jupyter": dict, "execution": dict, "collapsed": bool, "format": str}
"""What nbformat's schema asks of a cell's metadata; what is of another type says nothing, and goes without a word."""


def is_cell(cell: Any) -> bool:
    """Whether nbformat could write it as a cell, metadata aside."""
    return isinstance(cell, dict) and cell.get("cell_type") in KINDS and isinstance(cell.get("source"), str)


def grade_id(cell: Mapping) -> str | None:
    """Return nbgrader's name for the cell, or None if it says none."""
    marks = cell.get("metadata", {}).get("nbgrader")
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) else None


def claims(marks: Any) -> bool:
    """Whether nbgrader's part of the metadata makes anything of the cell."""
    return not isinstance(marks, dict) or any(marks.get(key) for key in (*MARKS, "grade_id"))


def marks_are_valid(marks: Mapping) -> bool:
    """Whether what stands in marks besides the course's own is of the form that nbgrader's schema asks for.

    A solution cell has no points of its own, and nbgrader refuses the notebook if it has some that are no number; True
    equals 1 in Python, and is none either.
    """
    points = marks.get("points", 0)
    return (
        marks.get("cell_type", "code") in KINDS
        and re.fullmatch(r"\w{32}", str(marks.get("checksum", "0" * 32))) is not None
        and type(points) in (int, float)
        and points >= 0
    )


def tags(cell: NotebookNode) -> set[str]:
    """Return the cell's tags."""
    found = cell.metadata.get("tags", [])
    return {str(tag) for tag in found} if isinstance(found, list) else set()


def is_id(found: Any) -> bool:
    """Whether nbformat allows it as a cell's id."""
    return isinstance(found, str) and re.fullmatch(r"[a-zA-Z0-9-_]{1,64}", found) is not None


def reset(cell: NotebookNode) -> None:
    """Leave a cell only what its type may have, and a code cell no outputs."""
    kept = {"id", "cell_type", "metadata", "source"} | ({"attachments"} if cell.cell_type != "code" else set())
    for key in set(cell) - kept:
        cell.pop(key)
    if not isinstance(cell.get("attachments", {}), dict):
        cell.pop("attachments")
    if cell.cell_type == "code":
        cell["outputs"], cell["execution_count"] = [], None


def retype(cell: NotebookNode, kind: str) -> None:
    """Make the cell one of another kind, with the same text."""
    cell["cell_type"] = kind
    reset(cell)


def bound(code: str) -> set[str]:
    """Return the names that code defines; none if it is no code."""
    try:
        return defined_names(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
