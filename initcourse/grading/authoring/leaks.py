"""Whether students can read an answer: passages of solutions and hidden tests, and the conditions of hidden tests.

`write_release` refuses to publish what leaks, and `verify` reports it. Students can read the notebooks of the release
and every file of the package, staff's part included. A passage is looked for as text; a condition as syntax, in every
way to write it that `conditions` knows, since one line of code is too short to be searched for by its characters.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import nbformat

import initcourse
from initcourse.grading.authoring.conditions import (
    Nodes,
    SecretCondition,
    Values,
    bindings,
    comparisons,
    numbers_in,
    parse,
    secret_conditions,
)
from initcourse.grading.course.assignment import HIDDEN_TESTS, SOLUTION, Assignment, Problem, region

TELLING = 80
"""Characters, without white space, from which a passage of an answer is no coincidence elsewhere."""

SHORTEST = 12
"""Characters of the shortest answer that is looked for."""

ADVICE = "take it out there or change the test"
"""What to do about a condition that can be read."""


@dataclass(frozen=True)
class Readable:
    """A file that students can read: where it is, its text (of a notebook, its cells' sources) and its code.

    `data` holds the numbers of a JSON file with their keys ("" where there is none). `released`: it is a notebook.
    """

    where: str
    text: str
    nodes: Nodes = ()
    data: tuple[tuple[str, float], ...] = ()
    released: bool = False

    @cached_property
    def named_numbers(self) -> list[tuple[str, float]]:
        """The (name, number) pairs of every number that has a name or key here."""
        return [*self.data, *bindings(self.nodes)]


def leaks(assignments: Sequence[Assignment], release: Path) -> list[Problem]:
    """Return every passage or condition of a solution, hidden test or mark scheme that students can read.

    They can read the notebooks under `release` and every file of the package.
    """
    package = Path(initcourse.__file__).parent
    files = [_read_notebook(path) for path in sorted(release.rglob("*.ipynb"))]
    files += [_read_file(path, package) for path in sorted(package.rglob("*")) if path.suffix in {".py", ".json"}]
    return [*_readable_passages(assignments, files), *_readable_conditions(secret_conditions(assignments), files)]


def secret_passages(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """Yield (cell id, passage) for everything of solutions, hidden tests, model answers and mark schemes.

    What a hidden test repeats from the visible part of a test cell is no secret.
    """
    visible_parts = (region(cell.code, HIDDEN_TESTS, inside=False) for cell in assignment.of_kind("test"))
    visible = _normal("".join(chain.from_iterable(visible_parts)))
    for cell in assignment.cells:
        if cell.kind == "solution":
            passages = _passages(region(cell.code, SOLUTION))
        elif cell.kind == "test":
            passages = [p for p in _passages(region(cell.code, HIDDEN_TESTS)) if _normal(p) not in visible]
        else:
            passages = _passages(cell.code.splitlines()) if cell.kind == "written" else []
        yield from ((cell.grade_id, passage) for passage in passages)


def _readable_passages(assignments: Sequence[Assignment], files: Sequence[Readable]) -> Iterator[Problem]:
    texts = [(file.where, _normal(file.text)) for file in files]
    for assignment in assignments:
        for cell, passage in secret_passages(assignment):
            for where, text in texts:
                if _normal(passage) in text:
                    problem = f"{passage!r} can be read in {where}: reword it there or in the answer"
                    yield Problem(assignment.name, cell, problem)


def _readable_conditions(secrets: Sequence[SecretCondition], files: Sequence[Readable]) -> Iterator[Problem]:
    """Yield one problem for each secret and file; names stand for the numbers that they are bound to.

    A name counts in its own file; a constant in capitals and a key of a JSON file count everywhere.
    """
    constants = {number for secret in secrets for number in secret.comparison.numbers}
    everywhere = [pair for file in files for pair in file.named_numbers if pair[0].isupper() or file.data]
    for file in files:
        values = _values([*everywhere, *file.named_numbers], constants)
        problems: dict[tuple[str, str, str], Problem] = {}
        for secret, text in _places(secrets, file, values):
            key = (secret.assignment, secret.cell, secret.comparison.border)
            problems.setdefault(key, Problem(secret.assignment, secret.cell, text))
        yield from problems.values()


def _places(
    secrets: Sequence[SecretCondition], file: Readable, values: Values
) -> Iterator[tuple[SecretCondition, str]]:
    """Yield each secret that the file gives away, with where it does and what to do."""
    by_border, by_number = defaultdict(list), defaultdict(list)
    for secret in secrets:
        by_border[secret.comparison.border].append(secret)
        for number in secret.telling:
            by_number[number].append(secret)
    for comparison in comparisons(file.nodes, values):
        where = file.where if file.released else f"{file.where}, line {comparison.line}"
        for secret in by_border[comparison.border]:
            yield secret, f"{_condition(secret)} can be read in {where}: {ADVICE}"
        for number in () if file.released else map(abs, comparison.numbers):
            for secret in by_number[number]:
                yield secret, f"{_condition(secret)}, and {where} compares with {number:g}: {ADVICE}"
    for number, line in () if file.released else numbers_in(file.nodes):
        for secret in () if number.is_integer() else by_number[number]:
            yield secret, f"{_condition(secret)}, and {number:g} stands in {file.where}, line {line}: {ADVICE}"
    for _, number in file.data:
        for secret in () if number.is_integer() else by_number[abs(number)]:
            yield secret, f"{_condition(secret)}, and {number:g} stands in {file.where}: {ADVICE}"
    for secret in secrets:
        if secret.comparison.is_written_in(file.text):
            yield secret, f"{_condition(secret)} can be read in {file.where}: {ADVICE}"


def _condition(secret: SecretCondition) -> str:
    return f"the hidden condition {secret.comparison.text!r}"


def _values(pairs: Iterable[tuple[str, float]], constants: set[float]) -> Values:
    """Return which of the `constants` each name is bound to."""
    values = defaultdict(set)
    for name, number in pairs:
        if number in constants:
            values[name].add(number)
    return {name: frozenset(numbers) for name, numbers in values.items()}


def _passages(lines: Sequence[str]) -> list[str]:
    """Return the shortest runs of whole lines that are long enough to tell, from every line on; all, if it is short."""
    lines = [line for line in lines if line.strip() and not line.strip().startswith(("import ", "from "))]
    runs = ["\n".join(lines[start:end]) for start in range(len(lines)) for end in range(start + 1, len(lines) + 1)]
    telling = {run.split("\n")[0]: run for run in reversed(runs) if len(_normal(run)) >= TELLING}
    return list(telling.values()) or ["\n".join(lines)] * (len(_normal("".join(lines))) >= SHORTEST)


def _read_notebook(path: Path) -> Readable:
    cells = nbformat.read(path, as_version=4).cells
    nodes = chain.from_iterable(parse(cell.source) or () for cell in cells if cell.cell_type == "code")
    text = "\n".join(cell.source for cell in cells)
    return Readable(where=path.name, text=text, nodes=tuple(nodes), released=True)


def _read_file(path: Path, package: Path) -> Readable:
    """Read a Python or JSON file of the package."""
    where, text = str(path.relative_to(package.parent)), path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return Readable(where=where, text=text, nodes=parse(text) or ())
    try:
        return Readable(where=where, text=text, data=tuple(_numbers("", json.loads(text))))
    except ValueError:
        return Readable(where=where, text=text)


def _numbers(key: str, value: Any) -> Iterator[tuple[str, float]]:
    """Yield (key, number) for every number in a value that was read from JSON."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _numbers(name, item)
    elif isinstance(value, list):
        for item in value:
            yield from _numbers(key, item)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield key, float(value)


def _normal(text: str) -> str:
    """Drop white space, so that another indentation is still the same line."""
    return "".join(text.split())
