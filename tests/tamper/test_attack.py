import nbformat
import pytest

from tests.support.small_course import small_notebook
from tests.tamper.attack import read_attack, write_hand_in

TEXT = '''"""Tries something.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% double
double = "$MARK"
# %% before double-small
one = 1
# %% after halve
two = 2
# %% markdown after title
# # A heading
#     and code
# %% why_two
# <b>$MARK</b>
# %% file deep/numpy.py
three = 3
# %% hand-in
cells["double-large"].metadata.tags = ["a"]
(folder / "link").symlink_to("/etc")
'''


@pytest.fixture
def attack(tmp_path):
    path = tmp_path / "verdict" / "new.py"
    path.parent.mkdir()
    path.write_text(TEXT)
    return read_attack(path)


def test_a_trick_says_what_it_tries_and_what_it_loses(attack):
    assert (attack.family, attack.name, attack.student) == ("verdict", "new", "verdict-new")
    assert (attack.summary, attack.assignment) == ("Tries something.", "small")
    assert attack.loses == {"double-small", "double-large"}
    assert attack.may_lose == {"halve-values"}
    assert attack.long


def test_its_parts_come_into_their_places(attack, tmp_path):
    folder = tmp_path / "hand-in"
    write_hand_in(attack, small_notebook(), folder)
    notebook = nbformat.read(folder / "small.ipynb", as_version=4)
    sources = [cell.source for cell in notebook.cells]
    assert sources[1:4] == ["# A heading\n    and code", 'double = "mark-verdict-new-"', "one = 1"]
    assert sources[7] == "two = 2"
    assert sources[-1] == "<b>mark-verdict-new-</b>"
    assert notebook.cells[5].metadata.tags == ["a"]
    assert (folder / "deep/numpy.py").read_text() == "three = 3\n"
    assert (folder / "link").is_symlink()


def test_a_trick_may_write_the_notebook_file_itself(attack, tmp_path):
    from dataclasses import replace

    own = replace(attack, parts=(("hand-in", "(folder / 'small.ipynb').write_bytes(b'{')"),))
    write_hand_in(own, small_notebook(), tmp_path / "hand-in")
    assert (tmp_path / "hand-in/small.ipynb").read_bytes() == b"{"


def test_an_unknown_part_is_refused(attack, tmp_path):
    from dataclasses import replace

    with pytest.raises(ValueError, match="no part is called 'a b c'"):
        write_hand_in(replace(attack, parts=(("a b c", ""),)), small_notebook(), tmp_path / "hand-in")
