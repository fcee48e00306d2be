"""A student's notebook file as `initcourse check` sees it: the texts of its cells, and the ids they came with.

A file can hold anything: whatever is not of the form that Jupyter writes is passed over, or refused in one sentence.
Nothing is written, and outputs are not looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_BYTES = 200_000_000
"""The largest file that is read; a notebook of the course with all its pictures has less than 2 MB."""


class UnreadableNotebook(Exception):
    """The file at `path` cannot be read as a notebook, and `reason` says why and what to do."""

    def __init__(self, path: Path, reason: str):
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")


@dataclass(frozen=True)
class StudentCell:
    """A cell with its `text`; the ids are empty if it has none.

    `number` is what stands in its brackets after *Restart and Run All*, 0 if it is not run.
    """

    text: str
    is_code: bool
    number: int
    grade_id: str
    cell_id: str

    @property
    def name(self) -> str:
        """How a message names the cell: its number and its first line."""
        first = next((line.strip() for line in self.text.splitlines() if line.strip()), "")
        line = f"`{first[:60]}`" if first else "an empty cell"
        return f"cell [{self.number}] {line}" if self.number else line


def read_student_notebook(path: Path) -> list[StudentCell]:
    """Read the cells of a notebook; raises `UnreadableNotebook`."""
    try:
        if path.is_dir():
            raise UnreadableNotebook(path, "this is a folder, not a file; name the notebook in it")
        if path.exists() and not path.is_file():
            raise UnreadableNotebook(path, "this is not a file that holds a notebook")
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableNotebook(path, "this is larger than 200 MB; clear its outputs in Jupyter, and save it")
        held = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        reason = "there is no such file; look at the name, and at the folder you are in"
        raise UnreadableNotebook(path, reason) from error
    except OSError as error:
        raise UnreadableNotebook(path, f"this cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableNotebook(
            path, "this is not a notebook, or a damaged one; open and save it in Jupyter"
        ) from error
    cells = _entry(held, "cells")
    if not isinstance(cells, list):
        raise UnreadableNotebook(path, "this file holds no cells, so it is not a notebook of today's form")
    return list(_cells(cells))


def _cells(cells: list[Any]) -> Iterator[StudentCell]:
    number = 0
    for cell in cells:
        text = _text(_entry(cell, "source"))
        is_code = _entry(cell, "cell_type") == "code"
        runs = is_code and bool(text.strip())
        number += runs
        grade_id = _entry(_entry(_entry(cell, "metadata"), "nbgrader"), "grade_id")
        yield StudentCell(text, is_code, number if runs else 0, _word(grade_id), _word(_entry(cell, "id")))


def _text(source: Any) -> str:
    """Return a cell's text, which a file holds as one string or as lines; what cannot be encoded becomes "?"."""
    lines = source if isinstance(source, list) else [source]
    text = "".join(line for line in lines if isinstance(line, str))
    return text.encode("utf-8", "replace").decode("utf-8")


def _entry(held: Any, key: str) -> Any:
    return held.get(key) if isinstance(held, dict) else None


def _word(held: Any) -> str:
    return held if isinstance(held, str) else ""
