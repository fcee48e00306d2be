"""`make tamper`: grade every trick on both sides, measure what hand-ins cost, print it, write `docs/tamper.md`.

Ends with 1 if one of them got something from `initcourse grade`, or cost more than it may. With names, or parts of
names, only those tricks are graded, nothing is measured, and no page is written. `--ours` leaves plain nbgrader out;
`--again` asks it again where its answer is known.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.tamper.attack import Attack, read_attacks
from tests.tamper.containment import (
    Contained,
    batches,
    collected,
    contain,
    containment_section,
    generated,
    make_template,
)
from tests.tamper.grammar import KINDS
from tests.tamper.page import line, summary, tamper_page
from tests.tamper.remembered import remember, remembered
from tests.tamper.scene import CLASSMATES, ROOT
from tests.tamper.suite import Found, grade_class, grade_plainly

GENERATED = 50
"""Generated hand-ins of each kind that are measured."""


def main(words: list[str]) -> int:
    """Do what the command line says; return the exit code."""
    names = [word for word in words if word not in ("--ours", "--again")]
    attacks = [attack for attack in read_attacks() if not names or any(name in attack.student for name in names)]
    print(f"initcourse grade: {len(attacks)} tricks in one class", flush=True)
    ours = grade_class(attacks)
    print(*map(line, ours.found), *(f"beside: {told}" for told in ours.beside), sep="\n", flush=True)
    plain = []
    if "--ours" not in words:
        print(f"plain nbgrader: {len(attacks)} tricks one by one", flush=True)
        plain = _plain(attacks, again="--again" in words)
    print(*summary(ours, plain), sep="\n")
    runs = [] if names else list(_measured())
    if plain and not names:
        section = containment_section(runs, KINDS)
        page = tamper_page(ours, plain, datetime.now(UTC).date(), len(CLASSMATES), section)
        (ROOT / "docs/tamper.md").write_text(page, encoding="utf-8")
    harmed = any(run.breaches for run in runs)
    return 1 if harmed or ours.beside or any(found.breaches for found in ours.found) else 0


def _measured() -> Iterator[Contained]:
    """Grade classes of hostile hand-ins, all that aim at what grading costs, and yield what each class has cost."""
    with tempfile.TemporaryDirectory(prefix="contain-", ignore_cleanup_errors=True) as folder:
        template = make_template(Path(folder, "template"))
        for batch in batches([*collected(), *generated(GENERATED, KINDS)]):
            root = shutil.copytree(template, Path(folder, "class"))
            run = contain(batch, root)
            print(f"measured {len(batch)} hand-ins", *run.breaches, sep="\n  ", flush=True)
            shutil.rmtree(root)
            yield run


def _plain(attacks: list[Attack], *, again: bool) -> list[Found]:
    """Return what plain nbgrader makes of the tricks, and remember it."""
    every = read_attacks()
    known = remembered(every)
    asked = [attack for attack in attacks if again or attack.student not in known]
    for found in grade_plainly(asked):
        known[found.attack.student] = found
        print(line(found), flush=True)
        remember(known.values())
    return [known[attack.student] for attack in attacks]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
