"""What became of one hand-in, for whoever counts and shows them."""

from __future__ import annotations

from dataclasses import dataclass

from initcourse.grading.outcome import WELL
from initcourse.grading.scores import ExerciseScore
from initcourse.grading.submission import Submission


@dataclass(frozen=True)
class Graded:
    """What became of one hand-in: its `outcome`, a line for a person or "", and its scores by exercise.

    `before`: it was graded by an earlier run and nothing that decides its score has changed since. `walled`: its code
    ran behind walls. `apart`: its test cells ran apart from it.
    """

    submission: Submission
    outcome: str
    message: str
    scores: dict[str, ExerciseScore]
    before: bool = False
    walled: bool = True
    apart: bool = True

    @property
    def line(self) -> str:
        """Who, what, and what became of it, for a list."""
        told = f"{self.submission.student}, {self.submission.assignment}: {self.outcome}"
        told += " before" if self.before else ""
        return f"{told}: {self.message}" if self.message else told

    @property
    def needs_a_person(self) -> bool:
        """Whether the outcome says something else than what the answers are worth."""
        return self.outcome not in WELL
