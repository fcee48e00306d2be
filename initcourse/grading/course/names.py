"""Which names cross from the student's code to the test cells, told from the source notebook alone.

A notebook is self-contained if its test cells read nothing but what they import themselves, what locked cells and
test cells before them define, and what solution cells define. Then the test cells can run apart from the student's
code; `execute` asks here. What a hand-in says decides nothing.


Tell which cells of a hand-in only show something, so that grading can leave them out.

A cell is left out if the *source* tags a cell of the same text `show` and no cell that runs reads a name that it
binds. Tags of the hand-in mean nothing, and a cell that the student changed always runs. `execute` asks here.
"""

from __future__ import annotations

import builtins
import re
import symtable
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nbformat import NotebookNode

from initcourse.grading.course.assignment import (
    GradedCell,
    graded_cells,
)


def free_names(code: str) -> set[str]:
    """Return the global names that `code` reads but neither assigns, imports nor finds among the builtins."""
    top = symtable.symtable(code, "<cell>", "exec")
    bound = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()}
    read: set[str] = set()
    tables = [top]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        read |= {s.get_name() for s in table.get_symbols() if s.is_referenced() and (s.is_global() or table is top)}
    return read - bound - set(dir(builtins))


def defined_names(code: str) -> set[str]:
    """Return the names that running `code` defines at the top level, without what it imports."""
    top = symtable.symtable(code, "<cell>", "exec")
    return {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_namespace()}


def bound_names(code: str) -> set[str]:
    """Return the names that running `code` leaves behind at the top level, imports included."""
    top = symtable.symtable(code, "<cell>", "exec")
    return defined_names(code) | {s.get_name() for s in top.get_symbols() if s.is_imported()}


TRUSTED_KINDS = ("test", "locked")
"""Kinds of cells whose text is the release's, whatever was handed in."""

UNSEEN = re.compile(r"\b(globals|locals|vars|eval|exec|get_ipython|__main__)\b|import \*|^\s*[%!]", re.M)
"""Code that may read names which cannot be seen in it."""


@dataclass(frozen=True)
class TrustBoundary:
    """What is run apart from the student's code: the `judged` cells, by nbgrader's names, and what they read of it."""

    judged: frozenset[str]
    names: frozenset[str]


def trust_boundary(source: NotebookNode) -> TrustBoundary | None:
    """Return which cells of the source notebook are run apart; None if it is not self-contained."""
    cells = graded_cells(source)
    try:
        read = frozenset(_student_names(cells))
        solved = frozenset().union(*(defined_names(cell.code) for cell in cells if cell.kind == "solution"))
    except SyntaxError:  # magics, which need the student's own kernel
        return None
    judged = frozenset(cell.grade_id for cell in cells if cell.kind in TRUSTED_KINDS)
    return TrustBoundary(judged, read) if read <= solved else None


def wanted_names(codes: Iterable[str], names: frozenset[str]) -> list[str]:
    """Return which of the `names` the cells with these `codes` read, sorted."""
    return sorted(names & frozenset().union(*map(_free_names, codes)))


@lru_cache(maxsize=1024)
def _free_names(code: str) -> frozenset[str]:
    """Return the names that a cell reads: a class run asks about the same cells for every hand-in."""
    return frozenset(free_names(code))


def _student_names(cells: Iterable[GradedCell]) -> Iterator[str]:
    """Yield what trusted cells read and do not define; raise `SyntaxError` where that cannot be seen."""
    defined: set[str] = set()
    for cell in cells:
        if cell.kind in TRUSTED_KINDS:
            if UNSEEN.search(cell.code):
                raise SyntaxError(cell.grade_id)
            yield from free_names(cell.code) - defined
            defined |= bound_names(cell.code)


SHOW_TAG = "show"

DYNAMIC = re.compile(
    r"\b(globals|locals|vars|eval|exec|getattr|get_ipython|__main__|__dict__)\b|import \*|^\s*[%!]", re.M
)
"""Code that may read names which cannot be seen in it."""


def show_texts(source: NotebookNode) -> frozenset[str]:
    """Return the texts of the cells that the source notebook tags `show`."""
    return frozenset(
        cell.source.strip()
        for cell in source.cells
        if cell.cell_type == "code" and SHOW_TAG in cell.metadata.get("tags", ()) and "nbgrader" not in cell.metadata
    )


def skippable_cells(notebook: NotebookNode, source: NotebookNode) -> frozenset[int]:
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
        read = set().union(*map(_names_read, running))
        needed = {i for i in rest if _names_bound(code[i]) & read}
        rest, running = rest - needed, [code[i] for i in needed]
    return rest


@lru_cache(maxsize=4096)
def _names_read(code: str) -> frozenset[str]:
    """Return the global names that `code` reads; of code that is no plain Python, every word."""
    try:
        return frozenset(free_names(code))
    except (SyntaxError, ValueError, RecursionError):
        return frozenset(re.findall(r"\w+", code))


@lru_cache(maxsize=4096)
def _names_bound(code: str) -> frozenset[str]:
    """Return the global names that running `code` leaves behind, imports included."""
    try:
        names = symtable.symtable(code, "<cell>", "exec").get_symbols()
    except (SyntaxError, ValueError, RecursionError):
        return frozenset(re.findall(r"\w+", code))
    return frozenset(n.get_name() for n in names if n.is_assigned() or n.is_imported() or n.is_namespace())
