import json

import pytest

from initcourse.grading.class_run.autograded import Cost, shared_provenance, stamp, stamped_outcome
from initcourse.grading.class_run.outcome import Outcome, ReportedOutcome
from initcourse.grading.class_run.run import prepare
from initcourse.grading.course.nbgrader import Course
from tests.support.prepared import skeleton_of
from tests.support.small_course import small_notebook, write_source


def provenance(root, hand_in="abc", files=None, **other):
    how = {"seed": 1, "show_cells": False, "sandbox": True, "apart": True, "follow_through": True, "compare": True}
    return shared_provenance(Course(root), "small", skeleton_of(root, "small"), files or {}, **(how | other)).of(
        hand_in
    )


def write_graded(path, of):
    metadata = {"kernelspec": {}}
    stamp(
        metadata,
        of,
        ReportedOutcome(Outcome.REPAIRED, "why"),
        Cost(seconds=1.5, second_opinion=0.5, follow_through_seconds=0.1, cpu=1.0, max_rss=1),
    )
    path.write_text(json.dumps({"metadata": metadata, "cells": []}))


@pytest.fixture
def root(course_with_gradebook):
    return course_with_gradebook


def test_an_outcome_is_found_again_if_nothing_changed(root, tmp_path):
    write_graded(tmp_path / "graded.ipynb", provenance(root))
    assert stamped_outcome(tmp_path / "graded.ipynb", provenance(root)) == ReportedOutcome(Outcome.REPAIRED, "why")


def change_source(root):
    notebook = small_notebook()
    notebook.cells[0].source += "more"
    write_source(root, notebook)


def change_lock(root):
    (root / "requirements.lock").write_text("numpy==1")


def change_cells(root):
    notebook = small_notebook()
    notebook.cells[2].source += "\n# another test"
    write_source(root, notebook)
    with Course(root).gradebook() as gradebook:
        gradebook.remove_assignment("small")
    prepare(root, ["small"])
    write_source(root, small_notebook())


@pytest.mark.parametrize("change", [change_source, change_lock, change_cells])
def test_a_change_of_source_lock_file_or_gradebook_asks_for_another_grading(root, tmp_path, change):
    write_graded(tmp_path / "graded.ipynb", provenance(root))
    change(root)
    assert stamped_outcome(tmp_path / "graded.ipynb", provenance(root)) is None


@pytest.mark.parametrize("other", [{"hand_in": "other"}, {"seed": 2}, {"show_cells": True}, {"sandbox": False}])
def test_another_hand_in_seed_or_way_to_run_it_asks_for_another_grading(root, tmp_path, other):
    write_graded(tmp_path / "graded.ipynb", provenance(root))
    assert stamped_outcome(tmp_path / "graded.ipynb", provenance(root, **other)) is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"metadata": {"initcourse": 3}}', '{"metadata": null}'])
def test_a_graded_notebook_without_provenance_has_no_outcome(root, tmp_path, content):
    (tmp_path / "graded.ipynb").write_text(content)
    assert stamped_outcome(tmp_path / "graded.ipynb", provenance(root)) is None
    assert stamped_outcome(tmp_path / "missing.ipynb", provenance(root)) is None
