"""The proof of a test cell: right answers pass, wrong ones lose exactly what they break, no mutant survives, and no
generic wrong answer scores.

`exercise_trials` collects what is to be tried, `prove_exercise` tries it and returns the figures, and a `Claim` puts
figures into a sentence with the problems that contradict it. `verify` runs all three; `proof_page` keeps the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from initcourse.grading.authoring.bank import Answer, Verdict, official_answers, read_bank, try_answers
from initcourse.grading.authoring.generic import MODULE, GenericAnswer, Reasons, generic_answers, read_reasons
from initcourse.grading.authoring.hint_tables import HintTables
from initcourse.grading.authoring.mutation import Mutant, check_equivalents, mutants
from initcourse.grading.authoring.trial import Refusals, read_refusals, run_trials, tests_of, trial_task
from initcourse.grading.course.assignment import Assignment, Problem

T = TypeVar("T")

MUTANT_SECONDS = 5
"""Longest time that one cell of a mutant may take; many a mutant never ends."""

HINTED_SHARE = 0.85
"""Share of the wrong answers that visible checks refuse whose student must read a hint there."""

VISIBLE_SHARE = 0.6
"""Share of the wrong answers that the visible checks alone must refuse."""


@dataclass(frozen=True)
class ExerciseTrials:
    """All that is to be tried for one exercise.

    `equivalents` says why a mutant may survive, by its key, and `reasons` why a test cell may accept a generic answer.
    """

    exercise: str
    answers: tuple[Answer, ...]
    mutants: tuple[Mutant, ...]
    equivalents: dict[str, str]
    generic: tuple[GenericAnswer, ...]
    reasons: Reasons

    def __len__(self) -> int:
        """Return how many trials there are."""
        return len(self.answers) + len(self.mutants) + len(self.generic)


@dataclass(frozen=True)
class ExerciseProof:
    """How many answers and mutants were tried for one exercise, and a line for each that came out as it should not.

    The fields are the columns of `docs/proof.md`, which explains them, but for the `tables` of hints, and how many
    wrong answers read one in a visible check (`seen_with_hint`).
    """

    exercise: str
    wrong: int
    caught: int
    visible: int
    unfair: tuple[str, ...]
    untold: tuple[str, ...]
    hinted: int
    unhinted: tuple[str, ...]
    carried: int
    twice: tuple[str, ...]
    right: int
    refused: tuple[str, ...]
    mutants: int
    killed: int
    equivalent: int
    surviving: tuple[str, ...]
    generic: int
    excused: int
    scoring: tuple[str, ...]
    tables: HintTables
    seen_with_hint: int


@dataclass(frozen=True)
class Claim:
    """A sentence on the course, and the `problems` that contradict it; without any, it is proven."""

    text: str
    problems: tuple[Problem, ...] = ()


def exercise_trials(assignment: Assignment, bank: Path, course_bank: Path) -> list[ExerciseTrials]:
    """Return what is to be tried, by exercise: official solution, answers of `bank`, all mutants, generic answers.

    Which mutants are equivalent, and where a generic answer is right, is read from the `course_bank`. Raises
    `CourseError` if a file in either is broken.
    """
    official = official_answers(assignment)
    answers = read_bank(bank, assignment)
    trials = []
    for exercise in assignment.exercises:
        changed = mutants(official[exercise].code)
        generic = generic_answers(exercise, official[exercise].code)
        tests = {cell.grade_id for cell in tests_of(assignment, exercise)}
        folder = course_bank / assignment.name / exercise
        trials.append(
            ExerciseTrials(
                exercise=exercise,
                answers=(official[exercise], *(answer for answer in answers if answer.exercise == exercise)),
                mutants=tuple(changed),
                equivalents=check_equivalents(folder / "equivalent.toml", changed),
                generic=tuple(generic),
                reasons=read_reasons(folder / "generic.toml", generic, tests),
            )
        )
    return trials


def prove_exercise(
    assignment: Assignment, trials: ExerciseTrials, executor: Executor, tick: Callable[[], None] = lambda: None
) -> ExerciseProof:
    """Run all trials of one exercise, calling `tick` after each."""
    verdicts = list(_ticked(try_answers(assignment, trials.answers, executor), tick))
    tables = HintTables.of(verdicts)
    wrong = [verdict for verdict in verdicts if not verdict.answer.right]
    right = [verdict for verdict in verdicts if verdict.answer.right]
    tasks = (
        trial_task(assignment, trials.exercise, mutant.code, timeout=MUTANT_SECONDS, stop_at_error=True)
        for mutant in trials.mutants
    )
    refusals = _ticked(map(read_refusals, run_trials(executor, tasks)), tick)
    alive = [mutant for mutant, result in zip(trials.mutants, refusals, strict=True) if not result.refused]
    accepted = _accepted(assignment, trials, _ticked(_generic_refusals(assignment, trials, executor), tick))
    return ExerciseProof(
        exercise=trials.exercise,
        wrong=len(wrong),
        caught=sum(bool(verdict.lost) for verdict in wrong),
        visible=sum(bool(verdict.seen) for verdict in wrong),
        unfair=tuple(_unfair(verdict) for verdict in wrong if not verdict.as_predicted),
        untold=tuple(f"{v.answer.name}: no message says {v.answer.tells!r}" for v in wrong if not v.explained),
        hinted=sum(bool(tables.hints(verdict)) for verdict in wrong),
        unhinted=tuple(tables.unshown(wrong)),
        carried=sum(bool(verdict.carried) for verdict in wrong),
        twice=tuple(f"{v.answer.name} loses {', '.join(v.costs_elsewhere)}" for v in wrong if v.costs_elsewhere),
        right=len(right),
        refused=tuple(f"{v.answer.name}: {_messages(v.lost | v.seen)}" for v in right if v.lost or v.seen),
        mutants=len(trials.mutants),
        killed=len(trials.mutants) - len(alive),
        equivalent=sum(mutant.key in trials.equivalents for mutant in alive),
        surviving=tuple(mutant.change for mutant in alive if mutant.key not in trials.equivalents),
        generic=len(trials.generic),
        excused=sum(test in trials.reasons.get(name, {}) for name, test in accepted),
        scoring=tuple(_scoring(trials, accepted)),
        tables=tables,
        seen_with_hint=sum(bool(verdict.seen and tables.hints(verdict)) for verdict in wrong),
    )


def exercise_claim(assignment: str, proof: ExerciseProof) -> Claim:
    """Return what the trials of one exercise prove."""
    text = (
        f"{assignment}, {proof.exercise}: {proof.right} right answers pass; {proof.caught} of {proof.wrong} wrong ones "
        f"are refused, {proof.visible} by the visible checks; of {proof.mutants} mutants {proof.killed} are killed, "
        f"{proof.equivalent} equivalent; {proof.generic} generic wrong answers score nothing"
        + (f" but at {proof.excused} tests, with a reason" if proof.excused else "")
    )
    problems = [
        *(f"a right answer is refused, {line}" for line in proof.refused),
        *(f"an answer is graded otherwise than its file says, {line}" for line in proof.unfair),
        *(f"a mistake costs in another exercise, {line}" for line in proof.twice),
        *(f"a student would not read why, {line}" for line in proof.untold),
        *(f"a hint is not shown, {line}" for line in proof.unhinted),
        *(f"a mutant survives, {change}" for change in proof.surviving),
        *(f"a generic wrong answer {line}" for line in proof.scoring),
    ]
    return Claim(text=text, problems=tuple(Problem(assignment, proof.exercise, line) for line in problems))


def visible_claim(assignment: str, proofs: Sequence[ExerciseProof]) -> Claim:
    """Return how many wrong answers of the assignment the visible checks refuse; too few of them is a problem."""
    wrong, seen = sum(proof.wrong for proof in proofs), sum(proof.visible for proof in proofs)
    text = f"{assignment}: the visible checks alone refuse {seen} of {wrong} wrong answers"
    few = Problem(assignment, "visible checks", f"they refuse less than {VISIBLE_SHARE:.0%}: let them ask for more")
    return Claim(text=text, problems=(few,) if seen < VISIBLE_SHARE * wrong else ())


def hint_claim(assignment: str, proofs: Sequence[ExerciseProof]) -> Claim:
    """Return how many of the wrong answers that visible checks refuse read a hint there.

    Too few is a problem in a bank that has hints at all.
    """
    seen, hinted = sum(proof.visible for proof in proofs), sum(proof.seen_with_hint for proof in proofs)
    text = f"{assignment}: {hinted} of the {seen} wrong answers that visible checks refuse read a hint there"
    few = Problem(assignment, "hints", f"less than {HINTED_SHARE:.0%}: give more wrong answers a line 'Hint:'")
    has_hints = any(proof.tables.visible or proof.tables.hidden for proof in proofs)
    return Claim(text=text, problems=(few,) if has_hints and hinted < HINTED_SHARE * seen else ())


def _generic_refusals(assignment: Assignment, trials: ExerciseTrials, executor: Executor) -> Iterator[Refusals]:
    attached = {MODULE.name: MODULE.read_bytes()}
    tasks = (trial_task(assignment, trials.exercise, answer.code, attached=attached) for answer in trials.generic)
    return map(read_refusals, run_trials(executor, tasks))


def _accepted(assignment: Assignment, trials: ExerciseTrials, refusals: Iterator[Refusals]) -> set[tuple[str, str]]:
    """Return which test cells accept which generic answers, as pairs of the answer's name and the test id."""
    tests = [cell.grade_id for cell in tests_of(assignment, trials.exercise)]
    return {
        (answer.name, test)
        for answer, refused in zip(trials.generic, refusals, strict=True)
        for test in tests
        if not refused.broken and test not in refused.whole
    }


def _scoring(trials: ExerciseTrials, accepted: set[tuple[str, str]]) -> Iterator[str]:
    """Yield a line for every test cell that accepts a generic answer without a reason, or refuses one with a reason."""
    does = {answer.name: answer.does for answer in trials.generic}
    excused = {(name, test) for name, tests in trials.reasons.items() for test in tests}
    for name, test in sorted(accepted - excused):
        yield f"scores, {name} passes {test}: {does[name]}"
    for name, test in sorted(excused - accepted):
        yield f"is refused, {name} by {test}: take the line out of generic.toml"


def _ticked(items: Iterator[T], tick: Callable[[], None]) -> Iterator[T]:
    for item in items:
        tick()
        yield item


def _unfair(verdict: Verdict) -> str:
    """Say what an answer lost besides or instead of what its file names."""
    expected = ", ".join(sorted(verdict.answer.loses))
    along = f" and take along {', '.join(sorted(verdict.answer.takes_along))}" if verdict.answer.takes_along else ""
    own = {test: message for test, message in verdict.lost.items() if test not in verdict.carried}
    carried = f" and takes along {', '.join(sorted(verdict.carried))}" if verdict.carried else ""
    return f"{verdict.answer.name} should lose {expected}{along}, and loses {_messages(own) or 'nothing'}{carried}"


def _messages(lost: dict[str, str]) -> str:
    return "; ".join(f"{test} ({message.splitlines()[0]})" for test, message in lost.items())
