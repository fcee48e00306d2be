"""Classes made from the bank of answers.

`initcourse demo` grades the class of `sample_class`, of which the bank predicts every score: a perfect student, one who
solves everything another way, three with mistakes, a blank hand-in, a file that is not a notebook and a loop that never
ends. `benchmarks` grades a `mixed_class` of any size, of which nothing is predicted, and a `right_class`, in which
every right answer of the bank occurs.
"""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from initcourse.grading.authoring.bank import Answer, read_bank
from initcourse.grading.course.assignment import Assignment, read_assignment
from initcourse.grading.course.names import free_names

ENDLESS = "while True:\n        pass"
"""What stands in the place of a solution that never returns."""

ALWAYS = ("ada", "ben", "cleo")
"""Students who hand in every assignment."""

WRITTEN = "The variance of a sum of independent terms is the sum of their variances."
"""What everybody answers in the written exercises."""


@dataclass(frozen=True)
class SampleHandIn:
    """One hand-in: the `content` of its notebook file, and the `points` it must score by exercise (None: no score)."""

    student: str
    assignment: str
    content: str
    points: dict[str, float] | None


def sample_class(root: Path, bank: Path, names: Sequence[str]) -> list[SampleHandIn]:
    """Return the sample class for the assignments `names`; their releases must stand in `root/release`.

    Everybody hands in the first assignment; the others come from the three who always hand in.
    """
    hand_ins = [hand_in for name in names for hand_in in _hand_ins(root, bank, read_assignment(root, name))]
    return [hand_in for hand_in in hand_ins if hand_in.assignment == names[0] or hand_in.student in ALWAYS]


def mixed_class(root: Path, bank: Path, names: Sequence[str], students: int) -> list[SampleHandIn]:
    """Return hand-ins of `students` who each take a right or a wrong answer for every exercise, chosen by number.

    About two in three are right. Nothing is predicted: a wrong answer may break one that calls it.
    """
    hand_ins = []
    for name in names:
        assignment = read_assignment(root, name)
        release = root / "release" / name / f"{name}.ipynb"
        official = {cell.grade_id: cell.answer for cell in assignment.of_kind("solution")}
        by_exercise: dict[str, list[Answer]] = {}
        for answer in read_bank(bank, assignment):
            by_exercise.setdefault(answer.exercise, []).append(answer)
        for number in range(students):
            rng = random.Random(f"{name} {number}")
            codes = dict(official)
            for exercise, answers in by_exercise.items():
                right = rng.random() < 2 / 3
                codes[exercise] = rng.choice([answer for answer in answers if answer.right == right]).code
            content = hand_in(release, codes)
            hand_ins.append(SampleHandIn(student=f"student{number:02}", assignment=name, content=content, points=None))
    return hand_ins


def right_class(root: Path, bank: Path, names: Sequence[str]) -> list[SampleHandIn]:
    """Return hand-ins that hold every right answer of the bank at least once, and deserve all points."""
    hand_ins = []
    for name in names:
        assignment = read_assignment(root, name)
        release = root / "release" / name / f"{name}.ipynb"
        answers = [answer for answer in read_bank(bank, assignment) if answer.right]
        official = {cell.grade_id: cell.answer for cell in assignment.of_kind("solution")}
        most = max(Counter(answer.exercise for answer in answers).values(), default=0)
        for number in range(most):
            codes = dict(official)
            for exercise in {answer.exercise for answer in answers}:
                choices = [answer.code for answer in answers if answer.exercise == exercise]
                codes[exercise] = choices[number % len(choices)]
            points = _points(assignment, frozenset())
            hand_ins.append(SampleHandIn(f"right{number:02}", name, hand_in(release, codes), points))
    return hand_ins


def write_class(hand_ins: Sequence[SampleHandIn], submitted: Path) -> None:
    """Write every hand-in to `submitted/<student>/<assignment>/<assignment>.ipynb`."""
    for hand_in in hand_ins:
        path = submitted / hand_in.student / hand_in.assignment / f"{hand_in.assignment}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(hand_in.content, encoding="utf-8")


def hand_in(release: Path, codes: dict[str, str], written: str | None = WRITTEN) -> str:
    """Return the release notebook as JSON with `codes` in its solution cells and `written` in the written ones."""
    notebook = copy.deepcopy(nbformat.read(release, as_version=4))
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and meta.get("grade_id") in codes:
            cell.source = codes[meta["grade_id"]]
        elif meta.get("grade") and meta.get("solution") and written:
            cell.source = written
    return nbformat.writes(notebook)


def _hand_ins(root: Path, bank: Path, assignment: Assignment) -> list[SampleHandIn]:
    release = root / "release" / assignment.name / f"{assignment.name}.ipynb"
    answers = read_bank(bank, assignment)
    official = {cell.grade_id: cell.code for cell in assignment.of_kind("solution")}

    def student(name: str, content: str, points: dict[str, float] | None) -> SampleHandIn:
        return SampleHandIn(student=name, assignment=assignment.name, content=content, points=points)

    def solver(name: str, chosen: Sequence[Answer]) -> SampleHandIn:
        codes = official | {answer.exercise: answer.code for answer in chosen}
        lost = frozenset[str]().union(*(answer.loses for answer in chosen))
        return student(name, hand_in(release, codes), _points(assignment, lost))

    endless, lost = _endless(assignment, official)
    return [
        solver("ada", []),
        solver("ben", _pick(answers, right=True, number=0)),
        *(solver(name, _pick(answers, right=False, number=n)) for n, name in enumerate(("cleo", "dev", "eli"))),
        student("fay", hand_in(release, {}, None), _points(assignment, None)),
        student("gus", '{"cells": [', None),
        student("hana", hand_in(release, official | endless), _points(assignment, lost)),
    ]


def _pick(answers: Sequence[Answer], *, right: bool, number: int) -> list[Answer]:
    """Return answer `number` (round again if there are fewer) of every exercise.

    An answer that calls another exercise is skipped: with a mistake there it would lose more than its file says.
    """
    exercises = {answer.exercise for answer in answers}
    by_exercise: dict[str, list[Answer]] = {}
    for answer in answers:
        if answer.right == right and not free_names(answer.code) & exercises - {answer.exercise}:
            by_exercise.setdefault(answer.exercise, []).append(answer)
    return [choices[number % len(choices)] for choices in by_exercise.values()]


def _endless(assignment: Assignment, official: dict[str, str]) -> tuple[dict[str, str], frozenset[str]]:
    """Return code of the exercise that the fewest cells call, which never returns, and the tests that it loses."""
    code = [cell.source for cell in assignment.notebook.cells if cell.cell_type == "code"]
    callers = {name: sum(name in free_names(cell) for cell in code) for name in assignment.exercises}
    exercise = min(callers, key=callers.__getitem__)
    head, _, body = official[exercise].partition("### BEGIN SOLUTION")
    endless = f"{head}{ENDLESS}{body.partition('### END SOLUTION')[2]}"
    lost = frozenset(cell.grade_id for cell in assignment.of_kind("test") if exercise in free_names(cell.code))
    return {exercise: endless}, lost


def _points(assignment: Assignment, lost: frozenset[str] | None) -> dict[str, float]:
    """Return the points by exercise when the test cells `lost` (None: all of them) fail."""
    points = dict.fromkeys(assignment.exercises, 0.0)
    for cell in assignment.of_kind("test"):
        points[cell.exercise] += cell.points if lost is not None and cell.grade_id not in lost else 0
    return points
