"""The command `initcourse`: one thin function per job, which alone print and set the exit code.

`check` and `doctor` are for students, whose install is enough for them; the others are for staff.

Exit code 0: done and well. 1: a person must look, and the line says at what. 2: wrong arguments.
Modules are imported inside the commands, so that `--help` answers at once and students need no staff install.
"""

from __future__ import annotations

import errno
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from rich.console import Console
    from traitlets.config import Config

    from initcourse.grading.authoring.proof import Claim
    from initcourse.grading.class_run import GradedSubmission
    from initcourse.grading.class_run.report import ClassSummary

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

FOR_STUDENTS, FOR_STAFF = "For students", "For staff"
"""The headings of the commands in `initcourse --help`."""

Assignments = Annotated[
    list[str] | None, typer.Argument(metavar="[ASSIGNMENT]...", help="All of them if none is named.")
]
Students = Annotated[list[str] | None, typer.Option("--student", help="Only this student; may be repeated.")]
ShowCells = Annotated[
    bool, typer.Option("--show-cells", help="Also run the lesson's own cells, so that graded notebooks have pictures.")
]
Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Execute on the Dask cluster of this scheduler.")
]
NoSandbox = Annotated[
    bool, typer.Option("--no-sandbox", help="Run code without the sandbox: it can then do all that you can do.")
]
Root = Annotated[Path, typer.Option("--course", help="The folder that holds source/ and submitted/.")]


def main() -> None:
    """Run the command line; what a terminal or a pipe has no letters for is shown as its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()


@app.callback()
def _about() -> None:
    """A course on weight initialization: work on it, build it, prove it, grade it."""


@app.command(rich_help_panel=FOR_STUDENTS)
def check(
    notebook: Annotated[Path, typer.Argument(metavar="NOTEBOOK", help="The notebook's file, as 01_variance.ipynb.")],
    timeout: Annotated[int, typer.Option(min=1, metavar="SECONDS", help="How long one cell may run.")] = 300,
) -> None:
    """Run a copy of a notebook from the top, and tell what is left to do before it is handed in.

    Your file is not changed. Exit code 0: all is done. 1: something is open. 2: this is no notebook of the course.
    """
    from initcourse.student.cell_table import packaged_tables
    from initcourse.student.notebook import UnreadableNotebook, read_student_notebook
    from initcourse.student.readiness import assess, match_table, report_lines

    try:
        cells = read_student_notebook(notebook)
    except UnreadableNotebook as error:
        _stop(str(error), 2)
    table = match_table(packaged_tables(), cells, notebook.stem)
    if table is None:
        known = ", ".join(f"{table.assignment}.ipynb" for table in packaged_tables())
        _stop(f"{notebook}: this is no notebook of the course; its notebooks are {known}", 2)
    from initcourse.student.fresh_run import run_fresh  # takes as long to import as all else together

    count = max((cell.number for cell in cells), default=0)
    typer.echo(f"Running a copy of {notebook.name} from the top: {count} cells, each for at most {timeout} s.")
    try:
        with _counter(count) as tell:
            errors = run_fresh(cells, notebook.resolve().parent, seconds=timeout, on_cell=tell)
    except (OSError, RuntimeError) as error:
        _stop(f"Python's kernel did not start ({error}): run `initcourse doctor`", 1)
    except KeyboardInterrupt:
        _stop("stopped; nothing was changed", 1)
    found = assess(table, cells, errors, notebook.name)
    typer.echo("\n".join(report_lines(found, shutil.get_terminal_size().columns)))
    if not found.complete:
        raise typer.Exit(1)


@app.command(rich_help_panel=FOR_STUDENTS)
def doctor(
    quick: Annotated[bool, typer.Option("--quick", help="Leave out TensorFlow, which takes the longest.")] = False,
) -> None:
    """Look whether this computer can run the course; tell what to do about each problem.

    Exit code 0: no problem. 1: there is one.
    """
    from initcourse.student.doctor import findings

    problems = 0
    for finding in findings(quick=quick):
        typer.echo(f"{'ok' if finding.ok else 'problem':<9}{finding.text}")
        if finding.fix:
            typer.echo(f"{'':<9}{'' if finding.ok else 'Fix: '}{finding.fix}")
        problems += not finding.ok
    if problems:
        raise typer.Exit(1)


@app.command(rich_help_panel=FOR_STAFF)
def release(
    assignments: Assignments = None,
    unproven: Annotated[
        bool, typer.Option("--unproven", help="Release even if `verify` has not proven the tests.")
    ] = False,
    course: Root = Path(),
) -> None:
    """Rebuild release/ from source/, if it shows no solution, the points add up and `verify` has proven the tests."""
    with _staff():
        from initcourse.grading.authoring.release import write_release

        for folder in write_release(course.resolve(), _names(course, assignments), proven=not unproven):
            typer.echo(f"{folder.relative_to(course.resolve())} is new")


@app.command(rich_help_panel=FOR_STAFF)
def verify(
    assignments: Assignments = None,
    bank: Annotated[
        Path | None, typer.Option(help="Test with the answers in this folder instead of the course's own bank.")
    ] = None,
    seeds: Annotated[
        int | None,
        typer.Option(min=1, help="Also look for false alarms: test every right answer with this many seeds."),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Answers to test at the same time; by default one per core.")
    ] = None,
    course: Root = Path(),
) -> None:
    """Prove the tests: right answers pass, each wrong one loses its points, every mutant is caught, nothing leaks.

    A mutant is the official solution with one small change.
    """
    with _staff():
        from initcourse.grading.authoring.verify import verify_course, verify_seeds, verify_tests

        root, names = course.resolve(), _names(course, assignments)
        failed = 0
        for claim in verify_course(root, names):
            failed += _print_claim(claim)
        with _console().status("") as status:
            for claim in verify_tests(root, names, bank, jobs, status.update):
                failed += _print_claim(claim)
            for claim in verify_seeds(root, names, seeds, jobs, status.update) if seeds else ():
                failed += _print_claim(claim)
        if failed:
            raise typer.Exit(1)


@app.command(rich_help_panel=FOR_STAFF)
def grade(
    assignments: Assignments = None,
    students: Students = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Notebooks to grade at the same time; by default one per core.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Also grade hand-ins that are graded already.")] = False,
    show_cells: ShowCells = False,
    scheduler: Scheduler = None,
    no_sandbox: NoSandbox = False,
    course: Root = Path(),
) -> None:
    """Grade the hand-ins in submitted/ and print every score; a hand-in that is graded already keeps its score.

    The students' code runs in a sandbox that bubblewrap builds; the tests run apart from it.
    """
    with _staff():
        from initcourse.grading.course.folder import read_config
        from initcourse.grading.execution.executors import open_executor
        from initcourse.grading.execution.preload import imported_modules

        root, names = course.resolve(), _names(course, assignments)
        config = read_config(root)
        sandbox = _sandbox(config, no_sandbox, scheduler)
        # its processes import TensorFlow while this one imports nbgrader: each takes seconds
        with open_executor(jobs, scheduler, imported_modules(config)) as (executor, width):
            summary = _grade_class(
                root, names, students or (), executor, width=width, force=force, show_cells=show_cells, sandbox=sandbox
            )
        _print_class(_console(), root, summary.shown)
        if _print_summary(_console(), summary):
            raise typer.Exit(1)


@app.command(rich_help_panel=FOR_STAFF)
def demo(course: Root = Path()) -> None:
    """Build a sample class from the bank of answers in a temporary folder, grade it and show the result."""
    with _staff():
        from initcourse.grading.demo import run_demo

        outcome = run_demo(course.resolve(), say=typer.echo)
        _print_class(_console(), outcome.root, outcome.graded)
        typer.echo(f"Graded notebooks: {outcome.root / 'autograded'}\nFeedback pages:   {outcome.root / 'feedback'}")
        jupyter = Path(sys.executable).with_name("jupyter")
        typer.echo(f"To mark the written answers: cd {outcome.root} && {jupyter} lab, then Nbgrader > Formgrader")
        for surprise in outcome.surprises:
            typer.echo(f"UNEXPECTED  {surprise}")
        typer.echo(f"{outcome.agreeing} of {outcome.expected} scores are the ones that the bank predicts")
        if outcome.surprises:
            raise typer.Exit(1)


@app.command(rich_help_panel=FOR_STAFF)
def bench(
    students: Annotated[int, typer.Option(min=1, help="Students in the class.")] = 20,
    simulate: Annotated[bool, typer.Option(help="Also grade simulated classes of up to 10,000.")] = True,
    answers: Annotated[bool, typer.Option(help="Also compare every right answer of the bank.")] = True,
    output: Annotated[Path | None, typer.Option(help="Write the page there instead of the terminal.")] = None,
    course: Root = Path(),
) -> None:
    """Measure plain nbgrader and `initcourse grade` on the same class, and compare every score."""
    clone = course.resolve()
    if not (clone / "benchmarks" / "__main__.py").is_file():
        _stop(f"no benchmarks in {clone}: run this in a clone of the course", 1)
    options = ["--students", str(students), "--simulate" if simulate else "--no-simulate"]
    options += ["--answers" if answers else "--no-answers", "--course", str(clone)]
    if output:
        options += ["--output", str(output.resolve())]
    os.chdir(clone)  # which holds the module; the process becomes it, so that Ctrl-C and the exit code are its own
    os.execv(sys.executable, [sys.executable, "-m", "benchmarks", *options])


@contextmanager
def _counter(count: int) -> Iterator[Callable[[int], None]]:
    """Give a function that tells how many of `count` cells have run: in one line of a terminal, else every tenth."""
    line = sys.stdout.isatty()

    def tell(done: int) -> None:
        if line:
            typer.echo(f"\r{done} of {count} cells", nl=False)
        elif done and done % 10 == 0:
            typer.echo(f"{done} of {count} cells")

    yield tell
    typer.echo("\r\x1b[K" if line else "")


def _sandbox(config: Config, refused: bool, scheduler: str | None) -> bool:
    """Return whether students' code is to run in the sandbox; stop if it cannot be built on this machine."""
    from initcourse.grading.sandbox.bubblewrap import check_sandbox

    sandbox = not refused and bool(config.get("Execute", {}).get("sandbox", True))
    if sandbox and scheduler is None:
        check_sandbox()
    return sandbox


def _grade_class(
    root: Path,
    names: Sequence[str],
    students: Sequence[str],
    executor: Executor,
    *,
    width: int,
    force: bool,
    show_cells: bool,
    sandbox: bool,
) -> ClassSummary:
    """Grade the hand-ins of these students, or of all if none is named, and show how far the class is."""
    from initcourse.grading.class_run import find_hand_ins, find_misplaced_hand_ins, grade_all, prepare
    from initcourse.grading.class_run.report import ClassSummary, class_progress

    submissions = find_hand_ins(root, names, students)
    prepare(root, names)
    summary = ClassSummary(len(submissions))
    with class_progress(_console(), submissions) as progress:
        for result in grade_all(
            root, submissions, executor, width=width, force=force, show_cells=show_cells, sandbox=sandbox
        ):
            progress.add(result)
            summary.add(result)
    if not students:
        for lost in find_misplaced_hand_ins(root, names):
            summary.add(lost)
    return summary


def _names(course: Path, assignments: list[str] | None) -> list[str]:
    """Return the assignments that were named, or all; unknown ones are refused."""
    from initcourse.grading.course.folder import assignment_names
    from initcourse.grading.errors import ArgumentError

    known = assignment_names(course.resolve())
    if not known:
        raise ArgumentError(f"no source notebooks in {course.resolve() / 'source'}: run this in the course's folder")
    unknown = [name for name in assignments or [] if name not in known]
    if unknown:
        raise ArgumentError(f"no assignment called {', '.join(unknown)}: there is {', '.join(known)}")
    return list(dict.fromkeys(assignments or known))


def _print_claim(claim: Claim) -> int:
    """Print what was proven, or not and why; return the number of problems."""
    typer.echo(f"{'FAILED' if claim.problems else 'proven'}  {claim.text}")
    for problem in claim.problems:
        typer.echo(f"        {problem}")
    return len(claim.problems)


def _print_class(console: Console, root: Path, graded: Sequence[GradedSubmission]) -> None:
    from initcourse.grading.class_run.report import class_tables

    for table in class_tables(root, graded):
        console.print(table)


def _print_summary(console: Console, summary: ClassSummary) -> int:
    """Print the outcomes and, last of all, the hand-ins that a person must look at; return how many there are."""
    console.print(summary.line, highlight=False)
    lines = summary.lines_for_a_person
    if lines:
        console.print(f"{len(lines)} for a person to look at:", highlight=False)
    for line in lines:
        console.print(f"  {line}", markup=False, emoji=False, highlight=False, soft_wrap=True)
    return len(lines)


def _console() -> Console:
    """Return a console as wide as the terminal, and wide enough for a table where there is none."""
    from rich.console import Console

    console = Console()
    return console if console.is_terminal else Console(width=200)


@contextmanager
def _staff() -> Iterator[None]:
    """Run a staff command; say in one line what is missing or wrong, and set the exit code."""
    if importlib.util.find_spec("nbgrader") is None:
        _stop("this command is for staff: pip install 'initcourse[staff]'", 1)
    from initcourse.grading.errors import CourseError

    try:
        yield
    except CourseError as error:
        _stop(str(error), error.exit_code)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        todo = "make room" if full else "check that the path exists and that you may write there"
        _stop(f"{where}{error.strerror}: {todo}, then run the command again; what was done is kept", 1)
    except KeyboardInterrupt:
        _stop("stopped; what was done is kept. The next run continues from there; with --force it starts over", 1)


def _stop(message: str, code: int) -> NoReturn:
    """Say on stderr why the command ends, and end it."""
    typer.echo(message, err=True)
    raise typer.Exit(code)
