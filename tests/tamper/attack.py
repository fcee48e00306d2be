"""One trick: a file `attacks/<family>/<name>.py`, in parts as Jupytext writes notebooks.

The docstring says in its first line what is tried. `Loses: <test ids>` names the test cells that an honest grader
refuses; all others must pass. `May lose: <test ids>` names those that a trick may take from its own author, as when it
ends the process. `In: <assignment>` names a course's assignment; otherwise it is the small one of `tests/conftest.py`.
`Takes: long` stands where a trick uses up its time.
Then come

    # %% double                     the code (or, behind #, the text) of this cell
    # %% before double-small        a new code cell; also: after double
    # %% markdown after title       a new text cell; its lines stand behind #
    # %% file numpy.py              a file handed in beside the notebook
    # %% hand-in                    run when the hand-in is written, with `notebook`, `cells` by id, and `folder`

`$MARK` stands for a word of the trick's own, by which its traces are known again.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

FOLDER = Path(__file__).parent / "attacks"

PART = re.compile(r"^# %% (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Attack:
    """What a file says: `loses` and `may_lose` are test ids, `parts` pairs of a heading and its text."""

    family: str
    name: str
    summary: str
    assignment: str
    loses: frozenset[str]
    may_lose: frozenset[str]
    long: bool
    parts: tuple[tuple[str, str], ...]

    @property
    def student(self) -> str:
        """Who hands it in."""
        return f"{self.family}-{self.name}"

    @property
    def mark(self) -> str:
        """A word that nothing else contains."""
        return mark(self.student)


def mark(student: str) -> str:
    """Return the word that stands for `$MARK` in the hand-in of `student`."""
    return f"mark-{student}-"


def read_attacks(folder: Path = FOLDER) -> list[Attack]:
    """Read all tricks, by family and name."""
    return [read_attack(path) for path in sorted(folder.glob("*/*.py"))]


def read_attack(path: Path) -> Attack:
    """Read one file; raise `ValueError` if it does not say what it tries or what it loses."""
    head, *parts = PART.split(path.read_text(encoding="utf-8"))
    text = ast.get_docstring(ast.parse(head)) or ""
    loses = _listed(text, "Loses")
    if not text or not loses or not parts:
        raise ValueError(f"{path}: a trick has a docstring with a line 'Loses: <test ids>', and at least one part")
    word = mark(f"{path.parent.name}-{path.stem}")
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return Attack(
        path.parent.name,
        path.stem,
        text.split("\n")[0],
        " ".join(_listed(text, "In")) or "small",
        loses,
        _listed(text, "May lose"),
        "long" in _listed(text, "Takes"),
        tuple((heading, content.strip("\n").replace("$MARK", word)) for heading, content in pairs),
    )


def _listed(text: str, key: str) -> frozenset[str]:
    lines = [line.removeprefix(f"{key}:") for line in text.splitlines() if line.startswith(f"{key}:")]
    return frozenset(word.strip() for line in lines for word in line.split(",") if word.strip())


def write_hand_in(attack: Attack, notebook: NotebookNode, folder: Path) -> None:
    """Write the trick into `folder`; `notebook`, changed in place, is a hand-in with right answers."""
    folder.mkdir(parents=True)
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id", cell.id): cell for cell in notebook.cells}
    for heading, text in attack.parts:
        match heading.split():
            case ["hand-in"]:
                exec(text, {"notebook": notebook, "cells": cells, "folder": folder})
            case ["file", name]:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text + "\n")
            case [*kind, ("before" | "after") as where, neighbour]:
                new = nbformat.v4.new_markdown_cell(_text(text)) if kind else nbformat.v4.new_code_cell(text)
                notebook.cells.insert(notebook.cells.index(cells[neighbour]) + (where == "after"), new)
            case [name]:
                cells[name].source = text if cells[name].cell_type == "code" else _text(text)
            case _:
                raise ValueError(f"{attack.student}: no part is called {heading!r}")
    path = folder / f"{attack.assignment}.ipynb"
    if not path.exists():  # else the trick wrote it itself
        path.write_text(nbformat.writes(notebook), encoding="utf-8")


def _text(lines: str) -> str:
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines.splitlines())
