"""Right answers under many seeds: what is lost by bad luck is found, and seeds reach every generator."""

import json
import subprocess
import sys

import pytest

from initcourse.grading.authoring.bank import Answer
from initcourse.grading.authoring.seeds import refused_under_seeds, right_answers
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.execution.executors import LocalExecutor
from tests.support.small_course import SMALL_MODULES

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
for seed in (0, 1, 0):
    with_seed(seed)
    drawn.append([random.random(), np.random.rand(), np.random.default_rng(5).random(),
                  float(keras.initializers.HeNormal(seed=5)((1, 1))[0, 0]), float(keras.random.normal((1,))[0])])
print(json.dumps(drawn))
"""


def test_an_answer_that_is_refused_under_some_seeds_is_found_with_the_seeds(small_course):
    assignment = read_assignment(small_course, "small")
    lucky = Answer("nine in ten", "double", True, NINE_IN_TEN, "", frozenset())
    (official, *_) = right_answers(small_course / "bank", assignment)
    with LocalExecutor(2, SMALL_MODULES) as slots:
        found = dict(refused_under_seeds(assignment, [official, lucky], range(100), slots))
    assert found[official] == []
    assert {line.split(",")[0] for line in found[lucky]} == {"double-small", "double-large"}
    assert 5 < len(found[lucky]) < 100


def test_an_answer_that_ends_the_process_is_no_success(small_course):
    assignment = read_assignment(small_course, "small")
    deadly = Answer("exit", "double", True, "import os\ndef double(x):\n    os._exit(1)\n", "", frozenset())
    with LocalExecutor(1, SMALL_MODULES) as slots:
        ((_, lines),) = refused_under_seeds(assignment, [deadly], range(2), slots)
    assert lines != []


@pytest.mark.slow
def test_a_seed_reaches_every_generator():
    done = subprocess.run([sys.executable, "-c", DRAWS], capture_output=True, text=True, check=True)
    first, other, again = json.loads(done.stdout)
    assert first == again
    assert all(a != b for a, b in zip(first, other, strict=True))
