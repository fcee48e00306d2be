"""Classes made from the bank of answers.

`initcourse demo` grades one with the score that every hand-in must get: a perfect student, one who solves everything
another way, three with mistakes, a blank hand-in, a file that is no notebook and a loop that never ends.
`initcourse bench` grades one of any size.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from initcourse.grading.authoring.bank import Answer, read_bank
from initcourse.grading.course.assignment import Assignment, read_assignment
from initcourse.grading.course.names import free_names

ENDLESS = "while True:\n        pass"

ALWAYS = ("ada", "ben", "cleo")

WRITTEN = "The variance of a sum of independent terms is the sum of their variances."


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
    found = [hand_in for name in names for hand_in in _hand_ins(root, bank, read_assignment(root, name))]
    return [hand_in for hand_in in found if hand_in.assignment == names[0] or hand_in.student in ALWAYS]


def mixed_class(root: Path, bank: Path, names: Sequence[str], students: int) -> list[SampleHandIn]:
    """Return hand-ins of `students` who each take a right or a wrong answer for every exercise, chosen by number.

    About two in three are right. Nothing is predicted: a wrong answer may break one that calls it.
    """
    found = []
    for name in names:
        assignment = read_assignment(root, name)
        release = root / "release" / name / f"{name}.ipynb"
        official = {cell.grade_id: cell.code for cell in assignment.of_kind("solution")}
        own: dict[str, list[Answer]] = {}
        for answer in read_bank(bank, assignment):
            own.setdefault(answer.exercise, []).append(answer)
        for number in range(students):
            rng = random.Random(f"{name} {number}")
            codes = dict(official)
            for exercise, answers in own.items():
                right = rng.random() < 2 / 3
                chosen = rng.choice([answer for answer in answers if answer.right == right])
                codes[exercise] = chosen.code
            found.append(SampleHandIn(f"student{number:02}", name, hand_in(release, codes), None))
    return found


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

    def student(name: str, chosen: Sequence[Answer]) -> SampleHandIn:
        codes = official | {answer.exercise: answer.code for answer in chosen}
        lost = frozenset[str]().union(*(answer.loses for answer in chosen))
        return SampleHandIn(name, assignment.name, hand_in(release, codes), _points(assignment, lost))

    return [
        student("ada", []),
        student("ben", _pick(answers, right=True, number=0)),
        *(student(name, _pick(answers, right=False, number=n)) for n, name in enumerate(("cleo", "dev", "eli"))),
        SampleHandIn("fay", assignment.name, hand_in(release, {}, None), _points(assignment, None)),
        SampleHandIn("gus", assignment.name, '{"cells": [', None),
        _endless(assignment, release, official),
    ]


def _pick(answers: Sequence[Answer], *, right: bool, number: int) -> list[Answer]:
    """Return answer `number` (round again if there are fewer) of every exercise.

    An answer that calls another exercise is left out: with a mistake there it would lose more than its file says.
    """
    exercises = {answer.exercise for answer in answers}
    by_exercise: dict[str, list[Answer]] = {}
    for answer in answers:
        if answer.right == right and not free_names(answer.code) & exercises - {answer.exercise}:
            by_exercise.setdefault(answer.exercise, []).append(answer)
    return [own[number % len(own)] for own in by_exercise.values()]


def _endless(assignment: Assignment, release: Path, official: dict[str, str]) -> SampleHandIn:
    """A hand-in in which the exercise that the fewest cells call never returns."""
    code = [cell.source for cell in assignment.notebook.cells if cell.cell_type == "code"]
    callers = {name: sum(name in free_names(cell) for cell in code) for name in assignment.exercises}
    exercise = min(callers, key=callers.__getitem__)
    head, _, body = official[exercise].partition("### BEGIN SOLUTION")
    endless = f"{head}{ENDLESS}{body.partition('### END SOLUTION')[2]}"
    lost = frozenset(cell.grade_id for cell in assignment.of_kind("test") if exercise in free_names(cell.code))
    content = hand_in(release, official | {exercise: endless})
    return SampleHandIn("hana", assignment.name, content, _points(assignment, lost))


def _points(assignment: Assignment, lost: frozenset[str] | None) -> dict[str, float]:
    """Return the points by exercise when the test cells `lost` (None: all of them) fail."""
    points = dict.fromkeys(assignment.exercises, 0.0)
    for cell in assignment.of_kind("test"):
        points[cell.exercise] += cell.points if lost is not None and cell.grade_id not in lost else 0
    return points
