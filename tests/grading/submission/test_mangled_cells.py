"""Two thousand mangled hand-ins through the reader; nothing is executed."""

import json

import nbformat
import pytest

from initcourse.grading.submission.model import Unreadable
from tests.support.mangle import intact, mangled
from tests.support.prepared import ORDER, grade_ids
from tests.support.small_course import RIGHT

pytestmark = pytest.mark.slow

SEEDS = range(2_000)
TESTS = ["double-small", "double-large", "halve-values"]


@pytest.fixture(scope="module")
def mended(prepared):
    """Return, by seed, the mangled bytes and the notebook that came of them, or None if it is unreadable."""
    honest = json.loads(nbformat.writes(prepared.honest))
    by_seed = {}
    for seed in SEEDS:
        content = mangled(honest, seed)
        try:
            by_seed[seed] = content, prepared.read(content)[0]
        except Unreadable:
            by_seed[seed] = content, None
    return by_seed


def text(notebook, name):
    return [c.source for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name]


def test_most_can_be_read_and_some_cannot(mended):
    unreadable = sum(notebook is None for _, notebook in mended.values())
    assert 0 < unreadable < len(SEEDS) / 4


def test_what_can_be_read_has_every_graded_cell_once_and_in_order(mended):
    wrong = {seed: grade_ids(nb) for seed, (_, nb) in mended.items() if nb is not None and grade_ids(nb) != ORDER}
    assert wrong == {}


def test_tests_have_the_gradebooks_text(prepared, mended):
    released = {name: prepared.skeleton.graded[name].source for name in TESTS}
    read = {seed: nb for seed, (_, nb) in mended.items() if nb is not None}
    wrong = [(s, name) for s, nb in read.items() for name, true in released.items() if text(nb, name) != [true]]
    assert wrong == []


def test_an_answer_left_whole_stays_in_its_cell_and_nowhere_else(mended):
    whole = [(seed, name) for seed, (content, _) in mended.items() for name in intact(content, RIGHT)]
    assert len(whole) > len(SEEDS)
    lost = []
    for seed, name in whole:
        notebook = mended[seed][1]
        if notebook is None or text(notebook, name) != [RIGHT[name]]:
            lost.append((seed, name))
    assert lost == []


def test_what_came_of_it_is_a_valid_notebook(mended):
    for _, notebook in mended.values():
        if notebook is not None:
            nbformat.validate(notebook)
