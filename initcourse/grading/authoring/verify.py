"""Verifies a course before anyone gets it: solutions score full marks, the blank release nothing, nothing leaks.

`initcourse verify` prints the claims that are yielded here: of the whole course, of each exercise's test cells, and of
false alarms. Notebooks are graded with nbgrader in a copy of the course folder, so that the instructor's gradebook is
not touched.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial
from itertools import count
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from initcourse.grading.authoring.bank import bank_folder
from initcourse.grading.authoring.hint_tables import write_hints
from initcourse.grading.authoring.leaks import leaks
from initcourse.grading.authoring.proof import (
    Claim,
    exercise_claim,
    exercise_trials,
    hint_claim,
    prove_exercise,
    visible_claim,
)
from initcourse.grading.authoring.proof_page import FALSE_ALARMS, alarm_section, digest, keep, section
from initcourse.grading.authoring.release import build_students_release, differences
from initcourse.grading.authoring.seeds import (
    SIMULATED,
    StatisticalCheck,
    contradicts,
    moved,
    read_checks,
    refused_under_seeds,
    right_answers,
    simulated_alarms,
)
from initcourse.grading.class_run.calibration import keep_with_sources, try_sources
from initcourse.grading.class_run.context import read_context
from initcourse.grading.course.assignment import Assignment, Problem, read_assignment
from initcourse.grading.course.folder import CourseFolder, assignment_names, copy_course, read_config
from initcourse.grading.course.gradebook import CellScore, cell_scores
from initcourse.grading.course.lint import problems
from initcourse.grading.course.nbgrader import Course, build_release
from initcourse.grading.execution.executors import open_executor
from initcourse.grading.execution.preload import imported_modules

SEED = 1
"""What simulated answers are drawn from."""

EMPTY_ERRORS = {"NotImplementedError", "CheckFailed"}
"""What a cell of the blank release may raise."""


def verify_course(root: Path, names: Sequence[str]) -> Iterator[Claim]:
    """Yield what holds of the sources, of the official solutions and of what students get."""
    assignments = [read_assignment(root, name) for name in names]
    for assignment in assignments:
        yield _claim(f"{assignment.name}: the source keeps the rules", problems(assignment))
    with tempfile.TemporaryDirectory() as folder:
        course = _scratch_course(root, Path(folder))
        fresh = course.root / "release"
        build_students_release(course, assignment_names(root), fresh)
        everything = [read_assignment(root, name) for name in assignment_names(root)]
        yield _claim("students can read no answer", leaks(everything, fresh))
        yield _claim("release/ equals a fresh build", differences(root, fresh))
        for assignment in assignments:
            yield _claim(f"{assignment.name}: the official solution scores full marks", _official(course, assignment))
            yield _claim(f"{assignment.name}: the blank release scores zero", _blank(course, assignment))


def verify_tests(
    root: Path, names: Sequence[str], bank: Path | None, jobs: int | None, say: Callable[[str], None]
) -> Iterator[Claim]:
    """Yield what right and wrong answers and mutants prove of each exercise's test cells; `say` how far it is.

    What is well is kept in `docs/proof.md`, and the hints in their tables, unless another `bank` than the course's own
    was asked for.
    """
    course_bank = root / "tests" / "bank"
    answers = bank_folder(bank or course_bank, "tests that nothing was tried on are not proven")
    assignments = [read_assignment(root, name) for name in names]
    trials = {assignment.name: exercise_trials(assignment, answers, course_bank) for assignment in assignments}
    total, done = sum(len(exercise) for exercises in trials.values() for exercise in exercises), count(1)
    with open_executor(jobs, None, imported_modules(read_config(root))) as (executor, _):
        yield from as_in_a_class(root, names, executor)
        for assignment in assignments:
            proofs, failed = [], False
            for exercise in trials[assignment.name]:
                where = f"{assignment.name}, {exercise.exercise}"
                proofs.append(prove_exercise(assignment, exercise, executor, partial(_tick, say, where, done, total)))
                claim = exercise_claim(assignment.name, proofs[-1])
                failed |= bool(claim.problems)
                yield claim
            for claim in (visible_claim(assignment.name, proofs), hint_claim(assignment.name, proofs)):
                failed |= bool(claim.problems)
                yield claim
            if bank is None:
                write_hints(root, assignment.name, [proof.tables for proof in proofs])
            if bank is None and not failed:
                proven = section(assignment, digest(root, assignment), proofs)
                keep(root / "docs" / "proof.md", {assignment.name: proven})


def verify_seeds(
    root: Path, names: Sequence[str], seeds: int, jobs: int | None, say: Callable[[str], None]
) -> Iterator[Claim]:
    """Yield what right answers lose under many seeds and, if the course says how to, under simulation.

    If nothing is lost, and for all assignments, the figures are kept in `docs/proof.md`.
    """
    assignments = [read_assignment(root, name) for name in names]
    checks, bank = read_checks(root), root / "tests" / "bank"
    failed, graded, alarms = False, 0, []
    with open_executor(jobs, None, imported_modules(read_config(root))) as (executor, _):
        for assignment in assignments:
            answers = right_answers(bank, assignment)
            lost = []
            for answer, lines in refused_under_seeds(assignment, answers, range(seeds), executor):
                say(f"{assignment.name}, {answer.exercise}, {answer.name}: {seeds} seeds")
                lost += [Problem(assignment.name, answer.exercise, f"{answer.name} loses {line}") for line in lines]
            graded, failed = graded + len(answers), failed or bool(lost)
            yield _claim(f"{assignment.name}: {len(answers)} right answers lose no point under {seeds} seeds", lost)
        for check, refused in simulated_alarms(checks, executor, seed=SEED) if checks else ():
            say(f"{check.name}: {SIMULATED:,} simulated answers")
            alarms.append((check, refused))
    if checks:
        claim = _simulation_claim(alarms, moved(checks.checks, assignments))
        failed |= bool(claim.problems)
        yield claim
    if not failed and list(names) == assignment_names(root):
        keep(root / "docs" / "proof.md", {FALSE_ALARMS: alarm_section(alarms, graded, seeds)})


def _claim(text: str, against: Iterable[Problem]) -> Claim:
    return Claim(text=text, problems=tuple(against))


def _tick(say: Callable[[str], None], where: str, done: Iterator[int], total: int) -> None:
    say(f"{where}: {next(done)} of {total} trials")


def _simulation_claim(
    alarms: Sequence[tuple[StatisticalCheck, int]], moved_checks: Sequence[StatisticalCheck]
) -> Claim:
    """Return how many simulated right answers were refused; too many for a formula, or a changed cell, is a problem."""
    refusals = f"{sum(refused for _, refused in alarms)} of {len(alarms) * SIMULATED:,} simulated right answers"
    problems = [
        (check.cell, f"{check.name} refuses {refused} of {SIMULATED:,} right answers")
        for check, refused in alarms
        if contradicts(check, refused)
    ]
    problems += [(check.cell, f"reads otherwise now: {check.cell}: {check.quote}") for check in moved_checks]
    return _claim(
        f"{len(alarms)} statistical checks refuse {refusals}, as their formulas allow",
        [Problem(FALSE_ALARMS.lower(), cell, text) for cell, text in problems],
    )


def as_in_a_class(root: Path, names: Sequence[str], executor: Executor) -> Iterator[Claim]:
    """Try the sources as every class run would: it finds what has come out beside them, and need not."""
    with tempfile.TemporaryDirectory() as folder:
        copy_course(root, Path(folder))
        course = Course(Path(folder))
        build_release(course, names, into=course.releases, record=True)
        contexts = {name: read_context(course, name, show_cells=False, sandbox=None) for name in names}
        found = dict(try_sources(contexts, executor))
    keep_with_sources(CourseFolder(root).sources, found)
    for name, calibration in found.items():
        where = f"in the student's own process, as {calibration.together}" if calibration.together else "in the judge"
        text = f"{name}: tests run {where}; the official solution gets all of their points there, the release none"
        yield _claim(text, [Problem(name, "tests", problem) for problem in calibration.problems])


def _scratch_course(root: Path, folder: Path) -> Course:
    """Return a copy of the course in which every cell is run, those that only show something, too."""
    copy_course(root, folder)
    if (folder / "nbgrader_config.py").exists():
        with (folder / "nbgrader_config.py").open("a") as config:
            config.write("\nc.Execute.run_show_cells = True  # a proof skips no cell\n")
    return Course(folder)


def _official(course: Course, assignment: Assignment) -> Iterator[Problem]:
    """Hand in the source notebook itself: every automatic point, and neither an error nor stderr in any cell."""
    source = course.root / "source" / assignment.name / f"{assignment.name}.ipynb"
    graded = yield from _graded(course, assignment, "official", source)
    for score in _scores(course, assignment, "official"):
        if score.points is not None and score.points < score.max_points:
            yield Problem(assignment.name, score.grade_id, f"scores {score.points:g} of {score.max_points:g}")
    yield from _noise(assignment, graded, allowed=set())


def _blank(course: Course, assignment: Assignment) -> Iterator[Problem]:
    """Hand in the release notebook as students get it: no point, and only the errors that an empty exercise raises."""
    release = course.root / "release" / assignment.name / f"{assignment.name}.ipynb"
    graded = yield from _graded(course, assignment, "blank", release)
    for score in _scores(course, assignment, "blank"):
        if score.points != 0:
            yield Problem(assignment.name, score.grade_id, f"scores {score.points} instead of 0")
    yield from _noise(assignment, graded, allowed=EMPTY_ERRORS)


def _noise(assignment: Assignment, graded: NotebookNode, *, allowed: set[str]) -> Iterator[Problem]:
    """Report every cell that wrote to stderr or raised an error that is not `allowed`."""
    for cell in graded.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                yield Problem(assignment.name, cell.id, f"writes to stderr: {output.text[:200]!r}")
            if output.output_type == "error" and output.ename not in allowed:
                yield Problem(assignment.name, cell.id, f"raises {output.ename}: {output.evalue[:200]}")


def _graded(
    course: Course, assignment: Assignment, student: str, notebook: Path
) -> Generator[Problem, None, NotebookNode]:
    """Hand in `notebook` for `student`, grade it, and return it with its outputs; a refusal is a problem."""
    place = course.root / "submitted" / student / assignment.name
    place.mkdir(parents=True)
    shutil.copy(notebook, place / f"{assignment.name}.ipynb")
    result = course.autograde(assignment.name, student)
    if not result.done:
        yield Problem(assignment.name, student, f"nbgrader cannot grade it ({result.reason})")
        return nbformat.v4.new_notebook()
    graded = course.root / "autograded" / student / assignment.name / f"{assignment.name}.ipynb"
    return nbformat.read(graded, as_version=4)


def _scores(course: Course, assignment: Assignment, student: str) -> list[CellScore]:
    with course.gradebook() as gradebook:
        return cell_scores(gradebook, assignment.name, student)
