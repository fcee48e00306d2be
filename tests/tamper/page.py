"""`docs/tamper.md`: every trick, what an honest grader gives, what plain nbgrader gives, and what we give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from itertools import groupby

from tests.tamper.suite import Class, Found

FAMILIES = {
    "verdict": "Forging the verdict",
    "secrets": "Reading expected values, hidden tests and other secrets",
    "replacing": "Replacing what the tests use",
    "escape": "Escaping the sandbox, or mapping it",
    "network": "Reaching the network",
    "others": "Other hand-ins, the gradebook, the fork server, the next submission",
    "exhausting": "Exhausting memory, processes, disk, output and time",
    "values": "Lying objects over the wire",
    "pages": "Acting on the pages that people read",
    "protocol": "Breaking the conversation between the processes",
    "reading": "Hand-ins that are hard to read: deep, long, many, huge, or slow to match",
    "amplifying": "Making much of little: outputs, texts and files",
    "judge": "What the judge has to decode, compare and print",
}

HEAD = """# Tricks

Written by `make tamper` on {date}: {tricks} hostile hand-ins, graded with {classmates} honest ones by `initcourse
grade` in one run, and by plain nbgrader {nbgrader} one by one, with one honest hand-in after each. Nearly all have a
wrong `double` (12 points) and a right `halve` (5 points) in them. What each does is in `tests/tamper/attacks/`.

| | nbgrader | initcourse |
|---|---|---|
{totals}

*Robbed* are points of the trick's own right answers that it did not put at risk itself. A dash is no score at all.
"""

TABLE = (
    "\n| trick | honest | nbgrader | initcourse | nbgrader lets it | initcourse lets it |\n|---|---|---|---|---|---|\n"
)


def tamper_page(ours: Class, plain: Sequence[Found], today: date, classmates: int, containment: str = "") -> str:
    """Return the page; `containment` is its section on what hand-ins cost."""
    values = {"date": today, "tricks": len(ours.found), "classmates": classmates, "nbgrader": version("nbgrader")}
    both = zip(_totals(plain), _totals(ours.found, ours.beside), strict=True)
    totals = "\n".join(f"| {label} | {theirs} | {own} |" for (label, theirs), (_, own) in both)
    text = HEAD.format(totals=totals, **values) + containment
    pairs = zip(ours.found, plain, strict=True)
    for family, members in groupby(pairs, key=lambda pair: pair[0].attack.family):
        text += f"\n## {FAMILIES[family]}\n{TABLE}" + "".join(_row(*pair) for pair in members)
    return text


def summary(ours: Class, plain: Sequence[Found]) -> list[str]:
    """Return the totals as lines for a terminal."""
    both = zip(_totals(plain), _totals(ours.found, ours.beside), strict=True)
    head = f"{'':36}{'nbgrader':>10}{'initcourse':>12}" if plain else f"{'':46}{'initcourse':>12}"
    return [head, *(f"{label:36}{theirs if plain else '':>10}{own:>12}" for (label, theirs), (_, own) in both)]


def line(found: Found) -> str:
    """Return one line for a terminal: the trick, the honest score, the score found, and what was let through."""
    return f"{found.attack.student:42} {found.honest:5g} {_score(found):>5}  {'; '.join(found.breaches)[:160]}"


def _totals(found: Sequence[Found], beside: Sequence[str] = ()) -> list[tuple[str, str]]:
    rows = {
        "points forged": sum(one.forged for one in found),
        "tricks that forged points": sum(one.forged > 0 for one in found),
        "points robbed": sum(one.robbed for one in found),
        "secrets read": sum(len(one.secrets) for one in found),
        "bytes over the network": sum(one.bytes_sent for one in found),
        "connections": sum(len(one.sent) for one in found),
        "files touched": sum(len(one.touched) for one in found),
        "processes left alive": sum(len(one.alive) for one in found),
        "active elements on pages": sum(len(one.pages) for one in found),
        "gradings or classmates harmed": sum(bool(one.ended) for one in found) + len(beside),
        "tricks that got something": sum(bool(one.breaches) for one in found),
    }
    return [(label, f"{value:,g}") for label, value in rows.items()]


def _row(ours: Found, plain: Found) -> str:
    scores = f"{ours.honest:g} | {_score(plain)} | {_score(ours)}"
    return f"| {_cell(ours.attack.summary)} | {scores} | {_cell(_briefly(plain))} | {_cell(_briefly(ours))} |\n"


def _score(found: Found) -> str:
    return "-" if found.score is None else f"{found.score:g}"


def _briefly(found: Found) -> str:
    """Say in a few words what was let through."""
    words = [f"forge {found.forged:g} points"] if found.forged else []
    words += [f"lose {found.robbed:g} points"] if found.robbed else []
    words += [f"read {', '.join(found.secrets)}"] if found.secrets else []
    words += [f"send {found.bytes_sent:,} bytes"] if found.sent else []
    words += [f"touch {len(found.touched)} files"] if found.touched else []
    words += [f"keep {len(found.alive)} processes"] if found.alive else []
    words += [f"act on the page ({', '.join(dict.fromkeys(found.pages))})"] if found.pages else []
    words += [found.ended] if found.ended else []
    return "; ".join(words)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")[:200]
