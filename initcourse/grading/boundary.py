"""Which names cross from the student's code to the test cells, told from the source notebook alone.

A notebook is self-contained if its test cells read nothing but what they import themselves, what locked cells and
test cells before them define, and what solution cells define. Then the test cells can run apart from the student's
code; `execute` asks here. What a hand-in says decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from nbformat import NotebookNode

from initcourse.grading.source import GradedCell, bound_names, defined_names, free_names, graded_cells

TRUSTED = ("test", "locked")
"""Kinds of cells whose text is the release's, whatever was handed in."""

UNSEEN = re.compile(r"\b(globals|locals|vars|eval|exec|get_ipython|__main__)\b|import \*|^\s*[%!]", re.M)
"""Code that may read names which cannot be seen in it."""


@dataclass(frozen=True)
class Boundary:
    """What is run apart from the student's code: the `judged` cells, by nbgrader's names, and what they read of it."""

    judged: frozenset[str]
    names: frozenset[str]


def boundary(source: NotebookNode) -> Boundary | None:
    """Return which cells of the source notebook are run apart; None if it is not self-contained."""
    cells = graded_cells(source)
    try:
        read = frozenset(_read(cells))
        solved = frozenset().union(*(defined_names(cell.code) for cell in cells if cell.kind == "solution"))
    except SyntaxError:  # magics, which need the student's own kernel
        return None
    judged = frozenset(cell.grade_id for cell in cells if cell.kind in TRUSTED)
    return Boundary(judged, read) if read <= solved else None


def wanted_names(codes: Iterable[str], names: frozenset[str]) -> list[str]:
    """Return which of the `names` the cells with these `codes` read, sorted."""
    return sorted(names & frozenset().union(*map(_free, codes)))


@lru_cache(maxsize=1024)
def _free(code: str) -> frozenset[str]:
    """Return the names that a cell reads: a class run asks about the same cells for every hand-in."""
    return frozenset(free_names(code))


def _read(cells: Iterable[GradedCell]) -> Iterator[str]:
    """Yield what trusted cells read and do not define; raise `SyntaxError` where that cannot be seen."""
    defined: set[str] = set()
    for cell in cells:
        if cell.kind in TRUSTED:
            if UNSEEN.search(cell.code):
                raise SyntaxError(cell.grade_id)
            yield from free_names(cell.code) - defined
            defined |= bound_names(cell.code)
