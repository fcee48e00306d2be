"""The measurement itself: a class of the course, by plain nbgrader and by all our ways, with equal scores."""

import json
import statistics
from dataclasses import replace

import nbformat
import pytest

from benchmarks.bench import STANDARD, Way, run_bench, running_cells
from benchmarks.driver_cost import InstantExecutor
from benchmarks.page import report
from initcourse.grading.authoring.bank import read_bank
from initcourse.grading.authoring.sample_class import hand_in, right_class
from initcourse.grading.class_run.run import prepare
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.folder import assignment_names
from initcourse.grading.errors import CourseError
from tests.support.small_course import RIGHT, ROOT, write_submission

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def measured():
    """Measure a class of one student, all four assignments, and a simulated class of 60."""
    said = []
    return run_bench(ROOT, 1, (60,), said.append, {STANDARD: Way(["--jobs", "2"])}, answers=False), said


def test_every_score_comment_and_penalty_is_plain_nbgraders(measured):
    result, _ = measured
    assert result.differences == []
    assert len(result.plain.scores) == 102
    assert [run.scores == result.plain.scores for run in result.runs] == [True] * 2


def test_costs_are_measured_for_every_run(measured):
    result, said = measured
    for run in (result.plain, *result.runs):
        assert run.notebooks == 4
        assert 0 < run.first <= run.wall
        assert run.memory >= run.slot > 0
        assert run.cpu > 0 or run.name.endswith("Dask")
    assert len(result.lower_bound) == 4
    assert 0 < statistics.fmean(cost.cpu for cost in result.lower_bound) < result.plain.cpu / 4
    assert len(said) == 5


def test_the_page_tells_the_figures(measured):
    result, _ = measured
    page = report(result, "initcourse bench")
    assert f"**{result.plain.wall / result.runs[0].wall:.1f} times** plain nbgrader's throughput" in page
    assert "the median of 5 runs" in page
    assert min(result.spread) <= result.runs[0].wall <= max(result.spread)
    assert "**0 differences**" in page
    assert page.count("\n| ") == 2 + 3 + 1
    assert "| 60 |" in page


def test_a_difference_is_told(measured):
    result, _ = measured
    key = next(iter(result.plain.scores))
    result.runs[0].scores[key], kept = ("other",), result.runs[0].scores[key]
    assert result.differences == [f"initcourse grade: {' '.join(key)} is ('other',), plain nbgrader has {kept}"]
    result.runs[0].scores[key] = kept


def test_right_answers_are_told_and_so_is_a_difference_among_them(measured):
    result, _ = measured
    ours = replace(result.runs[0], scores=dict(result.plain.scores))
    with_answers = replace(result, right=[result.plain, ours])
    assert "in 4 further hand-ins: 102 records, **0 differences**" in report(with_answers, "initcourse bench")
    ours.scores[next(iter(ours.scores))] = ("other",)
    assert len(with_answers.differences) == 1


def test_every_right_answer_of_the_bank_is_handed_in():
    names = assignment_names(ROOT)
    hand_ins = right_class(ROOT, ROOT / "tests/bank", names)
    for name in names:
        assignment = read_assignment(ROOT, name)
        notebooks = [nbformat.reads(one.content, 4) for one in hand_ins if one.assignment == name]
        texts = {cell.source for notebook in notebooks for cell in notebook.cells}
        answers = [answer for answer in read_bank(ROOT / "tests/bank", assignment) if answer.right]
        assert {answer.code for answer in answers} <= texts
        assert len(notebooks) < len(answers)


def test_the_drivers_cost_and_memory_do_not_grow_in_a_simulated_class(measured):
    """Counted in files and records here; `make bench` gives the seconds."""
    (row,) = measured[0].simulated
    assert row.students == 60
    assert row.memory_max < 1.1 * row.memory_first


def test_the_lower_bound_is_of_all_cells_that_grading_runs(small_course):
    prepare(small_course, ["small"])
    write_submission(small_course, "ada", hand_in(small_course / "source/small/small.ipynb", RIGHT))
    (cells,) = running_cells(small_course)
    assert [cell.split("(")[0].split("\n")[-1] for cell in cells] == [
        *("def double", "expect_close", "expect_close", "def halve", "expect_close")
    ]
    assert "hidden_input_of_double" in cells[2]


def test_outside_a_clone_the_bank_is_missed(small_course):
    with pytest.raises(CourseError, match="no bank of answers"):
        run_bench(small_course, 1, (), print)


def test_an_instant_executor_returns_what_it_was_given():
    executor = InstantExecutor(json.dumps({"cells": []}))
    assert executor.submit(print, None).result().execution.notebook == '{"cells": []}'
