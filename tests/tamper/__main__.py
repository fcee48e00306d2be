"""`make tamper`: grade every trick on both sides, print a line for each and the totals, write `docs/tamper.md`.

Ends with 1 if one of them got something from `initcourse grade`. With names, or parts of names, only those tricks are
graded, and nothing is written; `--ours` leaves plain nbgrader out.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from tests.tamper.attack import read_attacks
from tests.tamper.page import line, summary, tamper_page
from tests.tamper.scene import CLASSMATES, ROOT
from tests.tamper.suite import grade_class, grade_plainly


def main(words: list[str]) -> int:
    """Do what the command line says; return the exit code."""
    names = [word for word in words if word != "--ours"]
    attacks = [attack for attack in read_attacks() if not names or any(name in attack.student for name in names)]
    print(f"initcourse grade: {len(attacks)} tricks in one class", flush=True)
    ours = grade_class(attacks)
    print(*map(line, ours.found), *(f"beside: {told}" for told in ours.beside), sep="\n", flush=True)
    plain = []
    if "--ours" not in words:
        print(f"plain nbgrader: {len(attacks)} tricks one by one", flush=True)
        for found in grade_plainly(attacks):
            print(line(found), flush=True)
            plain.append(found)
    print(*summary(ours, plain), sep="\n")
    if plain and not names:
        page = tamper_page(ours, plain, datetime.now(UTC).date(), len(CLASSMATES))
        (ROOT / "docs/tamper.md").write_text(page, encoding="utf-8")
    return 1 if ours.beside or any(found.breaches for found in ours.found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
