"""Tables of hints: question -> values that mistakes give -> what to tell.

The table of an assignment's visible checks is `<assignment>.json` in this folder. That of its hidden ones lies beside
the bank, where students never see it; a grader's judge is given it by `use_table`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from initcourse.hints.finding import Finding

MOST = 2
"""Hints that one message shows, where several mistakes give the same value."""


@dataclass(frozen=True)
class HintTable:
    """By question: pairs of a value that came back and the hint for it, in the order of the bank."""

    entries: Mapping[str, tuple[tuple[Any, str], ...]] = field(default_factory=dict)

    def hints(self, finding: Finding) -> list[str]:
        """Return the hints for what was found: of values that equal it, or, without one, of the nearest."""
        entries = self.entries.get(finding.question, ())
        found = [hint for value, hint in entries if finding.is_like(value)]
        found = found or [hint for value, hint in entries if finding.is_like(value, nearly=True)][:1]
        return list(dict.fromkeys(found))[:MOST]

    def as_json(self) -> str:
        """Return the table as a file holds it: every hint once, and a line a question."""
        hints = list(dict.fromkeys(hint for pairs in self.entries.values() for _, hint in pairs))
        place = {hint: number for number, hint in enumerate(hints)}
        lines = [
            f"  {json.dumps(question)}: {json.dumps([[value, place[hint]] for value, hint in pairs])}"
            for question, pairs in sorted(self.entries.items())
        ]
        told = ",\n".join(f"  {json.dumps(hint)}" for hint in hints)
        questions = ",\n".join(lines)
        return f'{{\n "hints": [\n{told}\n ],\n "questions": {{\n{questions}\n }}\n}}\n'

    @classmethod
    def from_json(cls, text: str) -> HintTable:
        """Return the table that a file holds."""
        read = json.loads(text)
        hints = read["hints"]
        questions = read["questions"].items()
        return cls({question: tuple((value, hints[at]) for value, at in pairs) for question, pairs in questions})

    @classmethod
    def of(cls, told: Iterable[tuple[Finding, str]]) -> HintTable:
        """Return the table of what was found with each hint; a value that was found twice stands once a hint."""
        entries: dict[str, list[tuple[Any, str]]] = {}
        for finding, hint in told:
            pairs = entries.setdefault(finding.question, [])
            if finding.value is not None and not any(h == hint and finding.is_like(v) for v, h in pairs):
                pairs.append((finding.value, hint))
        return cls({question: tuple(pairs) for question, pairs in entries.items() if pairs})


def find_hint(finding: Finding) -> str | None:
    """Return what to tell a student of the finding, or None if no mistake is known that gives it."""
    hints = [hint for table in (*_packaged(), *_added) for hint in table.hints(finding)]
    return ". Or: ".join(list(dict.fromkeys(hints))[:MOST]) or None


def use_table(text: str) -> None:
    """Look hints up in this table, too, from now on: a judge's process is told those of the hidden checks."""
    _added.append(HintTable.from_json(text))


_added: list[HintTable] = []
"""What `use_table` was given."""


@cache
def _packaged() -> tuple[HintTable, ...]:
    """Return the tables of all assignments, read when the first check fails."""
    found = sorted((file for file in files(__package__).iterdir() if file.name.endswith(".json")), key=lambda f: f.name)
    return tuple(HintTable.from_json(file.read_text(encoding="utf-8")) for file in found)
