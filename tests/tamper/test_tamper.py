"""No trick gets anything from `initcourse grade`; and the suite sees what a trick gets where there are no walls."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.tamper.attack import read_attack, read_attacks
from tests.tamper.box import available
from tests.tamper.page import FAMILIES, line, tamper_page
from tests.tamper.suite import Class, grade_class, grade_plainly

EVERY = read_attacks()

ATTACKS = [attack for attack in EVERY if not attack.long]
"""The tricks that use up their time take longer together than all others: `make tamper` alone grades them."""

needs_a_box = pytest.mark.skipif(not available(), reason="bubblewrap is missing: 'apt-get install bubblewrap'")


@pytest.fixture(scope="module")
def graded() -> Class:
    """Return what became of the class that holds all tricks but the costly ones."""
    return grade_class(ATTACKS)


@needs_a_box
@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(ATTACKS)), ids=[attack.student for attack in ATTACKS])
def test_a_trick_gets_nothing(graded, number):
    assert graded.found[number].breaches == []


@needs_a_box
@pytest.mark.slow
def test_the_rest_of_the_class_is_graded_as_if_nothing_had_been(graded):
    assert graded.beside == ()


def test_there_are_tricks_of_every_family_and_each_has_a_name_of_its_own():
    assert set(FAMILIES) == {attack.family for attack in EVERY} == {attack.family for attack in ATTACKS}
    assert len(EVERY) >= 300
    assert max(Counter(attack.student for attack in EVERY).values()) == 1


SEEN = {
    "verdict-skip_execution": ["12 points forged"],
    "others-kill_all": ["grading ended with -9", "zoe has None instead of 17"],
    "pages-all_at_once": [
        "read a file",
        "sent 'mark-pages-all_at_once-'",
        "touched /outside/touched/mark-pages-all_at_once-file",
        "alive: ",
        "acts on the page: <script>",
    ],
}
"""What plain nbgrader lets through, by trick."""


@pytest.fixture(scope="module")
def plain():
    return list(grade_plainly([attack for attack in ATTACKS if attack.student in SEEN]))


@needs_a_box
@pytest.mark.slow
@pytest.mark.parametrize("student", SEEN)
def test_the_suite_sees_what_plain_nbgrader_lets_through(plain, student):
    (found,) = [found for found in plain if found.attack.student == student]
    told = "\n".join(found.breaches)
    assert [words for words in SEEN[student] if words not in told] == []


@needs_a_box
@pytest.mark.slow
def test_the_page_shows_both_sides(plain, tmp_path):
    from datetime import date

    page = tamper_page(Class(tuple(plain), ("zoe has 3",)), plain, date(2026, 1, 2), 5)
    assert "| points forged | 12 | 12 |" in page
    assert "| gradings or classmates harmed | 1 | 2 |" in page
    assert "## Forging the verdict" in page
    assert "| The tests bear the tag that tells nbclient to skip them. | 5 | 17 | 17 | forge 12 points |" in page
    assert [one for one in plain if "verdict-skip_execution" in line(one) and "12 points forged" in line(one)]


@pytest.mark.parametrize(
    "text",
    ["# %% double\nx = 1\n", '"""No loss."""\n# %% double\n', '"""No part.\n\nLoses: double-small\n"""\n'],
)
def test_a_file_that_predicts_nothing_is_no_trick(tmp_path, text):
    path = tmp_path / "verdict" / "new.py"
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(ValueError, match="a trick has a docstring with a line 'Loses: <test ids>'"):
        read_attack(path)
