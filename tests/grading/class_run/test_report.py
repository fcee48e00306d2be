"""What people see of a class run."""

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from initcourse.grading.class_run.outcome import GradedSubmission, Outcome
from initcourse.grading.class_run.report import ClassSummary, class_progress, class_tables
from initcourse.grading.course.gradebook import ExerciseScore
from initcourse.grading.submission.model import Submission

SUBMISSIONS = [Submission(student, name, Path()) for student in ("ada", "ben") for name in ("01", "02")]


def printed(terminal):
    """Return what is shown while a class is graded in which one hand-in needs a person."""
    console = Console(file=io.StringIO(), force_terminal=terminal, width=120, color_system=None)
    with class_progress(console, SUBMISSIONS) as progress:
        for submission in SUBMISSIONS:
            bad = (submission.student, submission.assignment) == ("ben", "01")
            outcome, message = (Outcome.TIMED_OUT, "in a [cell]") if bad else (Outcome.GRADED, "")
            progress.add(GradedSubmission(submission=submission, outcome=outcome, message=message, scores={}))
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", console.file.getvalue())


def test_elsewhere_than_on_a_terminal_every_hand_in_is_a_line():
    assert printed(terminal=False).splitlines() == [
        "[1/4] ada, 01: graded",
        "[2/4] ada, 02: graded",
        "[3/4] ben, 01: timed out: in a [cell]",
        "[4/4] ben, 02: graded",
    ]


def test_on_a_terminal_a_bar_counts_and_those_for_a_person_are_named():
    text = printed(terminal=True)
    assert "ben, 01: timed out: in a [cell]" in text
    assert "ada, 01: graded" not in text
    assert re.search(r"4/4 notebooks, 2/2 students, +\d+ a minute,", text)
    assert "left" in text


HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"


def interrupted(terminal):
    """Return what is written when grading is interrupted before anything is graded."""
    console = Console(file=io.StringIO(), force_terminal=terminal)
    with pytest.raises(KeyboardInterrupt), class_progress(console, SUBMISSIONS):
        raise KeyboardInterrupt
    return console.file.getvalue()


def test_an_interrupt_leaves_the_terminal_as_it_was():
    text = interrupted(terminal=True)
    assert HIDE_CURSOR in text
    assert text.rindex(SHOW_CURSOR) > text.rindex(HIDE_CURSOR)


def test_an_interrupt_elsewhere_than_on_a_terminal_leaves_no_trace():
    assert interrupted(terminal=False) == ""


def result(student="ada", **fields):
    submission = Submission(student=student, assignment="small", folder=Path())
    return GradedSubmission(
        **{"submission": submission, "outcome": Outcome.GRADED, "message": "", "scores": {}} | fields
    )


def legend(root, *results):
    (table,) = class_tables(root, results)
    return table.caption


def test_a_table_says_what_its_scores_cannot_be_trusted_for(small_course):
    trusted = legend(small_course, result())
    assert "SANDBOX" not in trusted
    assert "APART" not in trusted
    unconfined = legend(small_course, result(), result("ben", sandboxed=False))
    assert "WITHOUT SANDBOX: the code of 1 of 2 ran with --no-sandbox" in unconfined
    together = legend(small_course, result(together="cell a reads `x`"))
    assert "NOT APART: test cells ran in the student's own process, where code can write its score: cell a" in together
    assert "SOURCE: cell a is wrong" in legend(small_course, result(problems=("cell a is wrong",)))


def test_points_that_follow_through_gives_are_marked(small_course):
    scores = {"double": ExerciseScore(12, 12), "halve": ExerciseScore(5, 5)}
    (table,) = class_tables(small_course, [result(scores=scores, credited=frozenset({"halve"}))])
    assert [next(iter(column.cells)) for column in table.columns[1:3]] == ["12", "5+"]
    assert "+ with points for what passes once an earlier exercise's mistake is taken away" in table.caption
    assert "+ with" not in legend(small_course, result(scores=scores))


def test_a_fault_of_the_source_is_on_the_list_for_a_person_once():
    summary = ClassSummary(2)
    for student in ("ada", "ben"):
        summary.add(result(student, problems=("cell a is wrong",)))
    assert summary.lines_for_a_person == ["small: cell a is wrong"]


def test_of_a_large_class_only_those_for_a_person_are_shown():
    summary = ClassSummary(401)
    for student, outcome in [("zoe", Outcome.UNREADABLE), ("ada", Outcome.GRADED), ("ben", Outcome.GRADED)]:
        summary.add(result(student, outcome=outcome))
    assert summary.line == "2 graded, 1 unreadable"
    assert [shown.submission.student for shown in summary.shown] == ["zoe"]
    assert summary.lines_for_a_person == ["zoe, small: unreadable"]
