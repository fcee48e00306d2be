"""What all hand-ins of one assignment share in a class run, read once: the source, the gradebook's cells, how to run.

`job` and `recorder` ask here. It knows nothing of any hand-in but where its graded notebook lies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from initcourse.grading.class_run.autograded import SharedProvenance, shared_provenance
from initcourse.grading.class_run.outcome import GradedSubmission, ReportedOutcome
from initcourse.grading.course.assignment import exercise_of, read_assignment
from initcourse.grading.course.gradebook import ExerciseScore, recorded_students
from initcourse.grading.course.names import TrustBoundary, boundary_or_reason
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.errors import CourseError
from initcourse.grading.execution.task import ExecutionOptions
from initcourse.grading.submission.canonical import Skeleton
from initcourse.grading.submission.model import Submission
from initcourse.grading.submission.skeleton import read_skeleton


@dataclass(frozen=True)
class AssignmentContext:
    """What is known of the assignment `name` before any of its hand-ins is read.

    `skeleton`: the notebook as it was released. `recorded`: students with scores in the gradebook when the run began.
    `options` and `boundary`: how a hand-in is executed, and which of its cells run in the judge; `together`: why none
    does. `ignore`: nbgrader's patterns of files that are not taken along. `course_files`: what lies beside the source,
    by relative path. `solutions`: the official ones, by grade_id. `hints`: the table of hints for hidden
    checks, or "". `problems`: what is wrong with the source.
    """

    course: Course
    name: str
    skeleton: Skeleton
    recorded: frozenset[str]
    options: ExecutionOptions
    boundary: TrustBoundary | None
    provenance: SharedProvenance
    ignore: Sequence[str]
    course_files: Mapping[str, bytes]
    solutions: Mapping[str, str]
    hints: str = ""
    together: str = ""
    problems: Sequence[str] = ()

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
            credited=frozenset(map(exercise_of, reported.credited)),
            graded_before=graded_before,
            sandboxed=self.provenance.sandbox,
            together=self.together,
            problems=self.problems,
        )


def read_context(course: Course, name: str, *, show_cells: bool, sandbox: bool | None) -> AssignmentContext:
    """Read what the hand-ins of an assignment share.

    `show_cells`: run the cells that only show, whatever the configuration says. `sandbox`: whether the students' code
    runs in the sandbox; None: as the configuration says. Raises `CourseError` if the source or the configuration is
    broken.
    """
    assignment = read_assignment(course.root, name)
    source, ignore = assignment.notebook, course.directory().ignore
    language = source.metadata.get("kernelspec", {}).get("language", "python")
    if str(language).lower() != "python":
        raise CourseError(
            f"{course.source(name)} is a notebook in {language}: grade it with nbgrader, and name the other assignments"
        )
    files, hints = course.files_beside(name, ignore), course.hints_file(name)
    with course.gradebook() as gradebook:
        skeleton = read_skeleton(gradebook, source, name)
        recorded = frozenset(recorded_students(gradebook, name))
    changed = ({} if sandbox is None else {"sandbox": sandbox}) | ({"run_show_cells": True} if show_cells else {})
    options = ExecutionOptions.from_config(course.config, **changed)
    apart = boundary_or_reason(source) if options.judge else "c.Execute.judge is off"
    provenance = shared_provenance(
        course,
        name,
        skeleton,
        files,
        seed=options.seed,
        show_cells=options.run_show_cells,
        sandbox=options.sandbox,
        apart=isinstance(apart, TrustBoundary),
        follow_through=options.follow_through,
        compare=options.compare,
    )
    return AssignmentContext(
        course=course,
        name=name,
        skeleton=skeleton,
        recorded=recorded,
        options=options,
        boundary=None if isinstance(apart, str) else apart,
        provenance=provenance,
        ignore=ignore,
        course_files=files,
        solutions={cell.grade_id: cell.answer for cell in assignment.of_kind("solution")},
        hints=hints.read_text(encoding="utf-8") if hints.exists() else "",
        together=apart if isinstance(apart, str) else "",
    )
