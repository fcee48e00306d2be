"""The proof of the test cells: right answers pass, wrong ones lose exactly what they break, and no mutant survives.

`verify` runs it; `proof_page` keeps what came out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from initcourse.grading.authoring.bank import Answer, Verdict, read_bank, try_answers
from initcourse.grading.authoring.mutation import Mutant, check_equivalents, mutants
from initcourse.grading.authoring.trial import executed_in_order, refusals, trial
from initcourse.grading.course.assignment import Assignment, Problem

T = TypeVar("T")

MUTANT_SECONDS = 5
"""Longest time that one cell of a mutant may take; many a mutant never ends."""

VISIBLE_SHARE = 0.6
"""Share of the wrong answers that the visible checks alone must refuse."""


@dataclass(frozen=True)
class ExerciseProof:
    """How many answers and mutants were tried for one exercise, and names of those that came out as they should not."""

    exercise: str
    wrong: int
    caught: int
    visible: int
    unfair: tuple[str, ...]
    untold: tuple[str, ...]
    right: int
    refused: tuple[str, ...]
    mutants: int
    killed: int
    equivalent: int
    surviving: tuple[str, ...]


@dataclass(frozen=True)
class Trials:
    """All that is to be tried for one exercise; `equivalents` are keys of mutants that may survive."""

    exercise: str
    answers: list[Answer]
    mutants: list[Mutant]
    equivalents: dict[str, str]

    def __len__(self) -> int:
        """Return how many trials there are."""
        return len(self.answers) + len(self.mutants)


def trials(assignment: Assignment, bank: Path, course_bank: Path) -> list[Trials]:
    """Return what is to be tried, by exercise: the official solution, the answers of `bank`, and all mutants.

    Which mutants are equivalent stands in the `course_bank`. Raises `CourseError` if a file there or here is broken.
    """
    official = {cell.grade_id: cell.code for cell in assignment.of_kind("solution")}
    answers = read_bank(bank, assignment)
    found = []
    for exercise in assignment.exercises:
        first = Answer("the official solution", exercise, True, official[exercise], "", frozenset())
        changed = mutants(official[exercise])
        path = course_bank / assignment.name / exercise / "equivalent.toml"
        own = [first, *(answer for answer in answers if answer.exercise == exercise)]
        found.append(Trials(exercise, own, changed, check_equivalents(path, changed)))
    return found


def prove(
    assignment: Assignment, tried: Trials, executor: Executor, tick: Callable[[], None] = lambda: None
) -> ExerciseProof:
    """Try everything for one exercise, calling `tick` after each trial."""
    verdicts = list(_ticked(try_answers(assignment, tried.answers, executor), tick))
    wrong = [verdict for verdict in verdicts if not verdict.answer.right]
    right = [verdict for verdict in verdicts if verdict.answer.right]
    options = {"timeout": MUTANT_SECONDS, "stop_at_error": True}
    tasks = (trial(assignment, tried.exercise, mutant.code, **options) for mutant in tried.mutants)
    outcomes = _ticked(map(refusals, executed_in_order(executor, tasks)), tick)
    alive = [mutant for mutant, found in zip(tried.mutants, outcomes, strict=True) if not found.refused]
    return ExerciseProof(
        tried.exercise,
        wrong=len(wrong),
        caught=sum(bool(verdict.lost) for verdict in wrong),
        visible=sum(bool(verdict.seen) for verdict in wrong),
        unfair=tuple(_unfair(verdict) for verdict in wrong if not verdict.as_predicted),
        untold=tuple(f"{v.answer.name}: no message says {v.answer.tells!r}" for v in wrong if not v.told),
        right=len(right),
        refused=tuple(f"{v.answer.name}: {_messages(v.lost | v.seen)}" for v in right if v.lost or v.seen),
        mutants=len(tried.mutants),
        killed=len(tried.mutants) - len(alive),
        equivalent=sum(mutant.key in tried.equivalents for mutant in alive),
        surviving=tuple(mutant.change for mutant in alive if mutant.key not in tried.equivalents),
    )


def claim(assignment: str, proof: ExerciseProof) -> tuple[str, list[Problem]]:
    """Return what was found of one exercise, in words, and what stands against it."""
    text = (
        f"{assignment}, {proof.exercise}: {proof.right} right answers pass; {proof.caught} of {proof.wrong} wrong ones "
        f"are refused, {proof.visible} by the visible checks; of {proof.mutants} mutants {proof.killed} are killed, "
        f"{proof.equivalent} equivalent"
    )
    against = [
        *(f"a right answer is refused, {line}" for line in proof.refused),
        *(f"an answer is graded otherwise than its file says, {line}" for line in proof.unfair),
        *(f"a student would not read why, {line}" for line in proof.untold),
        *(f"a mutant survives, {change}" for change in proof.surviving),
    ]
    return text, [Problem(assignment, proof.exercise, line) for line in against]


def visible_claim(assignment: str, proofs: Sequence[ExerciseProof]) -> tuple[str, list[Problem]]:
    """Return how many wrong answers of the assignment the visible checks refuse; too few of them is a problem."""
    wrong, seen = sum(proof.wrong for proof in proofs), sum(proof.visible for proof in proofs)
    text = f"{assignment}: the visible checks alone refuse {seen} of {wrong} wrong answers"
    few = Problem(assignment, "visible checks", f"they refuse less than {VISIBLE_SHARE:.0%}: let them ask for more")
    return text, [few] if seen < VISIBLE_SHARE * wrong else []


def _ticked(items: Iterator[T], tick: Callable[[], None]) -> Iterator[T]:
    for item in items:
        tick()
        yield item


def _unfair(verdict: Verdict) -> str:
    """Say what an answer lost besides or instead of what its file names."""
    expected = ", ".join(sorted(verdict.answer.loses))
    return f"{verdict.answer.name} should lose {expected} and loses {_messages(verdict.lost) or 'nothing'}"


def _messages(lost: dict[str, str]) -> str:
    return "; ".join(f"{test} ({message.splitlines()[0]})" for test, message in lost.items())
