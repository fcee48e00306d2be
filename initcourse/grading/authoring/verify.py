"""Prove an assignment before anyone gets it: solutions score full marks, the blank release nothing, nothing leaks.

`initcourse verify` prints what is found here. The proof grades both notebooks with nbgrader in a course folder of
its own, so that the instructor's gradebook is not touched.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from itertools import count
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from initcourse.grading.authoring.proof import claim, prove, trials, visible_claim
from initcourse.grading.authoring.proof_page import FALSE_ALARMS, alarm_section, digest, keep, section
from initcourse.grading.authoring.release import differences, leaks
from initcourse.grading.authoring.seeds import refused_under_seeds, right_answers
from initcourse.grading.course.assignment import Assignment, Problem, read_assignment
from initcourse.grading.course.folder import assignment_names, read_config
from initcourse.grading.course.gradebook import CellScore, cell_scores
from initcourse.grading.course.lint import problems
from initcourse.grading.course.nbgrader import Course, build_release
from initcourse.grading.errors import CourseError
from initcourse.grading.execution.executors import open_executor
from initcourse.grading.execution.preload import kernel_modules
from tests.statistics.false_alarms import SIMULATED, contradicts, moved, simulated

SEED = 1
"""What simulated answers are drawn from."""

EMPTY_ERRORS = {"NotImplementedError", "CheckFailed"}
"""What a cell of the blank release may raise."""


def verify_course(root: Path, names: Sequence[str]) -> Iterator[tuple[str, list[Problem]]]:
    """Yield what was proven, in words, with the problems that stand against it."""
    assignments = [read_assignment(root, name) for name in names]
    for assignment in assignments:
        yield f"{assignment.name}: the source keeps the rules", problems(assignment)
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder)
        course = _trial_course(root, trial)
        build_release(course, assignment_names(root), into=trial / "release", record=True)
        everything = [read_assignment(root, name) for name in assignment_names(root)]
        yield "students can read no answer", leaks(everything, trial / "release")
        yield "release/ equals a fresh build", differences(root, trial / "release")
        for assignment in assignments:
            yield f"{assignment.name}: the official solution scores full marks", list(_official(course, assignment))
            yield f"{assignment.name}: the blank release scores zero", list(_blank(course, assignment))


def verify_tests(
    root: Path, names: Sequence[str], bank: Path | None, jobs: int | None, say: Callable[[str], None]
) -> Iterator[tuple[str, list[Problem]]]:
    """Yield what right and wrong answers and mutants prove of each exercise's test cells; tell `say` how far it is.

    What is well is kept in `docs/proof.md`, unless another `bank` than the course's own was asked for.
    """
    own = root / "tests" / "bank"
    if not (bank or own).is_dir():
        raise CourseError(f"no bank of answers in {bank or own}: tests that nothing was tried on are not proven")
    assignments = [read_assignment(root, name) for name in names]
    everything = {assignment.name: trials(assignment, bank or own, own) for assignment in assignments}
    total, done = sum(len(tried) for found in everything.values() for tried in found), count(1)
    with open_executor(jobs, None, kernel_modules(read_config(root))) as (executor, _):
        for assignment in assignments:
            proofs, failed = [], False
            for tried in everything[assignment.name]:
                where = f"{assignment.name}, {tried.exercise}"
                proofs.append(prove(assignment, tried, executor, partial(_tell, say, where, done, total)))
                text, against = claim(assignment.name, proofs[-1])
                failed |= bool(against)
                yield text, against
            text, against = visible_claim(assignment.name, proofs)
            yield text, against
            if bank is None and not failed and not against:
                new = section(assignment, digest(root, assignment), proofs)
                keep(root / "docs" / "proof.md", {assignment.name: new})


def verify_seeds(
    root: Path, names: Sequence[str], seeds: int, jobs: int | None, say: Callable[[str], None]
) -> Iterator[tuple[str, list[Problem]]]:
    """Yield what right answers lose under many seeds, and how often simulated right answers are refused.

    If nothing is, and for all assignments, the figures are kept in `docs/proof.md`.
    """
    assignments = [read_assignment(root, name) for name in names]
    bank, failed, tried = root / "tests" / "bank", False, 0
    with open_executor(jobs, None, kernel_modules(read_config(root))) as (executor, _):
        for assignment in assignments:
            answers = right_answers(bank, assignment)
            against = []
            for answer, lines in refused_under_seeds(assignment, answers, range(seeds), executor):
                say(f"{assignment.name}, {answer.exercise}, {answer.name}: {seeds} seeds")
                against += [Problem(assignment.name, answer.exercise, f"{answer.name} loses {line}") for line in lines]
            tried, failed = tried + len(answers), failed or bool(against)
            yield f"{assignment.name}: {len(answers)} right answers lose no point under {seeds} seeds", against
        found = []
        for check, count in simulated(executor, seed=SEED):
            say(f"{check.name}: {SIMULATED:,} simulated answers")
            found.append((check, count))
    against = [
        Problem("chance", check.cell, f"{check.name} refuses {count} of {SIMULATED:,} right answers")
        for check, count in found
        if contradicts(check, count)
    ]
    against += [Problem("chance", line.split(":")[0], f"reads otherwise now: {line}") for line in moved(assignments)]
    told = f"{sum(count for _, count in found)} of {len(found) * SIMULATED:,} simulated right answers"
    yield f"{len(found)} statistical checks refuse {told}, as their formulas allow", against
    if not failed and not against and list(names) == assignment_names(root):
        keep(root / "docs" / "proof.md", {FALSE_ALARMS: alarm_section(found, tried, seeds)})


def _tell(say: Callable[[str], None], where: str, done: Iterator[int], total: int) -> None:
    say(f"{where}: {next(done)} of {total} trials")


def _trial_course(root: Path, trial: Path) -> Course:
    shutil.copytree(root / "source", trial / "source", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    if (root / "nbgrader_config.py").exists():
        shutil.copy(root / "nbgrader_config.py", trial)
        with (trial / "nbgrader_config.py").open("a") as config:
            config.write("\nc.Execute.run_show_cells = True  # a proof leaves nothing out\n")
    return Course(trial)


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
