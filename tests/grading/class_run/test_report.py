import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from initcourse.grading.class_run.outcome import GradedSubmission
from initcourse.grading.class_run.report import class_progress
from initcourse.grading.submission.reader import Submission

SUBMISSIONS = [Submission(student, name, Path()) for student in ("ada", "ben") for name in ("01", "02")]


def shown(terminal):
    """Return what is shown while a class is graded in which one hand-in needs a person."""
    console = Console(file=io.StringIO(), force_terminal=terminal, width=120, color_system=None)
    with class_progress(console, SUBMISSIONS) as progress:
        for submission in SUBMISSIONS:
            bad = (submission.student, submission.assignment) == ("ben", "01")
            progress.tell(
                GradedSubmission(submission, "timed out" if bad else "graded", "in a [cell]" if bad else "", {})
            )
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", console.file.getvalue())


def test_elsewhere_than_on_a_terminal_every_hand_in_is_a_line():
    assert shown(terminal=False).splitlines() == [
        "[1/4] ada, 01: graded",
        "[2/4] ada, 02: graded",
        "[3/4] ben, 01: timed out: in a [cell]",
        "[4/4] ben, 02: graded",
    ]


def test_on_a_terminal_a_bar_counts_and_those_for_a_person_are_named():
    text = shown(terminal=True)
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
