"""Right answers under many seeds: what is lost by bad luck is found, and seeds reach every generator."""

import json
import subprocess
import sys

import pytest

from initcourse.grading.authoring.bank import Answer
from initcourse.grading.authoring.seeds import (
    StatisticalCheck,
    contradicts,
    read_checks,
    refused_under_seeds,
    right_answers,
    simulated_alarms,
)
from initcourse.grading.authoring.verify import verify_seeds
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.errors import CourseError
from tests.support.small_course import SMALL_CONFIG

NINE_IN_TEN = """
import numpy as np
def double(x):
    return 2 * x if np.random.default_rng(1).random() < 0.9 else 0
"""

DRAWS = """
import json, random
import keras, numpy as np
from initcourse.grading.authoring.seeds_inside import with_seed
drawn = []
orthogonal = keras.initializers.Orthogonal(seed=5)
for seed in (0, 1, 0):
    with_seed(seed)
    drawn.append([random.random(), np.random.rand(), np.random.default_rng(5).random(),
                  np.random.default_rng(seed=5).random(), float(orthogonal((2, 2))[0, 0]),
                  float(keras.initializers.HeNormal(seed=5)((1, 1))[0, 0]), float(keras.random.normal((1,))[0])])
print(json.dumps(drawn))
"""


def test_an_answer_that_is_refused_under_some_seeds_is_found_with_the_seeds(small_course, small_executor):
    assignment = read_assignment(small_course, "small")
    lucky = Answer(name="nine in ten", exercise="double", right=True, code=NINE_IN_TEN)
    (official, *_) = right_answers(small_course / "bank", assignment)
    found = dict(refused_under_seeds(assignment, [official, lucky], range(100), small_executor))
    assert found[official] == []
    assert {line.split(",")[0] for line in found[lucky]} == {"double-small", "double-large"}
    assert 5 < len(found[lucky]) < 100


def test_an_answer_that_ends_the_process_is_no_success(small_course, small_executor):
    assignment = read_assignment(small_course, "small")
    code = "import os\ndef double(x):\n    os._exit(1)\n"
    deadly = Answer(name="exit", exercise="double", right=True, code=code)
    ((_, lines),) = refused_under_seeds(assignment, [deadly], range(2), small_executor)
    assert lines != []


@pytest.mark.slow
def test_a_seed_reaches_every_generator():
    done = subprocess.run([sys.executable, "-c", DRAWS], capture_output=True, text=True, check=True)
    first, other, again = json.loads(done.stdout)
    assert first == again
    assert all(a != b for a, b in zip(first, other, strict=True))


CHECKS = """
from collections import namedtuple
from initcourse.checks import FALSE_ALARM
Check = namedtuple("Check", "name cell quote formula")
CHECKS = [Check("often", "double-small", "twice 3", 0.1), Check("moved", "halve-values", "nowhere", FALSE_ALARM)]
def alarms(number, seed, count):
    return count // 10 if number == 0 else 0
"""


def write_checks(root, text):
    path = root / "tests/statistics/false_alarms.py"
    path.parent.mkdir(parents=True)
    path.write_text(text)


def test_a_courses_own_checks_are_simulated_in_a_process_of_their_own(small_course, small_executor):
    write_checks(small_course, CHECKS)
    found = list(simulated_alarms(read_checks(small_course), small_executor, seed=1, count=500))
    assert [(check.name, count) for check, count in found] == [("often", 50), ("moved", 0)]


@pytest.mark.parametrize("text", ["CHECKS = [", "", "CHECKS = [1]", "import nothing_of_the_kind"])
def test_a_file_without_checks_is_refused(small_course, text):
    write_checks(small_course, text)
    with pytest.raises(CourseError, match="false_alarms.py cannot be used .*: let it define CHECKS"):
        read_checks(small_course)


def test_a_simulation_that_fails_is_told(small_course, small_executor):
    write_checks(small_course, CHECKS.replace("count // 10", "count // 0"))
    with pytest.raises(CourseError, match="alarms of often: .*by zero"):
        list(simulated_alarms(read_checks(small_course), small_executor, seed=1, count=20))


def test_one_refusal_may_be_chance_and_two_are_not():
    check = StatisticalCheck(name="rare", cell="cell", quote="quote", formula=5e-8)
    assert [contradicts(check, refused) for refused in (0, 1, 2)] == [False, False, True]


@pytest.mark.slow
def test_a_course_without_checks_has_its_right_answers_tried_under_seeds(small_course):
    (small_course / "nbgrader_config.py").write_text(SMALL_CONFIG)
    claims = list(verify_seeds(small_course, ["small"], 2, 1, print))
    assert [claim.text for claim in claims] == ["small: 2 right answers lose no point under 2 seeds"]
    assert [claim.problems for claim in claims] == [()]
    page = (small_course / "docs/proof.md").read_text()
    assert "## False alarms" in page
    assert "statistical check" not in page


@pytest.mark.slow
def test_a_check_that_moved_is_a_problem_and_nothing_is_kept(small_course):
    (small_course / "nbgrader_config.py").write_text(SMALL_CONFIG)
    write_checks(small_course, CHECKS)
    _, claim = verify_seeds(small_course, ["small"], 1, 2, print)
    assert claim.text == "2 statistical checks refuse 10000 of 200,000 simulated right answers, as their formulas allow"
    assert [problem.text for problem in claim.problems] == ["reads otherwise now: halve-values: nowhere"]
    assert not (small_course / "docs").exists()
