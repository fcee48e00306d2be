"""Comparisons in Python code, brought to one form: is a condition of a hidden test written down somewhere else?

`leaks` asks here for the conditions that must stay secret, and looks for them in whatever students can read. A
comparison is brought to the border that it draws: `x < 10`, `10 > x`, `not x < 10` and `if x >= 10: ... else: ...` all
draw the border between `x` and 10, and which side passes is not looked at. Numbers are compared by value.
"""

from __future__ import annotations

import ast
import copy
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from initcourse.grading.course.assignment import HIDDEN_TESTS, SOLUTION, Assignment, region
from initcourse.grading.course.names import defined_names

COMMON = frozenset(map(float, range(-3, 4)))
"""Numbers that many a comparison holds: they alone make no secret of it."""

MAX_BOUND = 3
"""Names in one comparison whose numbers are put in their places."""

TELLING_DIGITS = 3
"""Significant digits from which a number in a condition is no coincidence elsewhere, whatever it is compared with."""

SHORTEST = 10
"""Characters of the shortest condition, less its operator, that is looked for in comments and prose."""

KINDS: dict[type[ast.cmpop], str] = {
    **dict.fromkeys((ast.Lt, ast.LtE, ast.Gt, ast.GtE), "order"),
    **dict.fromkeys((ast.Eq, ast.NotEq, ast.Is, ast.IsNot), "equal"),
    **dict.fromkeys((ast.In, ast.NotIn), "in"),
}

CALLS = {
    **dict.fromkeys(("lt", "le", "gt", "ge", "less", "less_equal", "greater", "greater_equal"), "order"),
    **dict.fromkeys(("eq", "ne", "equal", "not_equal"), "equal"),
}
"""Functions of NumPy and `operator` that compare their two arguments."""

IN_PROSE = {"order": "[<>]=?|[≤≥]", "equal": r"[=!]=|is(?:\s+not)?", "in": r"(?:not\s+)?in"}
"""What stands between the sides of a comparison of each kind."""

TOKEN = r"[\w.]+|[^\w\s]"

NUMBER = r"\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+"

Nodes = tuple[ast.AST, ...]
"""The nodes of a syntax tree, an outer one before those in it."""

Values = Mapping[str, frozenset[float]]
"""Numbers by the names that are bound to them."""

OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


@dataclass(frozen=True)
class Comparison:
    """A comparison of two `sides`: as written (`text`), and its `border` in one form for all ways to write it.

    `numbers`, `strings` and `names` are those that it holds, `line` is where it stands.
    """

    text: str
    kind: str
    sides: tuple[str, str]
    border: str
    line: int
    numbers: frozenset[float]
    strings: frozenset[str]
    names: frozenset[str]

    def is_written_in(self, prose: str) -> bool:
        """Whether a comment, a string or a text holds the comparison; a short one is not looked for."""
        if len("".join("".join(self.sides).split())) < SHORTEST or not all(map(prose.__contains__, self._words)):
            return False
        left, right = (r"\s*".join(map(_pattern, re.findall(TOKEN, side))) for side in self.sides)
        operator = rf"\s*(?:{IN_PROSE[self.kind]})\s*"
        either = f"{left}{operator}{right}|{right}{operator}{left}"
        return re.search(rf"(?<![\w.])(?:{either})(?!\.?\w)", prose) is not None

    @property
    def _words(self) -> list[str]:
        """The words that a text must hold, to search in few texts."""
        return re.findall(r"[^\W\d]\w*", " ".join(self.sides))


@dataclass(frozen=True)
class SecretCondition:
    """A comparison in a hidden test: in which assignment and cell, and the `telling` numbers that only it holds."""

    assignment: str
    cell: str
    comparison: Comparison
    telling: frozenset[float]


def secret_conditions(assignments: Sequence[Assignment]) -> list[SecretCondition]:
    """Return the comparisons with a constant that stand in hidden tests of these assignments, and nowhere visible.

    A comparison that says nothing of its own is no secret: it must hold the name of a solution, a number other than
    small whole ones, or a string that students do not read. Code that is not Python is skipped; `lint` reports it.
    """
    prose = "\n".join(text for assignment in assignments for text in _visible_texts(assignment))
    visible = {c.border for assignment in assignments for code in _codes(assignment) for c in _split(code)[0]}
    shown = {float(number) for number in re.findall(NUMBER, prose.replace("_", ""))}
    secrets: dict[tuple[str, str, str], SecretCondition] = {}
    for assignment in assignments:
        answers = _solution_names(assignment)
        for cell in assignment.of_kind("test"):
            for comparison in _split(cell.code)[1]:
                unread = [s for s in comparison.strings if not re.search(rf"(?<!\w){re.escape(s)}(?!\w)", prose)]
                says_something = comparison.names & answers or comparison.numbers - COMMON or unread
                constant = comparison.numbers or comparison.strings
                if constant and says_something and comparison.border not in visible:
                    telling = frozenset(n for n in map(abs, comparison.numbers) if _tells(n) and n not in shown)
                    key = (assignment.name, cell.grade_id, comparison.border)
                    secrets[key] = SecretCondition(assignment.name, cell.grade_id, comparison, telling)
    return list(secrets.values())


def parse(code: str) -> Nodes | None:
    """Return the nodes of the code's syntax tree, IPython's magic lines left out; None if it is not Python."""
    python = re.sub(r"(?m)^(\s*)[%!].*$", r"\1pass", textwrap.dedent(code))
    try:
        return tuple(ast.walk(ast.parse(python)))
    except (SyntaxError, ValueError, RecursionError):
        return None


def comparisons(nodes: Nodes, values: Values | None = None) -> Iterator[Comparison]:
    """Yield every comparison, of a chain each one; with `values`, also with numbers in place of names."""
    values = values or {}
    for node in nodes:
        for left, kind, right, text in _pairs(node):
            sides = (left, right)
            names = frozenset(name for side in sides for child in ast.walk(side) if (name := _name(child)))
            bound = sorted(names & set(values))[:MAX_BOUND]
            for numbers in product(*([None, *sorted(values[name])] for name in bound)):
                chosen = {name: n for name, n in zip(bound, numbers, strict=True) if n is not None}
                yield _comparison(sides, kind, text, names, chosen)


def bindings(nodes: Nodes) -> Iterator[tuple[str, float]]:
    """Yield (name, number) for every number that is given a name: a variable, parameter, argument or key."""
    for node in nodes:
        for name, value in _bound(node):
            if (number := _number(value)) is not None:
                yield name, number


def numbers_in(nodes: Nodes) -> Iterator[tuple[float, int]]:
    """Yield (number, line) for every number that the code holds or computes from numbers alone."""
    for node in nodes:
        if isinstance(node, ast.Constant | ast.UnaryOp | ast.BinOp) and (number := _number(node)) is not None:
            yield abs(number), node.lineno


def _split(code: str) -> tuple[list[Comparison], list[Comparison]]:
    """Return the comparisons in a cell's visible part and in its hidden tests; a solution is neither."""
    hidden, solution = _region_lines(code, HIDDEN_TESTS), _region_lines(code, SOLUTION)
    if nodes := parse(code):
        everything = list(comparisons(nodes))
        return (
            [c for c in everything if c.line not in hidden | solution],
            [c for c in everything if c.line in hidden],
        )
    parts = (_visible(code), "\n".join(region(code, HIDDEN_TESTS)))
    visible, secret = ([*comparisons(nodes)] if (nodes := parse(part)) else [] for part in parts)
    return visible, secret


def _codes(assignment: Assignment) -> list[str]:
    return [cell.source for cell in assignment.notebook.cells if cell.cell_type == "code"]


def _visible_texts(assignment: Assignment) -> list[str]:
    """Return what students read of each cell: no solution, hidden test or model answer."""
    return [
        _visible(cell.source) if cell.cell_type == "code" else cell.source
        for cell in assignment.notebook.cells
        if cell.cell_type == "code" or not cell.metadata.get("nbgrader", {}).get("solution")
    ]


def _visible(code: str) -> str:
    return "\n".join(region("\n".join(region(code, HIDDEN_TESTS, inside=False)), SOLUTION, inside=False))


def _region_lines(code: str, marker: tuple[str, str]) -> set[int]:
    """Return the numbers of the lines between the two lines of `marker`, from 1."""
    numbers, within = set(), False
    for number, line in enumerate(code.splitlines(), 1):
        if line.strip() in marker:
            within = line.strip() == marker[0]
        elif within:
            numbers.add(number)
    return numbers


def _solution_names(assignment: Assignment) -> set[str]:
    """Return what the exercises are called: ids of solution cells, and the names that they define."""
    names = {cell.grade_id for cell in assignment.of_kind("solution")}
    for cell in assignment.of_kind("solution"):
        if parse(cell.code):
            names |= defined_names(cell.code)
    return names


def _pairs(node: ast.AST) -> Iterator[tuple[ast.expr, str, ast.expr, str]]:
    """Yield (left, kind, right, text) for what the node itself compares."""
    match node:
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            sides = [left, *comparators]
            for before, op, after in zip(sides, ops, comparators, strict=False):
                text = ast.unparse(ast.Compare(before, [op], [after]))
                yield before, KINDS[type(op)], after, text
        case ast.Call(args=[left, right]) if kind := CALLS.get(_name(node.func) or ""):
            yield left, kind, right, ast.unparse(node)


def _comparison(
    sides: tuple[ast.expr, ast.expr], kind: str, text: str, names: frozenset[str], values: Mapping[str, float]
) -> Comparison:
    folded = [_Folded(values).visit(copy.deepcopy(side)) for side in sides]
    texts = [ast.unparse(side) for side in folded]
    constants = [node.value for side in folded for node in ast.walk(side) if isinstance(node, ast.Constant)]
    return Comparison(
        text=text,
        kind=kind,
        sides=(ast.unparse(sides[0]), ast.unparse(sides[1])),
        border=f"{kind}: {' | '.join(texts if kind == 'in' else sorted(texts))}",
        line=sides[0].lineno,
        numbers=frozenset(constant for constant in constants if isinstance(constant, float)),
        strings=frozenset(constant for constant in constants if isinstance(constant, str)),
        names=names,
    )


class _Folded(ast.NodeTransformer):
    """Puts numbers in the place of names that are bound to them and of what is computed from numbers alone."""

    def __init__(self, values: Mapping[str, float]) -> None:
        self.values = values

    def visit(self, node: ast.AST) -> ast.AST:
        number = self.values.get(_name(node) or "", _number(node))
        return self.generic_visit(node) if number is None else ast.Constant(number)


def _number(node: ast.AST | None) -> float | None:
    """Return the value of an expression of numbers alone, to 12 digits; None if it is something else."""
    match node:
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int() | float() as value):
            return _rounded(float(value)) if abs(value) < 1e300 else None
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            number = _number(operand)
            return None if number is None else -number
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATIONS:
            a, b = _number(left), _number(right)
            if a is None or b is None or (isinstance(op, ast.Div) and b == 0):
                return None
            return _rounded(OPERATIONS[type(op)](a, b))
    return None


def _rounded(number: float) -> float:
    return float(f"{number:.12g}")


def _tells(number: float) -> bool:
    """Whether the number has so many significant digits that it is no coincidence elsewhere."""
    return len(f"{number:.11e}".split("e")[0].replace(".", "").strip("0")) >= TELLING_DIGITS


def _pattern(token: str) -> str:
    return "['\"]" if token in "'\"" else re.escape(token)


def _name(node: ast.AST) -> str | None:
    """Return the name that a variable, an attribute or an item is read by."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str() as name)):
            return name
    return None


def _bound(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield what the node gives names to, with the names."""
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _assigned(target, value)
        case ast.AnnAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            yield from _assigned(target, value)
        case ast.keyword(arg=str() as name, value=value):
            yield name, value
        case ast.arguments():
            positional = [*node.posonlyargs, *node.args]
            yield from _named(positional[len(positional) - len(node.defaults) :], node.defaults)
            yield from _named(node.kwonlyargs, node.kw_defaults)
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, value


def _named(parameters: Sequence[ast.arg], defaults: Sequence[ast.expr | None]) -> Iterator[tuple[str, ast.expr | None]]:
    for parameter, default in zip(parameters, defaults, strict=True):
        yield parameter.arg, default


def _assigned(target: ast.expr, value: ast.expr | None) -> Iterator[tuple[str, ast.expr | None]]:
    if isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List):
        for inner, part in zip(target.elts, value.elts, strict=False):
            yield from _assigned(inner, part)
    elif name := _name(target):
        yield name, value
