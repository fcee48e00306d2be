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

OR = " Or: "
"""What stands between two of them."""


@dataclass(frozen=True)
class Mistake:
    """What a check found in a wrong answer, and the `hint` for it.

    `first`: whether its test cell stopped there; what would have failed after that is weaker evidence. `refused_by`:
    the ids of all test cells that refuse the answer in the part that students see.
    """

    finding: Finding
    hint: str
    first: bool = True
    refused_by: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Outcomes:
    """What else is known of an answer: ids of checks that `passed` and `failed`, and what these have `found`."""

    passed: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    found: tuple[Finding, ...] = ()


NOTHING_ELSE = Outcomes()
"""Where one finding is all that is known."""


@dataclass(frozen=True)
class HintTable:
    """By question: a value that came back, the hint for it, and whether it is what a test cell stopped at.

    They stand in the order of the bank. `refused`: by hint, the test cells that refuse each answer with that mistake.
    """

    entries: Mapping[str, tuple[tuple[Any, str, bool], ...]] = field(default_factory=dict)
    refused: Mapping[str, frozenset[frozenset[str]]] = field(default_factory=dict)

    def hints(self, finding: Finding, others: Outcomes = NOTHING_ELSE) -> list[str]:
        """Return the hints for what was found: of values that equal it, or, without one, of the nearest.

        A value that many mistakes may give proves little: then only mistakes count that explain the `others`, too.
        """
        entries = self.entries.get(finding.question, ())
        found = [(hint, first) for value, hint, first in entries if finding.is_like(value)]
        found = found or [(hint, first) for value, hint, first in entries if finding.is_like(value, nearly=True)][:1]
        hints = dict.fromkeys([hint for hint, first in found if first] or [hint for hint, _ in found])
        return [hint for hint in hints if finding.is_telling or self._explains(hint, others)][:MOST]

    def _explains(self, hint: str, others: Outcomes) -> bool:
        """Whether an answer with this mistake may have passed and failed where another one has."""
        answers = self.refused.get(hint, frozenset())
        if answers and not any(others.failed <= tests and not tests & others.passed for tests in answers):
            return False
        return all(self._gives(hint, finding) for finding in others.found if not finding.told)

    def _gives(self, hint: str, finding: Finding) -> bool:
        entries = self.entries.get(finding.question, ())
        return any(hint == known and finding.is_like(value) for value, known, _ in entries)

    def as_json(self) -> str:
        """Return the table as a file holds it: every hint once, and a line a question."""
        hints = list(dict.fromkeys(hint for known in self.entries.values() for _, hint, _ in known))
        place = {hint: number for number, hint in enumerate(hints)}
        rows = {
            question: [[value, place[hint], int(first)] for value, hint, first in known]
            for question, known in sorted(self.entries.items())
        }
        lines = [f"  {json.dumps(question)}: {json.dumps(known)}" for question, known in rows.items()]
        refused = [sorted(map(sorted, self.refused.get(hint, ()))) for hint in hints]
        told = ",\n".join(f"  {json.dumps(pair)}" for pair in zip(hints, refused, strict=True))
        questions = ",\n".join(lines)
        return f'{{\n "hints": [\n{told}\n ],\n "questions": {{\n{questions}\n }}\n}}\n'

    @classmethod
    def from_json(cls, text: str) -> HintTable:
        """Return the table that a file holds."""
        read = json.loads(text)
        hints = [hint for hint, _ in read["hints"]]
        questions = read["questions"].items()
        return cls(
            {
                question: tuple((value, hints[at], bool(first)) for value, at, first in known)
                for question, known in questions
            },
            {hint: frozenset(map(frozenset, refused)) for hint, refused in read["hints"]},
        )

    @classmethod
    def of(cls, mistakes: Iterable[Mistake]) -> HintTable:
        """Return the table of mistakes; a value that several answers give stands once a hint."""
        entries: dict[str, list[tuple[Any, str, bool]]] = {}
        refused: dict[str, set[frozenset[str]]] = {}
        for mistake in sorted(mistakes, key=lambda mistake: not mistake.first):
            finding, hint = mistake.finding, mistake.hint
            known = entries.setdefault(finding.question, [])
            refused.setdefault(hint, set()).update([mistake.refused_by] if mistake.refused_by else [])
            if finding.value is not None and not any(h == hint and finding.is_like(v) for v, h, _ in known):
                known.append((finding.value, hint, mistake.first))
        return cls(
            {question: tuple(known) for question, known in entries.items() if known},
            {hint: frozenset(tests) for hint, tests in refused.items()},
        )


def find_hint(finding: Finding, others: Outcomes = NOTHING_ELSE) -> str | None:
    """Return what to tell a student of the finding, or None if no mistake is known that gives it.

    `others` are what the other checks of the exercise have found, where that is known.
    """
    hints = [hint for table in (*_packaged(), *_added) for hint in table.hints(finding, others)]
    *before, last = list(dict.fromkeys(hints))[:MOST] or [""]
    return OR.join([*(hint if hint.endswith("?") else f"{hint}." for hint in before), last]) or None


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
