"""Right and wrong answers per exercise, and what each of them scores.

An answer is a file `<bank>/<assignment>/<exercise>/{right,wrong}/<name>.py` that holds the code of the solution
cell. Its docstring says in its first line what the answer does; a wrong one ends with a line
`Loses: <test id>, <test id>` that names every test cell which must refuse it. All other test cells must pass.
A further line `Tells: <phrase>` holds words that the student must read in one of the messages.
"""

from __future__ import annotations

import ast
import contextlib
import io
import multiprocessing
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from initcourse.grading.errors import CourseError
from initcourse.grading.source import Assignment, GradedCell, free_names

SECONDS = 60
"""Longest time that one answer may take with all its test cells."""


@dataclass(frozen=True)
class Answer:
    """One file of the bank: its `code`, a `summary`, the test ids that it `loses`, and what a message then `tells`."""

    name: str
    exercise: str
    right: bool
    code: str
    summary: str
    loses: frozenset[str]
    tells: str = ""


@dataclass(frozen=True)
class Verdict:
    """What the test cells said of an `answer`: the messages of those that refused it, by test id."""

    answer: Answer
    lost: dict[str, str]

    @property
    def as_predicted(self) -> bool:
        """Whether exactly the predicted test cells refused the answer."""
        return set(self.lost) == self.answer.loses


def read_bank(bank: Path, assignment: Assignment) -> list[Answer]:
    """Read the answers for `assignment`; raise `CourseError` if a file names an unknown test or predicts nothing."""
    folder = bank / assignment.name
    return [_read_answer(path, assignment) for path in sorted(folder.glob("*/*/*.py"))]


def try_answers(assignment: Assignment, answers: list[Answer], jobs: int = 2) -> Iterator[Verdict]:
    """Yield the verdict on each answer, each tried in a forked process of its own."""
    import initcourse.networks  # noqa: F401  imports TensorFlow once, before the fork

    context = multiprocessing.get_context("fork")
    with context.Pool(jobs, maxtasksperchild=1) as pool:
        yield from pool.imap(_Trial(assignment), answers)


@dataclass(frozen=True)
class _Trial:
    assignment: Assignment

    def __call__(self, answer: Answer) -> Verdict:
        signal.alarm(SECONDS)
        return Verdict(answer, run_tests(self.assignment, answer))


def run_tests(assignment: Assignment, answer: Answer) -> dict[str, str]:
    """Run the test cells that use the answer's exercise in this process; return the messages of those that fail.

    The setup cell runs first and every other exercise holds its official solution. As in nbgrader, text on stderr
    fails a test cell.
    """
    names: dict = {"__name__": "__main__"}
    for cell in assignment.cells:
        if cell.kind in ("locked", "solution"):
            code = answer.code if cell.grade_id == answer.exercise else cell.code
            exec(compile(code, cell.grade_id, "exec"), names)
    tests = [cell for cell in assignment.of_kind("test") if answer.exercise in free_names(cell.code)]
    messages = {cell.grade_id: _run_test(cell, names) for cell in tests}
    return {test: message for test, message in messages.items() if message is not None}


def _run_test(cell: GradedCell, names: dict) -> str | None:
    """Return why the test cell fails, or None if it passes."""
    heard = io.StringIO()
    try:
        with contextlib.redirect_stderr(heard), contextlib.redirect_stdout(io.StringIO()):
            exec(compile(cell.code, cell.grade_id, "exec"), dict(names))
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return f"stderr: {heard.getvalue()}" if heard.getvalue() else None


def _read_answer(path: Path, assignment: Assignment) -> Answer:
    code = path.read_text(encoding="utf-8")
    text = ast.get_docstring(ast.parse(code)) or ""
    tells = " ".join(line.removeprefix("Tells:").strip() for line in text.splitlines() if line.startswith("Tells:"))
    exercise, right = path.parent.parent.name, path.parent.name == "right"
    tests = {cell.grade_id for cell in assignment.of_kind("test")}
    loses = frozenset(
        test.strip()
        for line in text.splitlines()
        if line.startswith("Loses:")
        for test in line.removeprefix("Loses:").split(",")
    )
    if exercise not in assignment.exercises:
        raise CourseError(f"{path}: {assignment.name} has no exercise {exercise!r}")
    if loses - tests:
        raise CourseError(f"{path}: {assignment.name} has no test cell {', '.join(sorted(loses - tests))}")
    if right == bool(loses):
        raise CourseError(
            f"{path}: a wrong answer ends its docstring with 'Loses: <test id>, ...', a right one does not"
        )
    return Answer(path.stem, exercise, right, code, text.split("\n")[0], loses, tells)
