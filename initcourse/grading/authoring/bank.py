"""Right and wrong answers per exercise, and what each of them scores.

An answer is a file `<bank>/<assignment>/<exercise>/{right,wrong}/<name>.py` that holds the code of the solution
cell. Its docstring says in its first line what the answer does; a wrong one ends with a line
`Loses: <test id>, <test id>` that names every test cell which must refuse it. All other test cells must pass.
Where tests of later exercises fail with it, a line `Takes along: <test id>, ...` names these: follow-through gives them
back, and without it they are lost, as with plain nbgrader.
A line `Hint: <sentence>`, which may go on in indented lines, is what the student reads where a check recognises the
mistake; `hint_tables` makes the checks' tables of them. A line `Tells: <phrase>` holds other words that the student
must read in one of the messages.

`proof` tries the answers here, `sample_class` makes classes of them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from initcourse.grading.authoring.trial import dependent_tests, read_refusals, run_trials, trial_task
from initcourse.grading.course.assignment import Assignment, exercise_of
from initcourse.grading.errors import CourseError
from initcourse.hints import Finding

OFFICIAL = "the official solution"
"""Name of the answer that is the official solution."""


@dataclass(frozen=True)
class Answer:
    """One answer to an exercise: its `code`, the test ids that it `loses`, what a message then `tells`, and its `hint`.

    `takes_along` are the tests of later exercises that fail with it, and that follow-through credits.
    """

    name: str
    exercise: str
    right: bool
    code: str
    loses: frozenset[str] = frozenset()
    takes_along: frozenset[str] = frozenset()
    tells: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Verdict:
    """What the test cells said of an `answer`: messages by test id, of the whole cells and of their visible part.

    `carried`: what was `lost` of later exercises, and follow-through has credited. `findings` are those of the checks
    that have failed: of the first one in a whole cell, of all in a visible part.
    """

    answer: Answer
    lost: dict[str, str]
    seen: dict[str, str]
    carried: frozenset[str] = frozenset()
    findings: Mapping[tuple[str, str], list[Finding]] = field(default_factory=dict)

    @property
    def as_predicted(self) -> bool:
        """Whether exactly the predicted test cells refused the answer, and follow-through credited the predicted."""
        return set(self.lost) - self.carried == self.answer.loses and self.carried == self.answer.takes_along

    @property
    def costs_elsewhere(self) -> list[str]:
        """The tests of other exercises that the answer has lost for good."""
        return sorted(test for test in set(self.lost) - self.carried if exercise_of(test) != self.answer.exercise)

    @property
    def explained(self) -> bool:
        """Whether a message holds what the answer `tells`: one of the visible checks if they refuse it.

        What later exercises say of the mistake does not count.
        """
        return self.answer.tells in "\n".join(self.told)

    @property
    def told(self) -> list[str]:
        """The messages that the student reads: of the visible checks, if these refuse the answer, or of all."""
        seen, lost = ([t for test, t in told.items() if test not in self.carried] for told in (self.seen, self.lost))
        return seen or lost

    def found(self, part: str) -> Iterator[tuple[str, list[Finding]]]:
        """Yield each test that refuses the answer for itself in its "whole" or "visible" part, with its findings."""
        for (where, test), findings in self.findings.items():
            if where == part and test not in self.carried:
                yield test, findings


def bank_folder(folder: Path, advice: str = "run this in a clone of the course") -> Path:
    """Return `folder`; raise `CourseError` with the `advice` if it is not there."""
    if not folder.is_dir():
        raise CourseError(f"no bank of answers in {folder}: {advice}")
    return folder


def official_answers(assignment: Assignment) -> dict[str, Answer]:
    """Return the official solutions as right answers, by exercise."""
    return {
        cell.grade_id: Answer(name=OFFICIAL, exercise=cell.grade_id, right=True, code=cell.code)
        for cell in assignment.of_kind("solution")
    }


def read_bank(bank: Path, assignment: Assignment) -> list[Answer]:
    """Read the answers for `assignment`; raise `CourseError` if a file names an unknown test or predicts nothing."""
    folder = bank / assignment.name
    return [_read_answer(path, assignment) for path in sorted(folder.glob("*/*/*.py"))]


def try_answers(
    assignment: Assignment, answers: Sequence[Answer], executor: Executor, *, hints: str = ""
) -> Iterator[Verdict]:
    """Yield the verdict on each answer, in their order; every other exercise holds its official solution.

    `hints` is the table for hidden checks.
    """
    tests = {exercise: dependent_tests(assignment, exercise) for exercise in assignment.exercises}
    tasks = (
        trial_task(
            assignment,
            answer.exercise,
            answer.code,
            tests=tests[answer.exercise],
            visible=True,
            hints=hints,
            follow_through=True,
        )
        for answer in answers
    )
    for answer, result in zip(answers, run_trials(executor, tasks), strict=True):
        refusals = read_refusals(result)
        yield Verdict(answer, refusals.whole, refusals.visible, refusals.carried, refusals.findings)


def _read_answer(path: Path, assignment: Assignment) -> Answer:
    code = path.read_text(encoding="utf-8")
    text = ast.get_docstring(ast.parse(code)) or ""
    exercise, right = path.parent.parent.name, path.parent.name == "right"
    tests = {cell.grade_id for cell in assignment.of_kind("test")}
    loses, takes_along = _listed(text, "Loses:"), _listed(text, "Takes along:")
    if exercise not in assignment.exercises:
        raise CourseError(f"{path}: {assignment.name} has no exercise {exercise!r}")
    if unknown := sorted((loses | takes_along) - tests):
        raise CourseError(f"{path}: {assignment.name} has no test cell {', '.join(unknown)}")
    if right == bool(loses):
        raise CourseError(
            f"{path}: a wrong answer ends its docstring with 'Loses: <test id>, ...', a right one does not"
        )
    return Answer(
        name=path.stem,
        exercise=exercise,
        right=right,
        code=code,
        loses=loses,
        takes_along=takes_along,
        tells=_sentence(text, "Tells:"),
        hint=_sentence(text, "Hint:"),
    )


def _sentence(text: str, head: str) -> str:
    """Return what stands after `head` in its line and in the indented lines below it."""
    found = re.search(rf"^{head}(.*(?:\n[ \t]+\S.*)*)", text, re.MULTILINE)
    return " ".join(found[1].split()) if found else ""


def _listed(text: str, head: str) -> frozenset[str]:
    """Return what the lines list that begin with `head`."""
    lists = (line.removeprefix(head) for line in text.splitlines() if line.startswith(head))
    return frozenset(test.strip() for listed in lists for test in listed.split(","))
