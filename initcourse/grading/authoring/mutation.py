"""Mutants of an answer: its code with one small change, as one wrong key makes it, to learn whether test cells notice.

A mutant of an official solution that no test cell refuses shows a hole in the tests, unless it behaves as the
docstring says. Such equivalent mutants are written down in `<bank>/<assignment>/<exercise>/equivalent.toml`, one
line `"<key>" = "<reason>"` each. `proof` runs the mutants; nothing is run here.

A change is made in a `Place` of the syntax tree: any node that computes something, so no docstring, error message,
annotation or decorator. `changes` asks every operator what may stand there instead; replacements share their
inner nodes with the original, so do not edit them.
"""

from __future__ import annotations

import ast
import copy
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from initcourse.grading.errors import CourseError

SKIPPED_FIELDS = {"exc", "cause", "msg", "format_spec", "annotation", "returns", "decorator_list"}
"""Fields that hold an error message, or nothing that an answer computes."""

Changes = Iterator[tuple[str, ast.AST]]
"""Pairs of a label such as "compare-lt-lte" and the node that replaces the original."""

ARITHMETIC = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
}

COMPARISONS = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.LtE, ast.GtE, ast.NotEq),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
"""What replaces each comparison; the last one is its opposite."""

REDUCTIONS = {"mean", "std", "var", "sum", "prod", "min", "max", "all", "any", "norm"}
"""Functions of numpy that reduce an array to one number unless they are told an axis."""


@dataclass(frozen=True)
class Place:
    """A `node` of a tree, the nodes `around` it (outermost first), and the `field` and `index` that hold it there."""

    node: ast.AST
    around: tuple[ast.AST, ...]
    field: str
    index: int | None

    @property
    def line(self) -> int:
        """The line of the node, or of the nearest node around it that has one."""
        return next(node.lineno for node in (self.node, *reversed(self.around)) if hasattr(node, "lineno"))

    @property
    def context(self) -> ast.AST | None:
        """The node around a small change that lets a reader see where it is, or None if the change is enough."""
        small = ast.Constant | ast.UnaryOp | ast.Slice | ast.keyword
        if not isinstance(self.node, small):
            return None
        context = next(node for node in reversed(self.around) if not isinstance(node, small))
        readable = ast.expr | ast.arguments | ast.Assign | ast.AugAssign | ast.Return
        return context if isinstance(context, readable) and not isinstance(context, ast.Dict) else None

    def put(self, node: ast.AST) -> None:
        """Let the tree hold `node` in this place."""
        if self.index is None:
            setattr(self.around[-1], self.field, node)
        else:
            getattr(self.around[-1], self.field)[self.index] = node


@dataclass(frozen=True)
class Mutant:
    """Code with a change at one point: a readable `name`, the point's `line`, the `change` in words, the new `code`."""

    name: str
    line: int
    change: str
    code: str

    @property
    def key(self) -> str:
        """The change without its line: lines above it may come and go."""
        return self.change.split(": ", 1)[1]


def mutants(code: str) -> list[Mutant]:
    """Return every mutant of `code` in order of lines; none equals the original or another one.

    Names and keys are unique. Comments and the layout of `code` are lost; its docstrings are kept.
    """
    tree = ast.parse(code)
    seen, found = {ast.unparse(tree)}, []
    names, keys = Counter[str](), Counter[str]()
    for place in sorted(places(tree), key=lambda place: place.line):
        for label, node in changes(place):
            text, change = _changed(tree, place, node)
            if text in seen:
                continue
            seen.add(text)
            name = _numbered(f"{place.line}-{label}", names, "{}-{}")
            key = _numbered(change, keys, "{} (place {})")
            found.append(Mutant(name=name, line=place.line, change=f"line {place.line}: {key}", code=text))
    return found


def places(tree: ast.AST, around: tuple[ast.AST, ...] = ()) -> Iterator[Place]:
    """Yield every place below `tree` that may be changed, an outer place before those in it."""
    for field, value in ast.iter_fields(tree):
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST) and field not in SKIPPED_FIELDS and not _is_docstring(node):
                yield Place(node, (*around, tree), field, index)
                yield from places(node, (*around, tree))


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def changes(place: Place) -> Changes:
    """Yield what may replace the node in this place."""
    for operator in (_values, _arithmetic, _comparisons, _conditions, _arguments, _keywords, _bounds, _statements):
        yield from operator(place)


def read_equivalents(path: Path) -> dict[str, str]:
    """Return why each mutant in the file behaves as a right answer, by the mutant's key; no file means none.

    Raises `CourseError` if the file is not TOML or an entry gives no reason.
    """
    if not path.exists():
        return {}
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f'{path} is not TOML ({error}): a line reads "<key of the mutant>" = "<reason>"') from error
    for key, reason in entries.items():
        if not isinstance(reason, str) or not reason.strip():
            raise CourseError(f"{path}: {key} has no reason: say in one sentence why it is a right answer")
    return entries


def unknown_entries(equivalents: Iterable[str], found: Iterable[Mutant]) -> list[str]:
    """Return the keys of `equivalents` that belong to none of the mutants `found`: the solution has changed since."""
    known = {mutant.key for mutant in found}
    return [key for key in equivalents if key not in known]


def check_equivalents(path: Path, found: Iterable[Mutant]) -> dict[str, str]:
    """Read the file like `read_equivalents`; raise `CourseError` if an entry belongs to none of the mutants `found`."""
    equivalents = read_equivalents(path)
    if unknown := unknown_entries(equivalents, found):
        raise CourseError(
            f"{path}: the official solution has no mutant {', '.join(unknown)}: take the line out or correct its key"
        )
    return equivalents


def _changed(tree: ast.Module, place: Place, node: ast.AST) -> tuple[str, str]:
    """Return the text of the tree with `node` in this place, and the change in words; leave the tree as it was."""
    context = place.context
    before = ast.unparse(context or place.node)
    place.put(node)
    text, after = ast.unparse(tree), ast.unparse(context or node)
    place.put(place.node)
    return text, f"`{before.strip()}` became `{after.strip()}`"


def _numbered(text: str, seen: Counter[str], form: str) -> str:
    """Return `text`, or from its second time on `form` with its number."""
    seen[text] += 1
    return text if seen[text] == 1 else form.format(text, seen[text])


def _values(place: Place) -> Changes:
    """Change a constant; take away a sign or a `not`."""
    match place.node:
        case ast.Constant(bool(truth)):
            yield "boolean", ast.Constant(not truth)
        case ast.Constant(int(n) | float(n)):
            for label, value in (("plus1", n + 1), ("minus1", n - 1), ("zero", 0), ("doubled", 2 * n)):
                if value != n:
                    yield f"number-{label}", _number(value)
        case ast.Constant(str(text)):
            yield "string", ast.Constant(text + "_")
        case ast.UnaryOp(op, operand):
            yield f"without-{_name(op)}", operand


def _arithmetic(place: Place) -> Changes:
    node = place.node
    if isinstance(node, ast.BinOp | ast.AugAssign):
        for new in ARITHMETIC.get(type(node.op), ()):
            yield f"arithmetic-{_name(node.op)}-{_name(new())}", _with(node, op=new())


def _comparisons(place: Place) -> Changes:
    node = place.node
    if isinstance(node, ast.Compare):
        for index, op in enumerate(node.ops):
            for new in COMPARISONS[type(op)]:
                yield f"compare-{_name(op)}-{_name(new())}", _with(node, ops=_replaced(node.ops, index, new()))


def _conditions(place: Place) -> Changes:
    """Negate a condition, exchange `and` and `or`, leave out one side or a comprehension's filter."""
    node = place.node
    if place.field in ("test", "ifs") and isinstance(node, ast.expr):
        yield "negated", _opposite(node)
    if isinstance(node, ast.BoolOp):
        yield f"logic-{_name(node.op)}", _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        for index in range(len(node.values)):
            rest = _without(node.values, index)
            yield "side-removed", rest[0] if len(rest) == 1 else _with(node, values=rest)
    if isinstance(node, ast.comprehension):
        for index in range(len(node.ifs)):
            yield "filter-removed", _with(node, ifs=_without(node.ifs, index))


def _arguments(place: Place) -> Changes:
    """Swap two positional arguments; put the only one in the call's place; move a bound of `range` by one."""
    node = place.node
    if isinstance(node, ast.Call):
        plain = [i for i, argument in enumerate(node.args) if not isinstance(argument, ast.Starred)]
        for i, j in combinations(plain, 2):
            swapped = _replaced(_replaced(node.args, i, node.args[j]), j, node.args[i])
            yield f"arguments-{i + 1}-{j + 1}-swapped", _with(node, args=swapped)
        if len(node.args) == len(plain) == 1:
            yield "call-left-out", node.args[0]
        if isinstance(node.func, ast.Attribute):
            yield "method-left-out", node.func.value
    call = place.around[-1]
    if place.field == "args" and isinstance(call, ast.Call) and _called(call) == "range":
        yield from _one_off(node)


def _keywords(place: Place) -> Changes:
    """Leave out a keyword argument; add an axis or `ddof=1` to a reduction."""
    node = place.node
    if not isinstance(node, ast.Call):
        return
    for index, keyword in enumerate(node.keywords):
        if keyword.arg:
            yield f"keyword-{keyword.arg}-removed", _with(node, keywords=_without(node.keywords, index))
    given = {keyword.arg for keyword in node.keywords}
    if isinstance(node.func, ast.Attribute) and _called(node) in REDUCTIONS and "axis" not in given:
        yield "keyword-axis-added", _with(node, keywords=[*node.keywords, ast.keyword("axis", ast.Constant(0))])
    if _called(node) in {"std", "var"} and "ddof" not in given:
        yield "keyword-ddof-added", _with(node, keywords=[*node.keywords, ast.keyword("ddof", ast.Constant(1))])


def _bounds(place: Place) -> Changes:
    """Leave out a bound of a slice or add one; move an index or a bound by one."""
    node = place.node
    if isinstance(node, ast.Slice):
        for bound in ("lower", "upper", "step"):
            if getattr(node, bound):
                yield f"slice-{bound}-removed", _with(node, **{bound: None})
        if not node.lower:
            yield "slice-lower-added", _with(node, lower=_number(1))
        if not node.upper:
            yield "slice-upper-added", _with(node, upper=_number(-1))
    elif place.field in ("slice", "lower", "upper"):
        yield from _one_off(node)


def _statements(place: Place) -> Changes:
    """Leave out a statement, exchange `break` and `continue`, overwrite for `+=`, return something else."""
    match place.node:
        case ast.Break():
            yield "break-continue", ast.Continue()
        case ast.Continue():
            yield "continue-break", ast.Break()
        case ast.Return(value) if value:
            yield "return-negated", ast.Return(ast.UnaryOp(ast.USub(), value))
            yield "return-none", ast.Return(ast.Constant(None))
        case ast.Assign() | ast.AugAssign() | ast.AnnAssign() | ast.Expr() | ast.Raise():
            yield f"{_name(place.node)}-removed", ast.Pass()
            if isinstance(place.node, ast.AugAssign):
                yield "augassign-assign", ast.Assign([place.node.target], place.node.value, lineno=place.node.lineno)


def _one_off(node: ast.AST) -> Changes:
    """Yield a whole number's expression plus and minus one; constants are changed by `_values`."""
    fixed = ast.Constant | ast.UnaryOp | ast.JoinedStr | ast.Tuple | ast.Starred
    if isinstance(node, ast.expr) and not isinstance(node, fixed):
        yield "index-plus1", ast.BinOp(node, ast.Add(), ast.Constant(1))
        yield "index-minus1", ast.BinOp(node, ast.Sub(), ast.Constant(1))


def _opposite(test: ast.expr) -> ast.expr:
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return _with(test, ops=[COMPARISONS[type(test.ops[0])][-1]()])
    return ast.UnaryOp(ast.Not(), test)


def _called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _number(value: float) -> ast.expr:
    return ast.UnaryOp(ast.USub(), ast.Constant(-value)) if value < 0 else ast.Constant(value)


def _with(node: Any, **fields: Any) -> Any:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _replaced(items: list, index: int, item: Any) -> list:
    return [*items[:index], item, *items[index + 1 :]]


def _without(items: list, index: int) -> list:
    return [*items[:index], *items[index + 1 :]]


def _name(node: ast.AST) -> str:
    return type(node).__name__.lower()
