"""Tell which cells of a hand-in only show something, so that grading can leave them out.

A cell is left out if the *source* tags a cell of the same text `show` and no cell that runs reads a name that it
binds. Tags of the hand-in mean nothing, and a cell that the student changed always runs. `execute` asks here.
"""

from __future__ import annotations

import re
import symtable
from collections.abc import Sequence
from functools import lru_cache

from nbformat import NotebookNode

from initcourse.grading.source import free_names

SHOW = "show"
DYNAMIC = re.compile(
    r"\b(globals|locals|vars|eval|exec|getattr|get_ipython|__main__|__dict__)\b|import \*|^\s*[%!]", re.M
)
"""Code that may read names which cannot be seen in it."""


def show_texts(source: NotebookNode) -> frozenset[str]:
    """Return the texts of the cells that the source notebook tags `show`."""
    return frozenset(
        cell.source.strip()
        for cell in source.cells
        if cell.cell_type == "code" and SHOW in cell.metadata.get("tags", ()) and "nbgrader" not in cell.metadata
    )


def left_out(notebook: NotebookNode, source: NotebookNode) -> frozenset[int]:
    """Return the indexes of the cells of `notebook` that grading need not run."""
    own = {cell.source for cell in source.cells}
    shows = show_texts(source)
    code = {i: cell.source for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"}
    ungraded = {i for i in code if not notebook.cells[i].metadata.get("nbgrader", {}).get("grade_id")}
    rest = {i for i in ungraded if code[i].strip() in shows}
    running = [code[i] for i in code if i not in rest]
    if any(text not in own and DYNAMIC.search(text) for text in running):
        return frozenset()
    return frozenset(_unread(rest, code, running))


def _unread(rest: set[int], code: dict[int, str], running: Sequence[str]) -> set[int]:
    """Take from `rest` every cell that binds a name which a running cell reads, until none is left that does."""
    while running:
        read = set().union(*map(_read, running))
        needed = {i for i in rest if _bound(code[i]) & read}
        rest, running = rest - needed, [code[i] for i in needed]
    return rest


@lru_cache(maxsize=4096)
def _read(code: str) -> frozenset[str]:
    """Return the global names that `code` reads; of code that is no plain Python, every word."""
    try:
        return frozenset(free_names(code))
    except (SyntaxError, ValueError, RecursionError):
        return frozenset(re.findall(r"\w+", code))


@lru_cache(maxsize=4096)
def _bound(code: str) -> frozenset[str]:
    """Return the global names that running `code` leaves behind, imports included."""
    try:
        names = symtable.symtable(code, "<cell>", "exec").get_symbols()
    except (SyntaxError, ValueError, RecursionError):
        return frozenset(re.findall(r"\w+", code))
    return frozenset(n.get_name() for n in names if n.is_assigned() or n.is_imported() or n.is_namespace())
