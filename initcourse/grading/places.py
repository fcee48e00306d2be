"""Where a piece of Python may be changed: every node of its syntax tree that computes something.

`operators` says what may stand there instead. Docstrings, error messages, annotations and decorators are left out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

LEFT_ALONE = {"exc", "cause", "msg", "format_spec", "annotation", "returns", "decorator_list"}
"""Fields that hold an error message, or nothing that an answer computes."""


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

    def put(self, node: ast.AST) -> None:
        """Let the tree hold `node` in this place."""
        if self.index is None:
            setattr(self.around[-1], self.field, node)
        else:
            getattr(self.around[-1], self.field)[self.index] = node


def places(tree: ast.AST, around: tuple[ast.AST, ...] = ()) -> Iterator[Place]:
    """Yield every place below `tree` that may be changed, an outer place before those in it."""
    for field, value in ast.iter_fields(tree):
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST) and field not in LEFT_ALONE and not _is_docstring(node):
                yield Place(node, (*around, tree), field, index)
                yield from places(node, (*around, tree))


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
