"""Two thousand mangled hand-ins through reading, repair and nbgrader's sanitizers; nothing is executed."""

import json

import nbformat
import pytest

from initcourse.grading.authoring.release import write_release
from initcourse.grading.authoring.sample_class import hand_in
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.submission.parser import Unreadable, parse_notebook
from initcourse.grading.submission.repair import repair
from initcourse.grading.submission.sanitize import known_cells, sanitize
from tests.support.mangle import intact, mangled
from tests.support.small_course import DOUBLE, HALVE, small_notebook, write_source

SEEDS = range(2_000)
ANSWERS = {"double": DOUBLE, "halve": HALVE}
ORDER = ["double", "double-small", "double-large", "halve", "halve-values", "why_two"]
TESTS = ["double-small", "double-large", "halve-values"]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return a function from bytes to the sanitized notebook, an honest hand-in, and the tests' texts."""
    root = tmp_path_factory.mktemp("course")
    write_source(root, small_notebook())
    write_release(root, ["small"])
    course, source = Course(root), read_assignment(root, "small").notebook
    with course.gradebook() as gradebook:
        known = known_cells(gradebook, "small")

    def mend(content):
        notebook, _ = parse_notebook("small.ipynb", content)
        notebook, _ = repair(notebook, known, source)
        return sanitize(notebook, "small", known, course.config)

    honest = json.loads(hand_in(root / "release/small/small.ipynb", ANSWERS))
    return mend, honest, {name: known.source_cells[name].source for name in TESTS}


@pytest.fixture(scope="module")
def mended(small):
    """Return, by seed, the mangled bytes and the notebook that came of them, or None if it is unreadable."""
    mend, honest, _ = small
    found = {}
    for seed in SEEDS:
        content = mangled(honest, seed)
        try:
            found[seed] = content, mend(content)
        except Unreadable:
            found[seed] = content, None
    return found


def names(notebook):
    return [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]


def text(notebook, name):
    return [c.source for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name]


def test_most_can_be_read_and_some_cannot(mended):
    unreadable = sum(notebook is None for _, notebook in mended.values())
    assert 0 < unreadable < len(SEEDS) / 4


def test_what_can_be_read_has_every_graded_cell_once_and_in_order(mended):
    wrong = {seed: names(nb) for seed, (_, nb) in mended.items() if nb is not None and names(nb) != ORDER}
    assert wrong == {}


def test_tests_have_the_gradebooks_text(small, mended):
    read = {seed: nb for seed, (_, nb) in mended.items() if nb is not None}
    wrong = [(s, name) for s, nb in read.items() for name, true in small[2].items() if text(nb, name) != [true]]
    assert wrong == []


def test_an_answer_left_whole_stays_in_its_cell_and_nowhere_else(mended):
    whole = [(seed, name) for seed, (content, _) in mended.items() for name in intact(content, ANSWERS)]
    assert len(whole) > len(SEEDS)
    lost = []
    for seed, name in whole:
        notebook = mended[seed][1]
        if notebook is None or text(notebook, name) != [ANSWERS[name]]:
            lost.append((seed, name))
    assert lost == []


def test_what_came_of_it_is_a_valid_notebook(mended):
    for _, notebook in mended.values():
        if notebook is not None:
            nbformat.validate(notebook)
