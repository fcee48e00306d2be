"""Find in a source notebook what would leak an answer or grade wrongly, before nbgrader sees it.

nbgrader matches markers as substrings and takes points as they come, so a typing mistake ships hidden tests or
changes grades without a word. Each rule yields a cell's id and a sentence for every problem that it finds; a release is
refused if there is one. Whether the tests tell right answers from wrong ones is proven elsewhere.
"""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from initcourse.grading.course.assignment import (
    HIDDEN_TESTS,
    POINTS,
    SOLUTION,
    Assignment,
    Problem,
    points_table,
    region,
)
from initcourse.grading.course.names import code_names, defined_names, free_names

CHECKED_OUTPUT = "nbval-check-output"
"""The tag of a cell whose output is compared when the notebook is run, and so is kept."""

MARKER_LIKE = re.compile(
    r"""(?ix) ^\s*\#+\s*(begin|end)\b                        # a comment that begins or ends something
    | \b(begin|end)\W*(hidden|hiden|test|solution|mark)    # the words of a marker, anywhere
    | ^\s*\#+\s*hidden\W+test                              # a heading for hidden tests
    """
)
"""A line that someone may have meant as a marker."""


def problems(assignment: Assignment) -> list[Problem]:
    """Return everything that is wrong with the source notebook, in the order of the rules below."""
    rules = (_markers, _regions, _ids, _points, _tests, _left_behind, _outputs)
    return [Problem(assignment.name, cell, text) for rule in rules for cell, text in rule(assignment)]


def _markers(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """A line that looks like a marker is one, to the letter."""
    for cell in assignment.notebook.cells:
        if cell.cell_type != "code":
            continue
        for line in cell.source.splitlines():
            text = line.strip()
            if MARKER_LIKE.search(line) and text not in SOLUTION + HIDDEN_TESTS:
                yield cell.id, f"{text!r} is not a marker: write {HIDDEN_TESTS[0]!r}, {SOLUTION[0]!r} or their END"


def _regions(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """Every BEGIN has its END, in a cell of the right kind; every solution cell has a solution."""
    kinds = {cell.grade_id: cell.kind for cell in assignment.cells}
    for cell in assignment.notebook.cells:
        if cell.cell_type != "code":
            continue
        kind = kinds.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        for marker, right_kind in ((SOLUTION, "solution"), (HIDDEN_TESTS, "test")):
            lines = [line.strip() for line in cell.source.splitlines() if line.strip() in marker]
            if lines != list(marker) * (len(lines) // 2):
                yield cell.id, f"{' / '.join(lines)}: every {marker[0]!r} needs one {marker[1]!r} after it"
            if lines and kind != right_kind:
                yield cell.id, f"{marker[0]!r} stands in a cell that is not a {right_kind} cell"
        if kind == "solution" and not region(cell.source, SOLUTION):
            yield cell.id, f"the solution cell has no {SOLUTION[0]!r}"


def _ids(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """Ids are unique, and a test cell's id begins with the exercise that it tests."""
    grade_ids = Counter(cell.grade_id for cell in assignment.cells)
    cell_ids = Counter(cell.id for cell in assignment.notebook.cells)
    for cell in grade_ids | cell_ids:
        count = max(grade_ids[cell], cell_ids[cell])
        if count > 1:
            yield cell, f"the id stands {count} times: give each cell its own"
    solutions = {cell.grade_id for cell in assignment.of_kind("solution")}
    for cell in assignment.of_kind("test"):
        if cell.exercise not in solutions:
            yield cell.grade_id, f"there is no solution cell {cell.exercise!r} for this test cell"


def _points(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """The points of the cells are those of the table at the top, and the assignment's total."""
    table = points_table(assignment.notebook)
    cells: defaultdict[str, float] = defaultdict(float)
    for cell in assignment.of_kind("test") + assignment.of_kind("written"):
        cells[cell.exercise] += cell.points
    for name in sorted(set(cells) | {row.exercise for row in table}):
        in_table = sum(row.points for row in table if row.exercise == name)
        if in_table != cells[name]:
            yield name, f"the table at the top gives {in_table:g} points, the cells {cells[name]:g}"
    if sum(cells.values()) != POINTS:
        yield "points", f"the cells sum to {sum(cells.values()):g} points, an assignment has {POINTS}"


def _tests(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """A test cell imports what it uses or has it of a cell of tools before it, and shows nothing.

    Of the student's names it reads only what solution cells define.
    """
    solutions = {name for cell in assignment.of_kind("solution") for name in defined_names(cell.code)}
    tools: set[str] = set()
    for cell in assignment.of_kind("test"):
        try:
            tree = ast.parse(cell.code)
        except SyntaxError as error:
            yield cell.grade_id, f"line {error.lineno} is not Python"
            continue
        unknown = free_names(cell.code) - solutions - tools
        tools |= defined_names(cell.code) if cell.is_tools else set()
        if unknown:
            names = ", ".join(sorted(unknown))
            yield cell.grade_id, f"{names}: neither imported here nor defined by a solution cell or a cell of tools"
        if tree.body and _shows_a_value(tree.body[-1]):
            yield cell.grade_id, "the last line is an expression; nbgrader would read its value as the points"


def _left_behind(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """What a test cell defines, no other cell reads: else the lesson goes on with a check's data.

    What a test cell imports is no such name, where the lesson imports the same.
    """
    tests = {cell.grade_id for cell in assignment.of_kind("test")}
    others = [
        code_names(cell.source)
        for cell in assignment.notebook.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade_id") not in tests
    ]
    read = frozenset().union(*(names.read for names in others))
    imported = frozenset().union(*(names.imported for names in others))
    for cell in assignment.of_kind("test"):
        names = code_names(cell.code)
        left = (names.defined | names.imported - imported) & read
        if left:
            yield cell.grade_id, f"{', '.join(sorted(left))}: the lesson reads this name, too; give it another one here"


def _outputs(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """Only cells whose output is checked keep one."""
    for cell in assignment.notebook.cells:
        if cell.get("outputs") and CHECKED_OUTPUT not in cell.metadata.get("tags", ()):
            yield cell.id, "the cell has outputs: clear them before you save"


def _shows_a_value(node: ast.stmt) -> bool:
    """Whether the statement is an expression other than a call of a check, which returns None."""
    if not isinstance(node, ast.Expr):
        return False
    called = node.value.func if isinstance(node.value, ast.Call) else None
    return not (isinstance(called, ast.Name) and called.id.startswith("expect_"))
