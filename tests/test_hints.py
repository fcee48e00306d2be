import json

import numpy as np
import pandas as pd
import pytest

from initcourse.hints import Finding, HintTable, Mistake, Outcomes, common, find_hint, plain


def told(value, *known, question="f(3)", rtol=1e-5):
    table = HintTable.of(Mistake(Finding(question, plain(wrong)), hint) for wrong, hint in known)
    return HintTable.from_json(table.as_json()).hints(Finding(question, plain(value), rtol))


def test_a_value_is_told_apart_from_others_within_the_tolerance_of_its_check():
    known = (0.5, "half"), (0.25, "quarter")
    assert told(0.5, *known) == ["half"]
    assert told(np.float32(0.250001), *known) == ["quarter"]
    assert told(0.3, *known) == []
    assert told(0.27, *known, rtol=0.1) == ["quarter"]


def test_a_rounded_constant_in_a_mistake_is_still_the_mistake():
    assert told(1 / (0.341 * 100), (1 / (0.34084506 * 100), "0.341 is about the variance")) != []
    assert told(1 / (0.345 * 100), (1 / (0.34084506 * 100), "0.341 is about the variance")) == []


def test_the_exact_mistake_comes_before_one_that_is_near():
    known = (0.00154202, "the bias"), (0.00154321, "the other")
    assert told(0.00154202, *known) == ["the bias"]


def test_two_mistakes_with_one_value_are_both_told_and_never_more():
    known = (2.0, "one"), (2, "two"), (2.0, "three"), (2.0, "one")
    assert told(2.0, *known) == ["one", "two"]


@pytest.mark.parametrize(
    "value",
    [
        [1.0, 2.0],
        (144, 288),
        {"mean": 0.5, "shape": (3, 4)},
        [{"layer": 1, "std": float("nan")}],
        np.array([[1.0, float("inf")]]),
        "text",
        True,
        ValueError("the fan 13 is not allowed"),
        object(),
    ],
)
def test_whatever_comes_back_is_written_down_and_found_again(value):
    assert told(value, (value, "seen before")) == ["seen before"]
    assert json.loads(json.dumps(plain(value))) == plain(value)


def test_an_error_is_the_same_with_other_numbers():
    assert told(ValueError("size 5 is different from 7"), (ValueError("size 64 is different from 4"), "x")) == ["x"]
    assert told(TypeError("size 5 is different from 7"), (ValueError("size 64 is different from 4"), "x")) == []


def test_an_error_with_other_words_is_another_mistake():
    known = (ValueError("wrong"), "refuses what is right"), (ValueError("a fan is below 1"), "another")
    assert told(ValueError("a fan is below 1"), *known) == ["another"]
    assert told(ValueError("bad"), *known) == []


def test_what_a_test_cell_stopped_at_comes_before_what_would_have_failed_after_it():
    later = Mistake(Finding("f(3)", 2), "the third question of another mistake", first=False)
    table = HintTable.of([later, Mistake(Finding("f(3)", 2), "stops here")])
    assert table.hints(Finding("f(3)", 2)) == ["stops here"]
    assert HintTable.of([later]).hints(Finding("f(3)", 2)) == ["the third question of another mistake"]


def of_three_checks():
    """Return a table of two mistakes with one value in f(3): the first fails in "a" and "b", the second in "a"."""
    swapped, doubled = (
        {"hint": "swapped", "refused_by": frozenset("ab")},
        {"hint": "doubled", "refused_by": frozenset("a")},
    )
    return HintTable.of(
        [
            Mistake(Finding("f(3)", 2), **swapped),
            Mistake(Finding("f(4)", 1), **swapped),
            Mistake(Finding("f(3)", 2), **doubled),
        ]
    )


@pytest.mark.parametrize(
    ("others", "hints"),
    [
        (Outcomes(), ["swapped", "doubled"]),
        (Outcomes(passed=frozenset("b"), failed=frozenset("a")), ["doubled"]),
        (Outcomes(failed=frozenset("ab"), found=(Finding("f(4)", 1),)), ["swapped"]),
        (Outcomes(failed=frozenset("ab"), found=(Finding("f(4)", 7),)), []),
        (Outcomes(failed=frozenset("ac")), []),
    ],
)
def test_a_value_that_proves_little_is_told_by_mistakes_that_explain_the_other_checks_too(others, hints):
    table = HintTable.from_json(of_three_checks().as_json())
    assert table.hints(Finding("f(3)", 2), others) == hints


def test_a_value_that_only_one_mistake_gives_is_told_whatever_else_is_wrong():
    table = HintTable.of([Mistake(Finding("f(3)", 0.03928), "the root", refused_by=frozenset("a"))])
    assert table.hints(Finding("f(3)", 0.03928), Outcomes(passed=frozenset("a"))) == ["the root"]
    assert not Finding("f(3)", [0.5, 2, 1e3]).is_telling


def test_a_row_with_further_keys_is_another_value():
    assert told({"n_in": 3, "n_out": 4}, ({"n_in": 3}, "a key is missing"), ({}, "empty")) == []
    assert told([{"n_in": 3}], ([{"n_in": 3}], "a key is missing")) == ["a key is missing"]


def test_what_is_too_large_to_be_written_down_is_no_mistake_that_is_known():
    large = np.zeros(1000)
    assert plain(large) is None
    assert told(large, (large, "never")) == []
    assert plain([[0.123456789] * 150] * 150) is None


def test_another_question_has_other_hints():
    table = HintTable.of([Mistake(Finding("f(3)", 1.0), "for f(3)")])
    assert table.hints(Finding("f(4)", 1.0)) == []


def test_the_judge_looks_a_hint_up_in_the_table_that_it_is_given(hints):
    hints(("an odd question", 1.0, "from the table"), ("an odd question", 1.0, "from the other"))
    assert find_hint(Finding("an odd question", 1.0)) == "from the table. Or: from the other"
    assert find_hint(Finding("an odd question", 2.0)) is None


@pytest.mark.parametrize(
    ("value", "expected", "hint"),
    [
        (None, 2.0, common.PRINTED),
        (ValueError("no"), 2.0, common.RETURNED),
        (ValueError, 2.0, common.RETURNED),
        ("0.00154321", 0.00154321, common.AS_TEXT),
        (["0.5", "0.25"], [0.5, 0.25], common.AS_TEXT),
        (0.0015, 0.00154321, common.ROUNDED),
        (0.3408, 0.34084506, common.ROUNDED),
        ([7.8, 30.1], [7.84, 30.1056], common.ROUNDED),
        ([{"std": 0.04}], [{"std": 0.0392837}], common.ROUNDED),
        ({"fan_in": 3, "fan_out": 4}, (3, 4), common.AS_DICT),
        ({"mean": 0.5}, [{"mean": 0.5}], common.ONE_DICT),
        ({"min": 0.0}, {"min_gradient": 0.0}, common.OTHER_KEYS),
        ({"min_gradient": 1.0, "max_gradient": 2.0}, {"min_gradient": 0.5}, None),
        (np.array([0.5]), 0.5, common.ALONE),
        ([[0.5]], 0.25, common.ALONE),
        ([0.5], [[0.5]], None),
        ([(784, 128)], [{"n_in": 784, "n_out": 128}], common.NO_ROWS),
        (pd.DataFrame({"n_in": [784]}), [{"n_in": 784}], common.AS_TABLE),
        (0.0, 0.00154321, None),
        (2.0, 2.4, None),
        (0.00154322, 0.00154321, None),
        ("tanh", "relu", None),
    ],
)
def test_what_goes_wrong_in_every_exercise_needs_no_table(value, expected, hint):
    assert common.of_value(value, expected) == hint


def test_what_should_raise_and_does_not_is_told():
    assert common.of_wrong_error(AssertionError()) == common.ASSERTED
    assert common.of_wrong_error(TypeError()) is None
    assert common.of_no_error(None) == common.ONLY_MADE
    assert common.of_no_error(ValueError("bad")) == common.RETURNED
    assert common.of_no_error(0.5) is None


def test_what_is_no_letter_is_told():
    assert common.of_letter("b", "ABCD") == common.CAPITAL
    assert common.of_letter(3, "ABCD") == common.NOT_TEXT
    assert common.of_letter("", "ABCD") is None
    assert common.of_letter("AB", "ABCD") is None
