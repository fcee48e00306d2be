"""A class with tricks among its hand-ins, written once and then graded in boxes.

Between the tricks are honest students, whose scores are known and whose work is nobody else's business.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import nbformat

from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.course.assignment import Assignment, read_assignment
from initcourse.grading.course.nbgrader import Course, build_release
from tests.support.small_course import DOUBLE, HALVE, small_notebook, write_source, write_submission
from tests.tamper.attack import Attack, write_hand_in

ROOT = Path(__file__).parents[2]

OF_A_CLASSMATE = "words-of-a-classmate-that-nobody-else-reads"
IN_THE_GRADEBOOK = "name-that-stands-in-the-gradebook"
IN_THE_SOLUTION = "multiplied_by_two_in_the_solution"
IN_A_HIDDEN_TEST = "hidden_input_of_double"

RIGHT = {"double": DOUBLE, "halve": HALVE}
WRONG = RIGHT | {"double": "def double(x):\n    return 3 * x - 3"}
CLASSMATES = {"aaron": (RIGHT, 17.0), "halima": (WRONG, 9.0), "miriam": (RIGHT, 17.0), "pavel": ({}, 0.0)}
CLASSMATES["zoe"] = (RIGHT, 17.0)
"""What they hand in, and its score. Their names are spread over the alphabet: tricks come before and after each."""

POINTLESS = {"double": "def double(x):\n    return 3 * x"}
"""What stands in a trick's notebook if it has no `double` of its own: not one test cell accepts it."""

CONFIG = "c = get_config()\nc.Execute.timeout = 4\nc.Execute.compare = False\n"
"""nbgrader and `initcourse grade` both read it; four seconds are enough for every honest cell.

Hand-ins are graded apart from their code alone, as in this course.
"""


def write_scene(root: Path, attacks: Sequence[Attack]) -> None:
    """Write a course folder with what the tricks need: sources, releases, a gradebook, and classmates' hand-ins."""
    (root / "nbgrader_config.py").write_text(CONFIG)
    write_source(root, small_notebook())
    names = sorted({attack.assignment for attack in attacks} | {"small"})
    for name in names:
        if name != "small":
            shutil.copytree(ROOT / "source" / name, root / "source" / name)
    course = Course(root)
    build_release(course, names, into=root / "release", record=True)
    release = root / "release/small/small.ipynb"
    for name, (codes, _) in CLASSMATES.items():
        write_submission(root, name, hand_in(release, codes, OF_A_CLASSMATE if codes else None))
    with course.gradebook() as gradebook:
        gradebook.add_student("zoe", last_name=IN_THE_GRADEBOOK)


def write_attack(root: Path, attack: Attack, student: str | None = None) -> None:
    """Add the hand-in of one trick, of its own student or another: right answers, with its parts in their place."""
    assignment = read_assignment(root, attack.assignment)
    answers = RIGHT | POINTLESS
    if attack.assignment != "small":
        answers = {cell.grade_id: cell.code for cell in assignment.of_kind("solution")}
    release = root / "release" / attack.assignment / f"{attack.assignment}.ipynb"
    notebook = nbformat.reads(hand_in(release, answers), as_version=4)
    write_hand_in(attack, notebook, root / "submitted" / (student or attack.student) / attack.assignment)


def honest_score(assignment: Assignment, lost: Iterable[str]) -> float:
    """Return the points of all test cells but those that are `lost`; raise `ValueError` if there is no such cell."""
    tests = {cell.grade_id: cell.points for cell in assignment.of_kind("test")}
    if unknown := set(lost) - set(tests):
        raise ValueError(f"{assignment.name} has no test cell {', '.join(sorted(unknown))}")
    return float(sum(points for name, points in tests.items() if name not in set(lost)))
