"""The zoo graded by our grader in one class run, and what is to be seen of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from initcourse.grading.class_run.outcome import GradedSubmission
from initcourse.grading.class_run.run import find_hand_ins, grade_all
from initcourse.grading.course.gradebook import cell_scores
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.execution.executors import LocalExecutor
from tests.zoo.case import POINTS, Case
from tests.zoo.course import CONFIG, MODULES, write_course
from tests.zoo.plain import Scores


@dataclass(frozen=True)
class Zoo:
    """What became of every hand-in, and the points of its test cells (None: waits), by case and student.

    `plain` is what plain nbgrader gives.
    """

    cases: Mapping[str, Case]
    plain: Mapping[str, Scores]
    results: Mapping[tuple[str, str], GradedSubmission]
    points: Mapping[tuple[str, str], Mapping[str, float | None]]

    def waits(self, name: str, student: str, cell: str) -> bool:
        """Whether the cell waits for a person who is told why."""
        result = self.results[name, student]
        return self.points[name, student][cell] is None and result.needs_a_person and cell in result.message

    def lost(self, name: str, student: str) -> list[str]:
        """Return which cells have fewer points than plain nbgrader gives, and do not wait.

        Those of a right answer are to have all of them, whatever plain nbgrader gives.
        """
        plain = self._plain(name, student)
        return [
            cell
            for cell, given in self.points[name, student].items()
            if not self.waits(name, student, cell)
            and (given is None or given < (POINTS if "right" in student else plain.get(cell, 0)))
        ]

    def won(self, name: str, student: str) -> list[str]:
        """Return which cells have more points than plain nbgrader gives."""
        plain = self._plain(name, student)
        return [cell for cell, given in self.points[name, student].items() if (given or 0) > plain.get(cell, 0)]

    def in_all_cases(self, find: Callable[[str, str], list[str]], students: tuple[str, ...]) -> list[str]:
        """Return which cells `find` finds at these students, where plain nbgrader is a measure."""
        return [
            f"{name}: {student} {cell}"
            for name, student in self.results
            if student in students and not self.cases[name].oddity
            for cell in find(name, student)
        ]

    def together(self) -> list[str]:
        """Return the cases whose tests run in the student's own process."""
        return [name for name in self.cases if self.results[name, "right"].together]

    def told(self, name: str, student: str) -> str:
        """Return what staff read of a hand-in, its points, and where its tests ran."""
        result = self.results[name, student]
        where = f"together: {result.together}" if result.together else "apart"
        return "\n".join([result.line, str(dict(self.points[name, student])), where, *result.problems])

    def summary(self) -> str:
        """Return which cases run with the student's code, and which hand-ins wait, a line each."""
        together = self.together()
        reasons = [f"{name} together: {self.results[name, 'right'].together}" for name in together]
        waiting = [result.line for result in self.results.values() if result.needs_a_person]
        return "\n".join([f"{len(self.cases) - len(together)} of {len(self.cases)} cases apart", *reasons, *waiting])

    def _plain(self, name: str, student: str) -> Mapping[str, float]:
        return self.plain.get(name, {}).get(student) or {}


def grade_zoo(root: Path, cases: Mapping[str, Case], plain: Mapping[str, Scores]) -> Zoo:
    """Write a course of the cases into the folder `root`, and grade all its hand-ins in one class run."""
    write_course(root, cases.values(), CONFIG)
    with LocalExecutor(2, MODULES) as executor:
        graded = list(grade_all(root, find_hand_ins(root, list(cases)), executor, width=2))
    results = {(result.submission.assignment, result.submission.student): result for result in graded}
    with Course(root).gradebook() as gradebook:
        points = {
            (name, student): {score.grade_id: score.points for score in cell_scores(gradebook, name, student)}
            for name, student in results
        }
    return Zoo(cases, plain, results, points)
