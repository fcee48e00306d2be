"""The command `python -m benchmarks`, which `make bench` and `initcourse bench` run.

Exit code 0: every score is the one that plain nbgrader gives. 1: a score differs, and the lines say which, or something
is missing, or the run was stopped. 2: wrong arguments. Nothing is measured here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from benchmarks.bench import SIMULATED, run_bench
from benchmarks.page import report
from initcourse.grading.errors import CourseError

STUDENTS = 20
"""Students in the class unless the command says otherwise."""


def bench(
    students: Annotated[int, typer.Option(min=1, help="Students in the class.")] = STUDENTS,
    simulate: Annotated[bool, typer.Option(help="Also grade simulated classes of up to 10,000.")] = True,
    answers: Annotated[bool, typer.Option(help="Also compare every right answer of the bank.")] = True,
    output: Annotated[Path | None, typer.Option(help="Write the page there instead of the terminal.")] = None,
    course: Annotated[Path, typer.Option(help="The folder that holds source/ and tests/bank/.")] = Path(),
) -> None:
    """Measure plain nbgrader and `initcourse grade` on the same class, and compare every score."""
    try:
        sizes = SIMULATED if simulate else ()
        result = run_bench(course.resolve(), students, sizes, say=typer.echo, answers=answers)
        page = report(result, "initcourse bench" + (f" --students {students}" if students != STUDENTS else ""))
        if output:
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text(page, encoding="utf-8")
        else:
            typer.echo(page)
    except CourseError as error:
        _stop(str(error), error.exit_code)
    except OSError as error:
        _stop(f"{error.filename}: {error.strerror}: check that the path exists and that you may write there", 1)
    except KeyboardInterrupt:
        _stop("stopped; nothing was measured to the end", 1)
    for difference in result.differences:
        typer.echo(difference)
    if result.differences:
        raise typer.Exit(1)


def _stop(message: str, code: int) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)


if __name__ == "__main__":
    typer.run(bench)
