"""`plain.json`: what plain nbgrader made of each trick, kept because it takes a quarter of an hour to find out.

An entry counts as long as the trick and nbgrader's version are those that it was found with.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.tamper.attack import Attack
from tests.tamper.scene import ROOT
from tests.tamper.suite import Found

PATH = Path(__file__).with_name("plain.json")

LONGEST = 200
"""Characters of each text that are kept."""


def key(attack: Attack) -> str:
    """Return a hash of everything that decides what comes of the trick."""
    decides = [version("nbgrader"), attack.assignment, sorted(attack.loses), sorted(attack.may_lose), attack.parts]
    return hashlib.sha256(json.dumps(decides).encode()).hexdigest()[:16]


def remembered(attacks: Iterable[Attack], path: Path = PATH) -> dict[str, Found]:
    """Return what is known of the tricks as they are now, by student."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {
        attack.student: Found(attack, **_tuples(kept[attack.student]["found"]))
        for attack in attacks
        if kept.get(attack.student, {}).get("key") == key(attack)
    }


def remember(found: Iterable[Found], path: Path = PATH) -> None:
    """Write what was found, one trick a line."""
    lines = [
        f"{json.dumps(one.attack.student)}: {json.dumps({'key': key(one.attack), 'found': _plain(one)})}"
        for one in found
    ]
    path.write_text("{\n" + ",\n".join(sorted(lines)) + "\n}\n", encoding="utf-8")


def _plain(found: Found) -> dict[str, Any]:
    short = {name: tuple(map(_short, getattr(found, name))) for name in ("touched", "alive", "sent")}
    kept = asdict(replace(found, **short))
    del kept["attack"]
    return kept


def _short(text: str) -> str:
    """Return the beginning of a text, without the names that folders have on this machine."""
    return text.replace(f"{sys.prefix}/bin/", "").replace(str(ROOT), "/course")[:LONGEST]


def _tuples(kept: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
