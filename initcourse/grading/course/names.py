"""Which global names code binds and reads, and what follows from it. Code is read as text; nothing is run.

Three decisions about a notebook rest on its names:

- `trust_boundary`: which cells of a source notebook run in the judge, apart from the student's code, and which of the
  student's names they read there; `boundary_or_reason`: or why none does. The source alone decides, whatever a
  hand-in says.
- `skippable_cells`: which cells of a hand-in only show something, so that grading need not run them.
- `builds_on`: which answers of a hand-in use which others, so that a mistake costs once.

`execution` and `class_run` ask for both; `lint`, repairs and the proof ask for the names of single cells.
"""

from __future__ import annotations

import ast
import builtins
import re
import symtable
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec
from nbformat import NotebookNode

from initcourse.grading.course.assignment import graded_cells
from initcourse.grading.course.effects import effect_of

TRUSTED_KINDS = ("test", "locked")
"""Kinds of cells whose text is the release's, whatever was handed in."""

SHOW_TAG = "show"
"""The tag of a source cell that only shows something."""

MAY_FAIL_TAG = "raises-exception"
"""Jupyter's tag of a cell that does not stop the cells after it, whatever it raises: released checks have it."""

UNSEEN_NAMES = re.compile(r"\b(globals|locals|vars|eval|exec|get_ipython|__main__)\b|import \*|^[ \t]*[%!]", re.M)
"""Code that may read global names which do not stand in it."""

IPYTHON_LINE = re.compile(r"^([ \t]*)(?:[%!].*|.*\?{1,2}[ \t]*)$", re.M)
"""A line that is IPython's, not Python's: a magic, a command, a question."""

REFLECTION = re.compile(r"\b(__globals__|f_globals|f_locals|f_back|__import__|import_module|modules)\b")
"""What else a student's code may read such names by: ways to a function's, a frame's or a module's names."""

BUILTINS = frozenset(dir(builtins))
"""What every cell can read; a solution cell may give such a name another meaning."""

NOT_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What Python's compiler raises; MemoryError, too, of code that is nested too deeply for its parser."""


@dataclass(frozen=True)
class CodeNames:
    """The global names of a piece of code.

    `defined`: what running it assigns or defines at the top level. `imported`: what it imports there. `read`: what it
    reads anywhere, and does not bind at the top level; `free`: what of it is not found among the builtins.
    """

    defined: frozenset[str]
    imported: frozenset[str]
    read: frozenset[str]

    @property
    def free(self) -> frozenset[str]:
        """What the code takes from other cells, unless one of them is called like a builtin."""
        return self.read - BUILTINS

    @property
    def bound(self) -> frozenset[str]:
        """What running the code leaves behind at the top level."""
        return self.defined | self.imported


@dataclass(frozen=True)
class CellText:
    """A code cell of a hand-in: its text, the `grade_id` of the course's cell that it is ("": none), and if a test."""

    code: str
    grade_id: str = ""
    is_test: bool = False


class SolutionNames(msgspec.Struct, frozen=True):
    """The global names that an official solution defines, and those that it reads."""

    defined: list[str]
    read: list[str]


@dataclass(frozen=True)
class TrustBoundary:
    """What runs apart from the student's code: the `judged` cells, by grade_id, and the student's `names` they read."""

    judged: frozenset[str]
    names: frozenset[str]


def as_python(code: str) -> str:
    """Return `code` with `pass` for its lines that are IPython's, if it has such and is not Python as it is."""
    try:
        ast.parse(code)
    except NOT_PYTHON:
        return IPYTHON_LINE.sub(r"\1pass", code)
    return code


def free_names(code: str) -> set[str]:
    """Return the global names that `code` takes from elsewhere; raise `SyntaxError` if it is not Python."""
    return set(_names(code).free)


def defined_names(code: str) -> set[str]:
    """Return the names that running `code` defines, without what it imports; raise `SyntaxError` as `free_names`."""
    return set(_names(code).defined)


def trust_boundary(source: NotebookNode) -> TrustBoundary | None:
    """Return which cells of the source notebook run in the judge; None if its tests cannot run apart."""
    boundary = boundary_or_reason(source)
    return boundary if isinstance(boundary, TrustBoundary) else None


def boundary_or_reason(source: NotebookNode) -> TrustBoundary | str:
    """Return which cells of the source notebook run in the judge, or why its tests cannot run apart from student code.

    They can if they read nothing but what they import themselves, what locked cells and test cells before them bind,
    and what solution cells define, and if they do nothing to the process that they run in.
    """
    cells = graded_cells(source)
    solved: set[str] = set()
    for cell in cells:
        if cell.kind == "solution":
            try:
                solved |= _names(as_python(cell.code)).defined
            except NOT_PYTHON:
                return f"cell {cell.grade_id} is not Python"
    bound, read = set[str](), set[str]()
    for cell in cells:
        if cell.kind not in TRUSTED_KINDS:
            continue
        if unseen := UNSEEN_NAMES.search(cell.code):
            return f"cell {cell.grade_id} uses `{unseen[0].strip()}`, which may read any name"
        try:
            names, effect = _names(cell.code), effect_of(cell.code, frozenset(solved))
        except NOT_PYTHON:
            return f"cell {cell.grade_id} is not Python"
        if effect:
            return f"cell {cell.grade_id} acts on the process that it runs in, by `{effect}`"
        wanted = (names.free | names.read & solved) - bound
        if unknown := sorted(wanted - solved):
            return f"cell {cell.grade_id} reads `{unknown[0]}`, which no solution cell defines"
        read |= wanted
        bound |= names.bound
    judged = frozenset(cell.grade_id for cell in cells if cell.kind in TRUSTED_KINDS)
    return TrustBoundary(judged=judged, names=frozenset(read))


def wanted_names(codes: Iterable[str], names: frozenset[str]) -> list[str]:
    """Return which of the `names` the cells with these `codes` read, sorted."""
    return sorted(names.intersection(name for code in codes for name in _names(code).read))


def needed_before(code: str, earlier: Sequence[str]) -> list[int]:
    """Return the places of those `earlier` codes that bind what `code` reads, and what they read themselves."""
    read, needed = set(code_names(code).read), []
    for place in reversed(range(len(earlier))):
        names = code_names(earlier[place])
        if names.bound & read:
            needed.append(place)
            read |= names.read
    return needed[::-1]


def builds_on(cells: Sequence[CellText], solutions: Mapping[str, SolutionNames]) -> dict[str, list[str]]:
    """Return for every answer among a hand-in's code cells, by grade_id, whose names it uses: other answers' grade_ids.

    It uses what it reads, and what the cells read that bind what it reads: the student's, and the `solutions`.
    """
    texts = [code_names(cell.code) for cell in cells if not cell.is_test]
    used = {}
    for cell in cells:
        if cell.grade_id in solutions:
            binding = [(names.bound, names.read) for names in texts]
            binding += [
                (frozenset(of.defined), frozenset(of.read)) for name, of in solutions.items() if name != cell.grade_id
            ]
            read = _closure(code_names(cell.code).read, binding)
            used[cell.grade_id] = [
                name for name, of in solutions.items() if name != cell.grade_id and read.intersection(of.defined)
            ]
    return used


def solution_names(code: str) -> SolutionNames:
    """Return what an official solution defines and reads."""
    names = code_names(code)
    return SolutionNames(defined=sorted(names.defined), read=sorted(names.read))


def _closure(read: frozenset[str], binding: Sequence[tuple[frozenset[str], frozenset[str]]]) -> frozenset[str]:
    """Return the names `read`, and those read by whatever binds one of them."""
    left = list(binding)
    while needed := [pair for pair in left if pair[0] & read]:
        left = [pair for pair in left if not pair[0] & read]
        read = read.union(*(more for _, more in needed))
    return read


def skippable_cells(cells: Sequence[CellText], shown: Iterable[str], released: Collection[str]) -> frozenset[int]:
    """Return the indexes of those code cells of a hand-in that grading need not run.

    They are the ungraded ones whose text is one of those `shown`, the texts of cells that only show something, less
    those that bind a name which a running cell reads. Tags of the hand-in mean nothing, and a cell that the student
    changed always runs. None is skipped if a cell of the student's, whose text is not among those `released`, may read
    names that do not stand in it.
    """
    show_texts = {text.strip() for text in shown}
    code = dict(enumerate(cell.code for cell in cells))
    candidates = {i for i, cell in enumerate(cells) if not cell.grade_id and cell.code.strip() in show_texts}
    running = [code[i] for i in code if i not in candidates]
    if candidates and any(text not in released and _reads_unseen(text) for text in running):
        return frozenset()
    return frozenset(_unread(candidates, code, running))


def _reads_unseen(code: str) -> bool:
    return bool(UNSEEN_NAMES.search(code) or REFLECTION.search(code))


def _unread(candidates: set[int], code: dict[int, str], running: Sequence[str]) -> set[int]:
    """Take away every candidate that binds a name which a running cell reads, until none is left that does."""
    while running:
        read = {name for text in running for name in code_names(text).read}
        needed = {i for i in candidates if code_names(code[i]).bound & read}
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
    return CodeNames(defined=defined, imported=imported, read=frozenset(read - defined - imported))


@lru_cache(maxsize=4096)
def code_names(code: str) -> CodeNames:
    """Return the names of `code`; where it is not Python, every word in it counts as bound and as read."""
    try:
        return _names(code)
    except NOT_PYTHON:
        words = frozenset(re.findall(r"\w+", code))
        return CodeNames(defined=words, imported=frozenset(), read=words)
