"""A class of mangled hand-ins: the run ends, each has an outcome, and what was left whole keeps its points.

INITCOURSE_MANGLED=2000 grades as many; the suite takes fewer.
"""

import json
import os
import shutil
from collections import Counter
from pathlib import Path

import nbformat
import nbgrader
import pytest

from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.class_run.outcome import Outcome
from initcourse.grading.class_run.run import find_hand_ins, grade_all
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.gradebook import cell_scores
from initcourse.grading.course.nbgrader import Course, build_release
from initcourse.grading.submission.canonical import rebuild
from tests.support.mangle import intact, mangled
from tests.support.prepared import read_files, skeleton_of, texts
from tests.support.small_course import RIGHT, ROOT, write_source, write_submission

COUNT = int(os.environ.get("INITCOURSE_MANGLED", "120"))

FULL = {"double": 12, "halve": 5}


def grade(root, executor):
    results = grade_all(root, find_hand_ins(root, ["small"]), executor, width=2)
    return {result.submission.student: result for result in results}


@pytest.mark.slow
def test_a_class_of_mangled_hand_ins_is_graded_to_its_end(course_with_gradebook, small_executor):
    honest = hand_in(course_with_gradebook / "source/small/small.ipynb", RIGHT)
    notebook = json.loads(nbformat.writes(nbformat.reads(honest, 4)))
    whole = {}
    for seed in range(COUNT):
        content = mangled(notebook, seed)
        whole[f"s{seed}"] = intact(content, RIGHT)
        write_submission(course_with_gradebook, f"s{seed}", "")
        (course_with_gradebook / f"submitted/s{seed}/small/small.ipynb").write_bytes(content)
    write_submission(course_with_gradebook, "honest", honest)
    results = grade(course_with_gradebook, small_executor)
    outcomes = Counter(result.outcome for result in results.values())
    print(COUNT, "mangled hand-ins:", dict(outcomes), sum(map(len, whole.values())), "exercises left whole")
    assert len(results) == COUNT + 1
    assert all(outcome.is_final for outcome in outcomes)
    assert results["honest"].outcome == "graded"
    lost = [
        (student, exercise, results[student].line)
        for student, exercises in whole.items()
        for exercise in exercises
        if results[student].scores[exercise].points != FULL[exercise]
    ]
    assert lost == []
    assert min(outcomes["repaired"], outcomes["unreadable"], sum(map(len, whole.values()))) > COUNT / 30
    with Course(course_with_gradebook).gradebook() as gradebook:
        for student in results:
            cells = {score.grade_id for score in cell_scores(gradebook, "small", student)}
            assert cells == {"double-small", "double-large", "halve-values", "why_two"}


NBGRADERS = sorted(Path(nbgrader.__file__).parent.glob("tests/*/files/*.ipynb"))


@pytest.mark.slow
def test_nbgraders_own_test_notebooks_each_have_an_outcome(course_with_gradebook, small_executor):
    assert len(NBGRADERS) > 20
    for number, path in enumerate(NBGRADERS):
        write_submission(course_with_gradebook, f"n{number}", "")
        shutil.copy(path, course_with_gradebook / f"submitted/n{number}/small/small.ipynb")
    results = grade(course_with_gradebook, small_executor)
    print({NBGRADERS[int(student[1:])].name: result.outcome for student, result in results.items()})
    assert len(results) == len(NBGRADERS)
    assert [result.line for result in results.values() if result.outcome == Outcome.GRADER_ERROR] == []


@pytest.mark.parametrize("assignment", ["01_variance", "02_comparison", "03_gradient_flow", "04_lsuv"])
def test_an_honest_hand_in_needs_no_repair(assignment, tmp_path):
    source = read_assignment(ROOT, assignment)
    write_source(tmp_path, source.notebook, assignment)
    build_release(Course(tmp_path), [assignment], into=tmp_path / "release", record=True)
    skeleton = skeleton_of(tmp_path, assignment)
    release = tmp_path / "release" / assignment / f"{assignment}.ipynb"
    codes = {cell.grade_id: cell.code for cell in source.of_kind("solution")}
    for content in (release.read_text(), hand_in(release, codes)):
        canonical = read_files(skeleton, {f"{assignment}.ipynb".encode(): content.encode()})
        assert canonical.repairs == []
        handed_in, rebuilt = nbformat.reads(content, 4), rebuild(skeleton, canonical)
        assert texts(rebuilt) == texts(handed_in)
