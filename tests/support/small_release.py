"""A notebook as a student gets it, its table of cells, and answers to it; nothing needs staff's tools."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from initcourse.student.cell_table import CellTable, ReleasedCell, text_hash

STUB = "def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"

CHECK = 'from initcourse.checks import call, expect_close\nexpect_close(call({0}, 3), {1}, source="{2}")'

RELEASED: dict[str, tuple[str, str, float]] = {
    "setup": ("locked", "import math", 0),
    "double": ("solution", STUB, 0),
    "double-small": ("test", CHECK.format("double", 6, "twice 3"), 4),
    "double-large": ("test", CHECK.format("double", 6.0, "twice 3"), 8),
    "halve": ("solution", STUB.replace("double", "halve"), 0),
    "halve-values": ("test", CHECK.format("halve", 1.5, "half of 3"), 5),
    "why_two": ("written", "YOUR ANSWER HERE", 3),
}
"""The cells by their ids: kind, text and points."""

HEADINGS = {
    "double": ("1.1", "Exercise 1.1: double a number (12 points)"),
    "halve": ("1.2", "Exercise 1.2: halve it (5 points)"),
    "why_two": ("1.3", "Exercise 1.3: why two? (written, 3 points)"),
}

DONE = {
    "double": "def double(x):\n    return 2 * x",
    "halve": "def halve(x):\n    return x / 2",
    "why_two": "Two halves make a whole.",
}
"""Answers that pass everything."""


def small_table() -> CellTable:
    """Return the table of the assignment `small`."""
    rows = []
    for grade_id, (kind, text, points) in RELEASED.items():
        exercise = grade_id.split("-")[0]
        defines = (grade_id,) if kind == "solution" else ()
        rows.append(
            ReleasedCell(grade_id, kind, exercise, *HEADINGS.get(exercise, ("", "")), points, defines, text_hash(text))
        )
    return CellTable("small", tuple(rows))


def small_cells(texts: Mapping[str, str] | None = None) -> list[dict]:
    """Return the notebook's cells as a file holds them, with other `texts` at some ids."""
    return [
        {
            "cell_type": "markdown" if kind == "written" else "code",
            "id": grade_id,
            "metadata": {"nbgrader": {"grade_id": grade_id}},
            "source": (texts or {}).get(grade_id, text),
        }
        for grade_id, (kind, text, _) in RELEASED.items()
    ]


def write_notebook(path: Path, cells: list[dict]) -> Path:
    """Save the cells as a notebook and return its path."""
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    return path
