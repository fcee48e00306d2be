"""What plain nbgrader makes of the zoo, and `plain.json`, which keeps it because it takes half an hour to find out.

Plain: no configuration, nbgrader's own preprocessors, a real kernel for each hand-in. An entry counts as long as the
case and nbgrader's version are those that it was found with.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from initcourse.grading.course.gradebook import cell_scores
from initcourse.grading.course.nbgrader import Course
from tests.zoo.case import POINTS, Case
from tests.zoo.course import answers, write_course

PATH = Path(__file__).with_name("plain.json")

Scores = dict[str, dict[str, float] | None]
"""Points by student and test cell; None where nbgrader has refused the whole hand-in."""


def digest(case: Case) -> str:
    """Return a hash of everything that decides what plain nbgrader makes of a case."""
    decides = [version("nbgrader"), asdict(case)]
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()[:16]


def remembered(cases: Iterable[Case], path: Path = PATH) -> dict[str, Scores]:
    """Return what is known of the cases as they are now, by name."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {
        case.name: kept[case.name]["scores"] for case in cases if kept.get(case.name, {}).get("digest") == digest(case)
    }


def remember(cases: Mapping[str, Case], scores: Mapping[str, Scores], path: Path = PATH) -> None:
    """Write what was found of these cases, one a line."""
    lines = [
        f"{json.dumps(name)}: {json.dumps({'digest': digest(cases[name]), 'scores': found}, sort_keys=True)}"
        for name, found in sorted(scores.items())
    ]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def unfit(case: Case, scores: Scores) -> Iterator[str]:
    """Yield in what a case is no measure for a grader, by what plain nbgrader makes of it."""
    most = POINTS * len(case.tests)
    points = {student: sum(cells.values()) if cells else 0 for student, cells in scores.items()}
    if case.oddity:
        if points["right"] == most and points["wrong"] < most:
            yield f"{case.name}: plain nbgrader gets it right, it is no oddity"
        return
    yield from (
        f"{case.name}: {student} has {points[student]:g} of {most} points"
        for student in ("right", "other_right")
        if points.get(student, most) < most
    )
    if points["wrong"] == most:
        yield f"{case.name}: wrong has all points"
    if points["blank"]:
        yield f"{case.name}: blank has {points['blank']:g} points"


def grade_plainly(cases: Iterable[Case], jobs: int = 2) -> Iterator[tuple[Case, Scores]]:
    """Have plain nbgrader grade all hand-ins of the cases; yield each case with its scores, as it is done."""
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        asked = {pool.submit(plain_scores, case): case for case in cases}
        for done in as_completed(asked):
            yield asked[done], done.result()


def plain_scores(case: Case) -> Scores:
    """Return what plain nbgrader gives the hand-ins of one case, in a course of its own."""
    with tempfile.TemporaryDirectory(prefix="zoo-", ignore_cleanup_errors=True) as folder:
        course = Course(Path(folder))
        write_course(course.root, [case])
        return {student: _scores(course, case, student) for student in answers(case)}


def _scores(course: Course, case: Case, student: str) -> dict[str, float] | None:
    if not course.autograde(case.name, student).done:
        return None
    with course.gradebook() as gradebook:
        return {score.grade_id: score.points or 0.0 for score in cell_scores(gradebook, case.name, student)}
