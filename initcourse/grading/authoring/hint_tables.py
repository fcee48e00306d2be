"""The tables of hints, made of what the bank's wrong answers give: question -> value -> hint.

A wrong answer's file says its hint; the trial says which checks refused it, and what each of them found. What visible
checks found goes into the package, for students; what only hidden ones found stays beside the bank. `verify` writes
both and reports a hint that its student would not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from initcourse.grading.authoring.bank import Verdict
from initcourse.grading.course.folder import CourseFolder
from initcourse.hints import Finding, HintTable


@dataclass(frozen=True)
class HintTables:
    """The hints for `visible` and for `hidden` checks, each with what was found."""

    visible: tuple[tuple[Finding, str], ...] = ()
    hidden: tuple[tuple[Finding, str], ...] = ()

    @classmethod
    def of(cls, verdicts: Sequence[Verdict]) -> HintTables:
        """Return the hints of wrong answers, for all that visible checks found, and what hidden ones found first."""
        visible, hidden = [], []
        for verdict in verdicts:
            if verdict.answer.hint:
                hint = verdict.answer.hint.rstrip(".")
                visible += [(finding, hint) for _, findings in verdict.found("visible") for finding in findings]
                hidden += [
                    (finding, hint)
                    for test, findings in verdict.found("whole")
                    for finding in findings
                    if test not in verdict.seen
                ]
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


def write_hints(root: Path, assignment: str, exercises: Sequence[HintTables]) -> None:
    """Write the tables of an assignment: into the package if it is the course's own, and beside the bank."""
    package, beside_bank = root / "initcourse" / "hints", CourseFolder(root).hints_file(assignment)
    visible = [told for tables in exercises for told in tables.visible]
    hidden = [told for tables in exercises for told in tables.hidden]
    if package.is_dir():
        (package / f"{assignment}.json").write_text(HintTable.of(visible).as_json(), encoding="utf-8")
        visible = []
    beside_bank.write_text(HintTable.of([*visible, *hidden]).as_json(), encoding="utf-8")
