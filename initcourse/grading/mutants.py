"""Every mutant of an answer: its code with one small change, to learn whether the test cells notice.

A mutant of an official solution that no test cell refuses shows a hole in the tests, unless it behaves as the
docstring says. Such equivalent mutants are written down in `<bank>/<assignment>/<exercise>/equivalent.toml`, one
line `"<key>" = "<reason>"` each. `operators` knows the changes; `bank` can run the code.
"""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from initcourse.grading.errors import CourseError
from initcourse.grading.operators import changes
from initcourse.grading.places import Place, places


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
    seen, names, keys, found = {ast.unparse(tree)}, Counter(), Counter(), []
    for place in sorted(places(tree), key=lambda place: place.line):
        for label, node in changes(place):
            text, change = _tried(tree, place, node)
            if text in seen:
                continue
            seen.add(text)
            name = _numbered(f"{place.line}-{label}", names, "{}-{}")
            key = _numbered(change, keys, "{} (place {})")
            found.append(Mutant(name, place.line, f"line {place.line}: {key}", text))
    return found


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


def _tried(tree: ast.Module, place: Place, node: ast.AST) -> tuple[str, str]:
    """Return the text of the tree with `node` in this place, and the change in words; leave the tree as it was."""
    shown = _shown(place)
    before = ast.unparse(shown or place.node)
    place.put(node)
    text, after = ast.unparse(tree), ast.unparse(shown or node)
    place.put(place.node)
    return text, f"`{before.strip()}` became `{after.strip()}`"


def _shown(place: Place) -> ast.AST | None:
    """Return the node around a small change that lets a reader see where it is, or None if the change is enough."""
    small = ast.Constant | ast.UnaryOp | ast.Slice | ast.keyword
    if not isinstance(place.node, small):
        return None
    nodes = (*place.around, place.node)
    shown = next(node for node in reversed(nodes) if not isinstance(node, small))
    readable = ast.expr | ast.arguments | ast.Assign | ast.AugAssign | ast.Return
    return shown if isinstance(shown, readable) and not isinstance(shown, ast.Dict) else None


def _numbered(text: str, seen: Counter[str], form: str) -> str:
    """Return `text`, or from its second time on `form` with its number."""
    seen[text] += 1
    return text if seen[text] == 1 else form.format(text, seen[text])
