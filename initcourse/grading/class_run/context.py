"""What all hand-ins of one assignment share in a class run, read once: the source, the gradebook's cells, how to run.

`job` and `recorder` ask here. It knows nothing of any hand-in but where its graded notebook lies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from initcourse.grading.class_run.autograded import SharedProvenance, shared_provenance
from initcourse.grading.class_run.outcome import GradedSubmission, ReportedOutcome
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.gradebook import ExerciseScore, recorded_students
from initcourse.grading.course.names import TrustBoundary, trust_boundary
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.execution.task import ExecutionOptions
from initcourse.grading.submission.canonical import Skeleton
from initcourse.grading.submission.model import Submission
from initcourse.grading.submission.skeleton import read_skeleton


@dataclass(frozen=True)
class AssignmentContext:
    """What is known of the assignment `name` before any of its hand-ins is read.

    `skeleton`: the notebook as it was released. `recorded`: students with scores in the gradebook when the run began.
    `options` and `boundary`: how a hand-in is executed, and which of its cells run in the judge. `ignore`:
    nbgrader's patterns of files that are not taken along.
    """

    course: Course
    name: str
    skeleton: Skeleton
    recorded: frozenset[str]
    options: ExecutionOptions
    boundary: TrustBoundary | None
    provenance: SharedProvenance
    ignore: Sequence[str]

    def graded_path(self, submission: Submission) -> Path:
        """Return where the graded notebook is."""
        return self.course.autograded(submission.student, self.name)

    def graded(
        self,
        submission: Submission,
        reported: ReportedOutcome,
        scores: Mapping[str, ExerciseScore],
        *,
        graded_before: bool = False,
    ) -> GradedSubmission:
        """Return what became of a hand-in of this assignment."""
        return GradedSubmission(
            submission=submission,
            outcome=reported.outcome,
            message=reported.message,
            scores=scores,
            graded_before=graded_before,
            sandboxed=self.provenance.sandbox,
            tests_apart=self.provenance.apart,
        )


def read_context(course: Course, name: str, *, show_cells: bool, sandbox: bool | None) -> AssignmentContext:
    """Read what the hand-ins of an assignment share.

    `show_cells`: run the cells that only show, whatever the configuration says. `sandbox`: whether the students' code
    runs in the sandbox; None: as the configuration says. Raises `CourseError` if the source or the configuration is
    broken.
    """
    source = read_assignment(course.root, name).notebook
    with course.gradebook() as gradebook:
        skeleton = read_skeleton(gradebook, source, name)
        recorded = frozenset(recorded_students(gradebook, name))
    changed = ({} if sandbox is None else {"sandbox": sandbox}) | ({"run_show_cells": True} if show_cells else {})
    options = ExecutionOptions.from_config(course.config, **changed)
    boundary = trust_boundary(source) if options.judge else None
    provenance = shared_provenance(
        course,
        name,
        skeleton,
        seed=options.seed,
        show_cells=options.run_show_cells,
        sandbox=options.sandbox,
        apart=boundary is not None,
    )
    return AssignmentContext(
        course=course,
        name=name,
        skeleton=skeleton,
        recorded=recorded,
        options=options,
        boundary=boundary,
        provenance=provenance,
        ignore=course.directory().ignore,
    )
