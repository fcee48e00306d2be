"""The page `docs/proof.md`: the figures of every exercise's proof, and of which sources they were proven.

`verify` writes it, a section per assignment with a digest of all that its proof depends on, and one on false alarms;
`release` asks here whether the sources that it is to publish are the proven ones.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import initcourse
from initcourse.grading.authoring.proof import ExerciseProof
from initcourse.grading.authoring.seeds import SIMULATED, StatisticalCheck
from initcourse.grading.course.assignment import Assignment

FALSE_ALARMS = "False alarms"
"""Heading of the section on right answers that are refused by bad luck."""

HEAD = """\
# Proof of the tests

Written by `initcourse verify`; `make test` recomputes every figure. *Wrong* answers of the bank must be refused, by
exactly the test cells that their files name (*unfair*: by others, or not by these), and a message must hold the words
that their file names (*untold* if not), and the hint, if it has one (*unhinted* if not; *hinted* counts all answers
with which a student reads a hint); *visible* counts those that the checks in the student's own notebook refuse.
*Carried* are those with which tests of later exercises fail, too: follow-through gives these back, exactly those that
the file names, or else the mistake costs *twice*.
*Right* answers, the official one among them, must pass. *Mutants* are the official solution with one small change;
each is *killed* by some test cell or listed, with the reason, as *equivalent* to a right answer in
`equivalent.toml` beside the answers. *Generic* answers are the official solution wrapped so that it returns None, NaN,
zeros, its argument, the first result for every call or for every shape, nothing, or a model without weights: no test
cell may accept one (*scoring*), but where it is right by nature (*excused*), with the reason, in `generic.toml`.
"""

COLUMNS = (
    *("wrong", "caught", "visible", "unfair", "untold", "hinted", "unhinted", "carried", "twice", "right", "refused"),
    *("mutants", "killed", "equivalent", "surviving"),
    *("generic", "excused", "scoring"),
)


def section(assignment: Assignment, digest: str, proofs: Sequence[ExerciseProof]) -> str:
    """Return what was proven of one assignment as a section of Markdown."""
    counts = [[_count(getattr(proof, column)) for column in COLUMNS] for proof in proofs]
    sums = [sum(row[index] for row in counts) for index in range(len(COLUMNS))]
    rows = [
        ("exercise", *COLUMNS),
        ["---"] * (len(COLUMNS) + 1),
        *((proof.exercise, *row) for proof, row in zip(proofs, counts, strict=True)),
        ("**all**", *sums),
    ]
    table = "\n".join(f"| {' | '.join(map(str, row))} |" for row in rows)
    return f"## {assignment.name}\n\n{table}\n\nProven: `{digest}`\n"


def alarm_section(alarms: Sequence[tuple[StatisticalCheck, int]], answers: int, seeds: int) -> str:
    """Return how often right answers are refused by bad luck as a section of Markdown.

    `answers` were graded under so many `seeds`; `alarms` are the refusals of simulated answers by check.
    """
    text = (
        f"Written by `initcourse verify --seeds {seeds}`. {answers} official and right answers were graded under "
        f"{seeds} seeds each, mixed into every generator that a test cell or the answer makes: **no point was lost**."
    )
    if not alarms:
        return f"## {FALSE_ALARMS}\n\n{text}\n"
    text += (
        f" Each statistical check was also tried on {SIMULATED:,} simulated correct samples; the probability is that "
        "of its formula (initcourse/statistical_checks.py and the comments in the cells)."
    )
    rows = [f"| `{c.cell}` | {c.name} | {_probability(c.formula)} | {refused} |" for c, refused in alarms]
    table = ["| cell | check | probability | alarms |", "| --- | --- | --- | --- |", *rows]
    return "\n".join([f"## {FALSE_ALARMS}\n", f"{text}\n", *table]) + "\n"


def keep(path: Path, new: dict[str, str]) -> None:
    """Write the sections `new`, by assignment, into the page at `path`; those of other assignments stay."""
    sections = dict(sorted((_sections(path) | new).items()))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([HEAD, *sections.values()]), encoding="utf-8")


def unproven(root: Path, assignments: Sequence[Assignment]) -> list[str]:
    """Return the names of assignments for which `docs/proof.md` holds no proof of what is there now."""
    sections = _sections(root / "docs" / "proof.md")
    return [a.name for a in assignments if f"Proven: `{digest(root, a)}`" not in sections.get(a.name, "")]


def digest(root: Path, assignment: Assignment) -> str:
    """Return a hash of all that a proof depends on: graded cells, bank, and the modules that test cells use."""
    hashed = hashlib.sha256()
    package = Path(initcourse.__file__).parent
    files = [*package.glob("*.py"), *(root / "tests" / "bank" / assignment.name).rglob("*.*")]
    for path in sorted(file for file in files if file.suffix in (".py", ".toml") and file.name != "cli.py"):
        hashed.update(path.name.encode() + path.read_bytes())
    for cell in assignment.cells:
        hashed.update(repr((cell.grade_id, cell.kind, cell.points, cell.code)).encode())
    return hashed.hexdigest()[:16]


def _sections(path: Path) -> dict[str, str]:
    """Return the page's sections by their headings."""
    if not path.exists():
        return {}
    parts = re.split(r"^## (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: f"## {name}{text.rstrip()}\n" for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def _probability(value: float) -> str:
    return f"{value:.1g}" if value > 1e-12 else "below 1e-12"


def _count(value: int | tuple[str, ...]) -> int:
    return len(value) if isinstance(value, tuple) else value
