"""The tables of hints, made of what the bank's wrong answers give: question -> value -> hint.

A wrong answer's file says its hint; the trial says which checks refused it, and what each of them found. What visible
checks found goes into the package, for students; what only hidden ones found stays beside the bank. `verify` writes
both and reports a hint that its student would not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from initcourse.grading.authoring.bank import Verdict
from initcourse.grading.course.folder import CourseFolder
from initcourse.hints import Finding, HintTable, Mistake


@dataclass(frozen=True)
class HintTables:
    """The mistakes that `visible` and that only `hidden` checks find."""

    visible: tuple[Mistake, ...] = ()
    hidden: tuple[Mistake, ...] = ()

    @classmethod
    def of(cls, verdicts: Sequence[Verdict]) -> HintTables:
        """Return the hints of wrong answers, for all that visible checks found, and what hidden ones found first."""
        visible: list[Mistake] = []
        hidden: list[Mistake] = []
        for verdict in verdicts:
            if verdict.answer.hint:
                seen, whole = dict(verdict.found("visible")), dict(verdict.found("whole"))
                visible += _mistakes(verdict, seen, frozenset(seen))
                hidden += _mistakes(verdict, {test: found for test, found in whole.items() if test not in verdict.seen})
        return cls(tuple(visible), tuple(hidden))

    def hints(self, verdict: Verdict) -> list[str]:
        """Return the hints that a student reads who hands this answer in, in the messages that refuse it first."""
        seen = any(True for _ in verdict.found("visible"))  # for itself, not in a test of a later exercise
        part, table = ("visible", HintTable.of(self.visible)) if seen else ("whole", HintTable.of(self.hidden))
        first = [findings[0] for _, findings in verdict.found(part) if findings]
        return [hint for finding in first for hint in ([finding.told] if finding.told else table.hints(finding))]

    def unshown(self, verdicts: Iterable[Verdict]) -> Iterator[str]:
        """Yield a line for each answer whose hint its student would not read."""
        for verdict in verdicts:
            hint, shown = verdict.answer.hint.rstrip("."), self.hints(verdict)
            if hint and hint not in shown:
                yield f"{verdict.answer.name}: {hint!r}; shown: {'; '.join(shown) or 'none'}"


def _mistakes(
    verdict: Verdict, found: Mapping[str, Sequence[Finding]], refused_by: frozenset[str] = frozenset()
) -> Iterator[Mistake]:
    hint = verdict.answer.hint.rstrip(".")
    for findings in found.values():
        for place, finding in enumerate(findings):
            yield Mistake(finding, hint, first=place == 0, refused_by=refused_by)


def write_hints(root: Path, assignment: str, exercises: Sequence[HintTables]) -> None:
    """Write the tables of an assignment: into the package if it is the course's own, and beside the bank."""
    package, beside_bank = root / "initcourse" / "hints", CourseFolder(root).hints_file(assignment)
    visible = [told for tables in exercises for told in tables.visible]
    hidden = [told for tables in exercises for told in tables.hidden]
    if package.is_dir():
        (package / f"{assignment}.json").write_text(HintTable.of(visible).as_json(), encoding="utf-8")
        visible = []
    beside_bank.write_text(HintTable.of([*visible, *hidden]).as_json(), encoding="utf-8")
