"""Whatever a hand-in holds, it costs its class no more than the bound, and nobody else a point."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.tamper.attack import read_attacks
from tests.tamper.containment import (
    MAX_DISK,
    MAX_DRIVER,
    MAX_MEMORY,
    Contained,
    Cost,
    batches,
    collected,
    contain,
    containment_section,
    generated,
    make_template,
)
from tests.tamper.grammar import KINDS, Case

OF_EACH_KIND = 6
"""Generated hand-ins of each kind that `make test` grades."""

BATCHES = list(batches(generated(OF_EACH_KIND, KINDS), 30))

ATTACKS = {attack.student: attack for attack in read_attacks()}

WELL = Contained((Cost(Case("deep", "code", "-", 7_000), "graded", 1.0, 10),), 10, 20)


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))


def contained(names, template, tmp_path) -> Contained:
    return contain([ATTACKS[name] for name in names], shutil.copytree(template, tmp_path / "course"))


@pytest.mark.slow
@pytest.mark.parametrize("batch", BATCHES, ids=map(str, range(len(BATCHES))))
def test_generated_hand_ins_cost_no_more_than_the_bound(batch, template, tmp_path):
    assert len(batch) == 30
    assert contain(batch, shutil.copytree(template, tmp_path / "course")).breaches == []


def test_every_trick_that_is_measured_belongs_to_the_notebook_of_the_measured_classes():
    tricks = collected()
    assert len(tricks) > 100
    assert {attack.assignment for attack in tricks} == {"small"}


OUTPUTS = ("amplifying-control_characters", "amplifying-display_updates", "reading-nested_metadata")


@pytest.mark.slow
def test_outputs_that_grow_and_nested_metadata_are_contained(template, tmp_path):
    assert contained(OUTPUTS, template, tmp_path).breaches == []


@pytest.mark.slow
def test_forms_that_overlap_are_contained(template, tmp_path):
    assert contained(["protocol-overlapping_forms"], template, tmp_path).breaches == []


@pytest.mark.slow
def test_two_hand_ins_of_ninety_megabytes_are_contained(template, tmp_path):
    names = ["amplifying-one_large_file", "reading-large_notebook"]
    assert contained(names, template, tmp_path).breaches == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"memory": MAX_MEMORY + 1}, "a process of 1,536 MiB: one of deep, code"),
        ({"driver": MAX_DRIVER + 1}, "a driver of 400 MiB: deep, code"),
        ({"harmed": ("zoe has nothing",)}, "zoe has nothing"),
        ({"costs": (replace(WELL.costs[0], seconds=61.0),)}, "61 s: deep, code"),
        ({"costs": (replace(WELL.costs[0], disk=MAX_DISK + 1),)}, "50,000,001 bytes on disk: deep, code"),
        ({"costs": (replace(WELL.costs[0], outcome="none"),)}, "no outcome: deep, code"),
    ],
)
def test_whatever_exceeds_the_bound_is_told(changed, told):
    assert WELL.breaches == []
    (breach,) = replace(WELL, **changed).breaches
    assert breach.startswith(told)


def test_the_page_names_the_worst_of_each():
    worse = Contained((Cost(ATTACKS["reading-minus_signs"], "graded", 2.0, 3_000_000),), 7 << 20, 9 << 20, ("x",))
    section = containment_section([WELL, worse], KINDS)
    assert "2 hand-ins, 1 of them drawn from grammars of deep, long" in section
    assert "| seconds of wall time | 2.0 | 60 | `reading-minus_signs` |" in section
    assert "| MB on disk | 3.0 | 50 | `reading-minus_signs` |" in section
    assert "| MiB of a process | 7 | 1,536 | a class |" in section
    assert "| MiB of the driver | 9 | 400 | a class |" in section
    assert "| classmates harmed, runs that broke off | 1 | 0 |  |" in section
