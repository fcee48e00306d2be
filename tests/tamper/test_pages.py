"""Pages of hostile hand-ins are made in bounded computing time, whatever text is repeated in them."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from initcourse.grading.authoring.sample_class import hand_in
from tests.support.small_course import RIGHT, SMALL_CONFIG, write_submission
from tests.tamper.doors import grade

REPEATED = {
    "attribute": " style=",
    "tag": "<a ",
    "letter": "<",
    "entity": "&#",
    "comment": "<!--",
    "formula": "$",
    "ticks": "`",
    "brackets": "![](",
    "colours": "\x1b[31m",
}
"""Texts of which patterns for markup are slow to say that they do not match."""

TIMES = 30_000

SECONDS = 20
"""Computing time for all pages together; pages of honest hand-ins take a quarter of it."""

PAGES = """
import sys
from pathlib import Path
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.feedback.policy import harmless_pages
course = Course(Path(sys.argv[1]), harmless_pages())
for student in sys.argv[2:]:
    done = course.feedback("small", student)
    assert done.done, done.reason
"""


def limit_computing_time() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


@pytest.mark.slow
def test_pages_of_repeated_texts_are_made_in_bounded_time(course_with_gradebook):
    source = course_with_gradebook / "source/small/small.ipynb"
    (course_with_gradebook / "nbgrader_config.py").write_text(SMALL_CONFIG)
    for name, text in REPEATED.items():
        code = f"print({text!r} * {TIMES})\n{RIGHT['double']}"
        write_submission(course_with_gradebook, name, hand_in(source, RIGHT | {"double": code}, text * TIMES))
    grade(course_with_gradebook, jobs=2)
    command = [sys.executable, "-c", PAGES, str(course_with_gradebook), *REPEATED]
    subprocess.run(command, preexec_fn=limit_computing_time, check=True, capture_output=True)
    assert len(list((course_with_gradebook / "feedback").glob("*/small/small.html"))) == len(REPEATED)
