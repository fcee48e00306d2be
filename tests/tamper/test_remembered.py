import sys
from dataclasses import replace

import pytest

from tests.tamper.attack import read_attacks
from tests.tamper.remembered import remember, remembered
from tests.tamper.scene import ROOT
from tests.tamper.suite import Found


@pytest.fixture
def found():
    attack = read_attacks()[0]
    return Found(attack, 5.0, 0.0, None, "failed", sent=("x" * 1000,), pages=("<a>",), bytes_sent=1000)


def test_what_was_found_is_known_again_in_short(found, tmp_path):
    remember([found], tmp_path / "plain.json")
    known = remembered([found.attack], tmp_path / "plain.json")
    assert known == {found.attack.student: replace(found, sent=("x" * 200,))}


def test_no_folder_of_this_machine_is_kept(found, tmp_path):
    here = replace(found, touched=(f"{ROOT}/source/x",), alive=(f"{sys.prefix}/bin/python -c x",))
    remember([here], tmp_path / "plain.json")
    known = remembered([found.attack], tmp_path / "plain.json")[found.attack.student]
    assert (known.touched, known.alive) == (("/course/source/x",), ("python -c x",))


def test_a_trick_that_was_changed_is_not_known(found, tmp_path):
    remember([found], tmp_path / "plain.json")
    changed = replace(found.attack, parts=(("double", "x = 1"),))
    assert remembered([changed], tmp_path / "plain.json") == {}


def test_nothing_is_known_without_the_file(found, tmp_path):
    assert remembered([found.attack], tmp_path / "plain.json") == {}
