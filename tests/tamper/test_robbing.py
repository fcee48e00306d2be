"""Nobody loses a point by what somebody else hands in, by whatever door and in whatever order the class is graded."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.class_run.run import find_hand_ins
from tests.support.small_course import RIGHT, write_submission
from tests.tamper.attack import Attack, read_attacks
from tests.tamper.doors import DOORS, grade, grade_through, records
from tests.tamper.scene import WRONG, write_attack

ATTACKS = {attack.student: attack for attack in read_attacks()}

ROBBERS = (
    *("protocol-deep_display", "protocol-answer_twice", "protocol-early_answers", "protocol-cell_ended"),
    *("protocol-nested_lines", "protocol-moved_verdict", "protocol-stale_threads", "protocol-words_of_the_judge"),
    *("reading-minus_signs", "reading-nested_metadata", "amplifying-display_updates", "judge-patched_numpy"),
)
"""Tricks that reach for what the next one is graded with: judge, connection, driver, process."""

STEADY = (
    *("judge-wide_texts", "judge-masked_numbers", "judge-odd_dates", "judge-errors_of_checks", "verdict-no_tests"),
    *("reading-minus_signs", "reading-nested_metadata", "judge-equal_to_all", "verdict-forged_points"),
)
"""Tricks that come to the same score each time."""

SEEDS = (1, 2, 3)
"""What orders are drawn from."""


def write_class(root: Path, attacks: list[Attack]) -> tuple[list[str], list[str]]:
    """Write honest hand-ins before, between and after the tricks; return who is honest, and who is not."""
    source = root / "source/small/small.ipynb"
    (root / "release/small").mkdir(parents=True)
    shutil.copy(source, root / "release/small/small.ipynb")
    honest = [f"{place:03}-honest" for place in range(len(attacks) + 1)]
    for place, student in enumerate(honest):
        write_submission(root, student, hand_in(source, WRONG if place % 3 == 2 else RIGHT))
    hostile = [f"{place:03}-{attack.student}" for place, attack in enumerate(attacks)]
    for student, attack in zip(hostile, attacks, strict=True):
        write_attack(root, attack, student)
    return honest, hostile


@pytest.mark.slow
@pytest.mark.parametrize("door", DOORS)
def test_classmates_have_the_records_of_a_class_without_the_tricks(door, course_with_gradebook, tmp_path, cluster):
    alone = shutil.copytree(course_with_gradebook, tmp_path / "alone")
    honest, _ = write_class(course_with_gradebook, [ATTACKS[name] for name in ROBBERS])
    for student in honest:
        shutil.copytree(course_with_gradebook / "submitted" / student, alone / "submitted" / student)
    grade(alone, jobs=2)
    grade_through(door, course_with_gradebook, cluster.scheduler_address)
    expected = records(alone, honest)
    assert len(expected) >= 3 * len(honest)
    assert records(course_with_gradebook, honest) == expected


@pytest.mark.slow
def test_scores_do_not_depend_on_the_order_of_the_class(course_with_gradebook, tmp_path):
    found = []
    for seed in SEEDS:
        root = shutil.copytree(course_with_gradebook, tmp_path / str(seed))
        honest, hostile = write_class(root, [ATTACKS[name] for name in STEADY])
        order = find_hand_ins(root, ["small"])
        random.Random(seed).shuffle(order)
        grade(root, order=order)
        found.append(records(root, [*honest, *hostile]))
    assert found[0]
    assert found[0] == found[1] == found[2]
