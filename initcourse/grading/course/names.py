"""Which global names code binds and reads, and what follows from it. Code is read as text; nothing is run.

Two decisions about a notebook rest on its names:

- `trust_boundary`: which cells of a source notebook run in the judge, apart from the student's code, and which of the
  student's names they read there. It is decided by the source alone, whatever a hand-in says.
- `skippable_cells`: which cells of a hand-in only show something, so that grading need not run them.

`execution` and `class_run` ask for both; `lint`, repairs and the proof ask for the names of single cells.
"""

from __future__ import annotations

import builtins
import re
import symtable
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nbformat import NotebookNode

from initcourse.grading.course.assignment import GradedCell, graded_cells

TRUSTED_KINDS = ("test", "locked")
"""Kinds of cells whose text is the release's, whatever was handed in."""

SHOW_TAG = "show"
"""The tag of a source cell that only shows something."""

UNSEEN_NAMES = re.compile(r"\b(globals|locals|vars|eval|exec|get_ipython|__main__)\b|import \*|^[ \t]*[%!]", re.M)
"""Code that may read global names which do not stand in it."""

REFLECTION = re.compile(r"\b(getattr|__dict__)\b")
"""What else a student's code may read such names by; a test cell is trusted to mean an object's attributes."""

NOT_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What Python's compiler raises; MemoryError, too, of code that is nested too deeply for its parser."""


@dataclass(frozen=True)
class CodeNames:
    """The global names of a piece of code.

    `defined`: what running it assigns or defines at the top level. `imported`: what it imports there. `free`: what it
    reads anywhere, and neither binds at the top level nor finds among the builtins.
    """

    defined: frozenset[str]
    imported: frozenset[str]
    free: frozenset[str]

    @property
    def bound(self) -> frozenset[str]:
        """What running the code leaves behind at the top level."""
        return self.defined | self.imported


@dataclass(frozen=True)
class CellText:
    """A code cell of a hand-in: its text, and whether the course has marked it."""

    code: str
    graded: bool


@dataclass(frozen=True)
class TrustBoundary:
    """What runs apart from the student's code: the `judged` cells, by grade_id, and the student's `names` they read."""

    judged: frozenset[str]
    names: frozenset[str]


def free_names(code: str) -> set[str]:
    """Return the global names that `code` takes from elsewhere; raise `SyntaxError` if it is not Python."""
    return set(_names(code).free)


def defined_names(code: str) -> set[str]:
    """Return the names that running `code` defines, without what it imports; raise `SyntaxError` as `free_names`."""
    return set(_names(code).defined)


def trust_boundary(source: NotebookNode) -> TrustBoundary | None:
    """Return which cells of the source notebook run in the judge; None if it is not self-contained.

    It is self-contained if its test cells read nothing but what they import themselves, what locked cells and test
    cells before them bind, and what solution cells define.
    """
    cells = graded_cells(source)
    try:
        read = frozenset(_student_names(cells))
        solved = {name for cell in cells if cell.kind == "solution" for name in _names(cell.code).defined}
    except SyntaxError:  # magics, which need the student's own process
        return None
    judged = frozenset(cell.grade_id for cell in cells if cell.kind in TRUSTED_KINDS)
    return TrustBoundary(judged=judged, names=read) if read <= solved else None


def wanted_names(codes: Iterable[str], names: frozenset[str]) -> list[str]:
    """Return which of the `names` the cells with these `codes` read, sorted."""
    return sorted(names.intersection(name for code in codes for name in _names(code).free))


def needed_before(code: str, earlier: Sequence[str]) -> list[int]:
    """Return the places of those `earlier` codes that bind what `code` reads, and what they read themselves."""
    read, needed = set(_names_or_words(code).free), []
    for place in reversed(range(len(earlier))):
        names = _names_or_words(earlier[place])
        if names.bound & read:
            needed.append(place)
            read |= names.free
    return needed[::-1]


def skippable_cells(cells: Sequence[CellText], shown: Iterable[str], released: Collection[str]) -> frozenset[int]:
    """Return the indexes of those code cells of a hand-in that grading need not run.

    They are the ungraded ones whose text is one of those `shown`, the texts of cells that only show something, less
    those that bind a name which a running cell reads. Tags of the hand-in mean nothing, and a cell that the student
    changed always runs. None is skipped if a cell of the student's, whose text is not among those `released`, may read
    names that do not stand in it.
    """
    show_texts = {text.strip() for text in shown}
    code = dict(enumerate(cell.code for cell in cells))
    candidates = {i for i, cell in enumerate(cells) if not cell.graded and cell.code.strip() in show_texts}
    running = [code[i] for i in code if i not in candidates]
    if candidates and any(text not in released and _reads_unseen(text) for text in running):
        return frozenset()
    return frozenset(_unread(candidates, code, running))


def _student_names(cells: Iterable[GradedCell]) -> Iterator[str]:
    """Yield what trusted cells read and do not bind; raise `SyntaxError` where that cannot be seen."""
    bound: set[str] = set()
    for cell in cells:
        if cell.kind in TRUSTED_KINDS:
            if UNSEEN_NAMES.search(cell.code):
                raise SyntaxError(cell.grade_id)
            yield from _names(cell.code).free - bound
            bound |= _names(cell.code).bound


def _reads_unseen(code: str) -> bool:
    return bool(UNSEEN_NAMES.search(code) or REFLECTION.search(code))


def _unread(candidates: set[int], code: dict[int, str], running: Sequence[str]) -> set[int]:
    """Take away every candidate that binds a name which a running cell reads, until none is left that does."""
    while running:
        read = {name for text in running for name in _names_or_words(text).free}
        needed = {i for i in candidates if _names_or_words(code[i]).bound & read}
        candidates, running = candidates - needed, [code[i] for i in needed]
    return candidates


@lru_cache(maxsize=4096)  # a class run asks about the same cells for every hand-in
def _names(code: str) -> CodeNames:
    """Return the names of `code`; raise one of `NOT_PYTHON` if Python cannot compile it."""
    top = symtable.symtable(code, "<cell>", "exec")
    symbols = top.get_symbols()
    defined = frozenset(s.get_name() for s in symbols if s.is_assigned() or s.is_namespace())
    imported = frozenset(s.get_name() for s in symbols if s.is_imported())
    read: set[str] = set()
    tables = [top]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        read |= {s.get_name() for s in table.get_symbols() if s.is_referenced() and (s.is_global() or table is top)}
    return CodeNames(defined=defined, imported=imported, free=frozenset(read - defined - imported - set(dir(builtins))))


@lru_cache(maxsize=4096)
def _names_or_words(code: str) -> CodeNames:
    """Return the names of `code`; where it is not Python, every word in it counts as bound and as read."""
    try:
        return _names(code)
    except NOT_PYTHON:
        words = frozenset(re.findall(r"\w+", code))
        return CodeNames(defined=words, imported=frozenset(), free=words)
