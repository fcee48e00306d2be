"""The whole way once: release, a class made from the bank, grades and feedback pages, in a folder of its own.

`initcourse demo` prints what comes out. What every hand-in must score is known from the bank and compared here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from initcourse.grading.authoring.bank import bank_folder
from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import SampleHandIn, sample_class, write_class
from initcourse.grading.class_run.outcome import GradedSubmission
from initcourse.grading.class_run.run import find_hand_ins, grade_all
from initcourse.grading.course.folder import assignment_names, copy_course
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.execution.executors import open_executor
from initcourse.grading.execution.preload import imported_modules


@dataclass(frozen=True)
class Demo:
    """The course folder `root`, what was `graded`, and how many of the `expected` scores came out as predicted."""

    root: Path
    graded: list[GradedSubmission]
    expected: int
    surprises: list[str]

    @property
    def agreeing(self) -> int:
        """Scores that came out as the bank predicts."""
        return self.expected - len(self.surprises)


def run_demo(course: Path, say: Callable[[str], None]) -> Demo:
    """Build, hand in and grade the sample class of `course` in a new folder and `say` each step."""
    bank = bank_folder(course / "tests" / "bank")
    root = Path(tempfile.mkdtemp(prefix="initcourse-demo-"))
    copy_course(course, root)
    names = assignment_names(root)
    write_release(root, names)
    say(f"Built the release of {', '.join(names)} in {root}")
    sample = sample_class(root, bank, names)
    write_class(sample, root / "submitted")
    graded = []
    with open_executor(None, None, imported_modules(Course(root).config)) as (executor, width):
        for result in grade_all(root, find_hand_ins(root, names), executor, width=width, show_cells=True):
            graded.append(result)
            say(f"[{len(graded)}/{len(sample)}] {result.line}")
    for result in graded:
        if result.scores:
            Course(root).feedback(result.submission.assignment, result.submission.student)
    expected = {(hand_in.student, hand_in.assignment): hand_in for hand_in in sample}
    scores = [_compare(expected[r.submission.student, r.submission.assignment], r) for r in graded]
    return Demo(root, graded, sum(count for count, _ in scores), [line for _, lines in scores for line in lines])


def _compare(hand_in: SampleHandIn, graded: GradedSubmission) -> tuple[int, list[str]]:
    """Return how many scores the hand-in predicts, and a line for each that came out otherwise."""
    where = f"{hand_in.student}, {hand_in.assignment}"
    if hand_in.points is None:
        waits = bool(graded.scores) and all(score.points is None for score in graded.scores.values())
        return 1, [] if waits else [f"{where}: graded, though it is no notebook"]
    scored = {name: score.points for name, score in graded.scores.items()}
    return len(hand_in.points), [
        f"{where}: {name} scored {scored.get(name)}, predicted {points:g}"
        for name, points in hand_in.points.items()
        if scored.get(name) != points
    ]
