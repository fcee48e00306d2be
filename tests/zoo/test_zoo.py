"""One notebook for each kind of honest test: scores are plain nbgrader's, or the cell waits and says why."""

import json

import nbformat
import pytest

from initcourse.grading.class_run.calibration import calibrate
from initcourse.grading.class_run.task import read_and_execute
from initcourse.grading.execution.executors import LocalExecutor
from initcourse.grading.execution.notebook_run import is_test
from initcourse.grading.execution.outputs import points_of
from tests.zoo.cases import CASES, TOPICS
from tests.zoo.course import MODULES, answers_of, context_of, digest, task_of
from tests.zoo.plain import remembered

PLAIN = remembered()


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade the whole zoo; return by case and hand-in the points of each test cell, and why one waits."""
    root = tmp_path_factory.mktemp("zoo")
    (root / "autograded").mkdir()
    contexts = {name: context_of(case, root) for name, case in CASES.items()}
    with LocalExecutor(2, MODULES) as executor:
        contexts = calibrate(contexts, executor)
        futures = {
            (name, who): executor.submit(read_and_execute, task_of(contexts[name], case, answer))
            for name, case in CASES.items()
            for who, answer in answers_of(case).items()
        }
        return contexts, {key: _scores(future.result()) for key, future in futures.items()}


def _scores(result):
    assert result.execution is not None, result.refusal
    cells = [cell for cell in nbformat.from_dict(json.loads(result.execution.notebook)).cells if is_test(cell)]
    waiting = {**result.execution.doubts, **result.execution.grader_errors}
    return [(points_of(cell), waiting.get(cell.id, "")) for cell in cells]


def differences(name, who, scores):
    """Return what of a hand-in's scores is neither as in plain nbgrader nor waits."""
    pairs = zip(scores, PLAIN[name][who], strict=True)
    return [
        f"{name}, {who}, test {place}: {ours} instead of {plain}"
        for place, ((ours, why), plain) in enumerate(pairs)
        if ours != plain and not (why and ours < plain)
    ]


@pytest.mark.parametrize("name", CASES)
def test_what_is_remembered_of_plain_nbgrader_belongs_to_the_case(name):
    assert PLAIN[name]["digest"] == digest(CASES[name]), "run `python -m tests.zoo`"
    assert PLAIN[name]["right"] == [2.0] * len(CASES[name].tests)
    assert sum(PLAIN[name]["wrong"]) < 2 * len(CASES[name].tests)
    assert sum(PLAIN[name]["blank"]) == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_case_scores_as_in_plain_nbgrader_or_waits_and_says_why(name, graded):
    contexts, scores = graded
    found = [line for who in answers_of(CASES[name]) for line in differences(name, who, scores[name, who])]
    assert not found, (found, contexts[name].together, contexts[name].problems)
    assert not contexts[name].problems


@pytest.mark.slow
def test_in_the_whole_zoo_no_point_is_lost_in_silence_and_none_is_gained(graded):
    contexts, scores = graded
    assert len(CASES) == sum(map(len, TOPICS.values())) >= 200
    waiting = {key for key, cells in scores.items() if any(why for _, why in cells)}
    together = [name for name, context in contexts.items() if context.together]
    apart = len(CASES) - len(together)
    assert apart > 100, f"{apart} of {len(CASES)} run apart: {together}"
    assert all(who in ("other", "wrong") for _, who in waiting), waiting
