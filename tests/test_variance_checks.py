from collections import OrderedDict, deque

import numpy as np
import pandas as pd
import pytest

from initcourse.checks import Call, CheckFailed, expect_close
from initcourse.hints import common
from initcourse.variance_checks import first_of, first_row_of, growth_of, ratio_of, rows_of

ROWS = [{"a": 1, "b": 2, "c": 3}, {"a": 4, "b": 5, "c": 6}]


def returned(value):
    return Call("f(3)", value)


def failed(take, *args):
    with pytest.raises(CheckFailed) as failure:
        take(*args)
    return failure.value


def test_a_ratio_is_told_with_both_calls():
    found = ratio_of(Call("f(gain=3)", 6.0), Call("f()", np.float32(2)))
    assert found.value == 3
    assert found.gave("3") == "The ratio of f(gain=3) to f() came out as 3"


def test_zero_over_zero_is_nan_without_a_warning():
    assert np.isnan(ratio_of(returned(0.0), returned(0.0)).value)


@pytest.mark.parametrize(("value", "hint"), [(None, common.PRINTED), ("0.5", common.AS_TEXT), ([1, [2]], None)])
def test_what_is_no_number_has_no_ratio_on_either_side(value, hint):
    for sides in (returned(value), returned(1.0)), (returned(1.0), returned(value)):
        failure = failed(ratio_of, *sides)
        assert (failure.expected, failure.hint) == ("a number", hint)
        assert failure._render_traceback_() == [str(failure)]


@pytest.mark.parametrize("rows", [ROWS, deque(map(OrderedDict, ROWS)), (row for row in ROWS)])
def test_rows_keep_the_named_columns_in_the_order_of_the_list(rows):
    assert rows_of(returned(rows), "a", "c").value == [{"a": 1, "c": 3}, {"a": 4, "c": 6}]


def test_a_row_that_lacks_a_column_or_is_no_dict_is_left_for_the_comparison():
    found = rows_of(returned([{"a": 1, "x": 2}, [1, 2]]), "a", "b")
    assert found.value == [{"a": 1, "x": 2}, [1, 2]]
    assert failed(lambda: expect_close(found, ROWS, source="s")).happened == (
        "The rows of f(3) came out as a dict with the keys 'a', 'x' in entry 1 of 2"
    )


@pytest.mark.parametrize(
    ("table", "happened", "hint"),
    [
        ({"a": [1, 4]}, "f(3) returned one dict", None),
        (pd.DataFrame(ROWS), "f(3) returned one DataFrame", common.AS_TABLE),
        (None, "f(3) returned None", common.PRINTED),
        ("rows", "f(3) returned 'rows'", None),
    ],
)
def test_what_is_no_list_of_rows_is_told(table, happened, hint):
    failure = failed(rows_of, returned(table), "a")
    assert (failure.happened, failure.hint) == (happened, hint)
    assert failure.expected == "a list with one dict per layer"


def test_a_dict_of_columns_is_known_by_their_names_whatever_they_hold():
    assert failed(rows_of, returned({"a": [1, 4], "b": [2]}), "a").finding.value == ["a", "b"]


def test_the_first_row_is_taken_if_there_is_one():
    assert first_row_of(returned(ROWS), "b").value == {"b": 2}
    assert failed(first_row_of, returned([]), "b").finding.question == "the first row of f(3)"


@pytest.mark.parametrize(
    "value", [[2.0, 6.0, 3.0], deque([2.0, 6.0, 3.0]), pd.Series([2.0, 6.0, 3.0], index=[1, 2, 3])]
)
def test_first_entry_and_growth_of_what_holds_numbers_in_order(value):
    assert first_of(returned(value)).value == 2
    assert growth_of(returned(value)).value.tolist() == [3, 0.5]


@pytest.mark.parametrize("take", [first_of, growth_of])
def test_one_number_has_no_first_entry_and_no_growth(take):
    failure = failed(take, returned(30.0))
    assert (failure.expected, failure.finding.value) == ("a list of numbers", 30.0)
    assert failure._render_traceback_() == [str(failure)]


def test_growth_from_zero_gives_no_warning():
    assert growth_of(returned([0.0, 1.0])).value.tolist() == [np.inf]
