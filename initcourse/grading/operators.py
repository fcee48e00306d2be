"""Small changes to a piece of Python's syntax tree: the mistakes that one wrong key makes.

`changes` gives what may stand in a place; `mutants` puts it there. Replacements share their inner nodes with the
original: do not edit them.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from initcourse.grading.places import Place

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


def changes(place: Place) -> Changes:
    """Yield what may replace the node in this place."""
    for operator in (_values, _arithmetic, _comparisons, _conditions, _arguments, _keywords, _bounds, _statements):
        yield from operator(place)


def _values(place: Place) -> Changes:
    """Change a constant; take away a sign or a `not`."""
    match place.node:
        case ast.Constant(bool(value)):
            yield "boolean", ast.Constant(not value)
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
    for index, op in enumerate(node.ops if isinstance(node, ast.Compare) else ()):
        for new in COMPARISONS[type(op)]:
            yield f"compare-{_name(op)}-{_name(new())}", _with(node, ops=_put(node.ops, index, new()))


def _conditions(place: Place) -> Changes:
    """Negate a condition, exchange `and` and `or`, leave out one side or a comprehension's filter."""
    node = place.node
    if place.field in ("test", "ifs"):
        yield "negated", _opposite(node)
    if isinstance(node, ast.BoolOp):
        yield f"logic-{_name(node.op)}", _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        for index in range(len(node.values)):
            rest = _without(node.values, index)
            yield "side-removed", rest[0] if len(rest) == 1 else _with(node, values=rest)
    for index in range(len(node.ifs) if isinstance(node, ast.comprehension) else 0):
        yield "filter-removed", _with(node, ifs=_without(node.ifs, index))


def _arguments(place: Place) -> Changes:
    """Swap two positional arguments; put the only one in the call's place; move a bound of `range` by one."""
    node = place.node
    if isinstance(node, ast.Call):
        plain = [i for i, argument in enumerate(node.args) if not isinstance(argument, ast.Starred)]
        for i, j in combinations(plain, 2):
            swapped = _put(_put(node.args, i, node.args[j]), j, node.args[i])
            yield f"arguments-{i + 1}-{j + 1}-swapped", _with(node, args=swapped)
        if len(node.args) == len(plain) == 1:
            yield "call-left-out", node.args[0]
        if isinstance(node.func, ast.Attribute):
            yield "method-left-out", node.func.value
    if place.field == "args" and isinstance(place.around[-1], ast.Call) and _called(place.around[-1]) == "range":
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


def _one_off(node: ast.expr) -> Changes:
    """Yield a whole number's expression plus and minus one; constants are changed by `_values`."""
    if not isinstance(node, ast.Constant | ast.UnaryOp | ast.JoinedStr | ast.Tuple | ast.Starred):
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


def _put(items: list, index: int, item: Any) -> list:
    return [*items[:index], item, *items[index + 1 :]]


def _without(items: list, index: int) -> list:
    return [*items[:index], *items[index + 1 :]]


def _name(node: ast.AST) -> str:
    return type(node).__name__.lower()
