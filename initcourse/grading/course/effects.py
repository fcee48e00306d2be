"""What a test cell does to the process that it runs in, read from its text: such tests can only run with the student.

A test that patches `np.linalg.solve`, catches what is printed or seeds a global generator means the process in which
the student's function runs. In another process it would find nothing wrong with any answer.
"""

from __future__ import annotations

import ast
from collections.abc import Collection
from functools import lru_cache

ACTS = frozenset(
    {
        *("patch", "mock", "monkeypatch", "MonkeyPatch", "setattr", "delattr"),
        *("redirect_stdout", "redirect_stderr", "capture_output", "catch_warnings", "stdout", "stderr", "stdin"),
        *("getsource", "getsourcelines", "getsourcefile", "getdoc", "signature", "getfullargspec"),
        *("seed", "set_seed", "set_random_seed", "manual_seed"),
        *("chdir", "environ", "putenv", "settrace", "setprofile", "setrecursionlimit", "setlocale"),
        *("alarm", "setitimer"),
    }
)
"""Names of libraries by which a test looks at, or changes, what only the process itself has."""

MODES = frozenset(("simplefilter", "filterwarnings", "seterr", "errstate"))
"""Names of libraries that set what a process does with warnings."""

LOUD = frozenset(("error", "always", "default", "once", "module", "raise", "warn", "call", "print", "log"))
"""What they set so that a test can find warnings of the student's code; to ignore them changes nothing there."""


@lru_cache(maxsize=4096)  # proofs ask about the same cells for every trial
def effect_of(code: str, solved: frozenset[str]) -> str:
    """Return what in a test cell acts on the process of the functions that it tests, as it stands there; "" if nothing.

    `solved` are the names that solution cells define. Raises `SyntaxError` if the code is not Python.
    """
    tree = ast.parse(code)
    imported = {
        alias.asname or alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    return next((ast.unparse(node) for node in ast.walk(tree) if _acts(node, imported, solved)), "")


def _acts(node: ast.AST, imported: Collection[str], solved: Collection[str]) -> bool:
    match node:
        case ast.alias(name):
            return name.split(".")[-1] in ACTS
        case ast.Call(function, arguments, keywords) if _last(function) in MODES and _root(function) in imported:
            values = [*arguments, *(keyword.value for keyword in keywords)]
            return any(isinstance(value, ast.Constant) and value.value in LOUD for value in values)
        case ast.Name(name, ast.Del()):
            return name in solved
        case ast.Name(name):
            return name in ACTS and (name in imported or name in ("setattr", "delattr"))
        case ast.Attribute(attr=name) if name in ACTS and _root(node) in imported:
            return True
        case ast.Attribute(ctx=ast.Store() | ast.Del()):
            return _root(node) in imported or _root(node) in solved
        case ast.Subscript(ctx=ast.Store() | ast.Del()):
            return _root(node) in imported
    return False


def _last(node: ast.expr) -> str:
    """Return the name that a chain of attributes ends with."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _root(node: ast.expr) -> str:
    """Return the name that a chain of attributes and items begins with; "" if it begins with something else."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
