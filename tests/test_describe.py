import numpy as np
import pytest

from initcourse.describe import as_text, difference


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0392837123, "0.0392837"),
        (np.float64(0.5), "0.5"),
        (np.int64(3), "3"),
        ("relu", "'relu'"),
        ((3, 3), "(3, 3)"),
        ((3,), "(3,)"),
        ([0.1, 2.0], "[0.1, 2]"),
        (np.zeros(3), "[0, 0, 0]"),
        (np.zeros((64, 32)), "array of shape (64, 32)"),
        (np.random.default_rng(0), "rng"),
        ({"mean": 0.5}, "{'mean': 0.5}"),
        (None, "None"),
        (np.array("b"), "array('b', dtype='<U1')"),
        (np.array(["b"], dtype=object), "array(['b'], dtype=object)"),
        (map(abs, [1]), "a map, which can be read only once"),
    ],
)
def test_values_are_said_in_a_few_words(value, text):
    assert as_text(value) == text


def test_long_values_are_shortened():
    assert len(as_text("x" * 10_000)) == 160
    assert len(as_text([{"name": "x" * 90}] * 9)) == 160


def test_a_model_is_said_by_its_layer_sizes():
    class Model:
        layers = ()

        def get_weights(self):
            return [np.zeros((4, 3)), np.zeros(3), np.zeros((3, 2)), np.zeros(2)]

    assert as_text(Model()) == "model 4-3-2"


def test_a_model_without_weights_is_said_to_be_one():
    class Model:
        layers = ()

        def get_weights(self):
            return []

    assert as_text(Model()) == "a model without weights"


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ([1.0, 2.0], (1.0, 2.0)),
        (np.array([1.0, 2.0]), [1.0, 2.0]),
        ([{"a": 1, "b": [1, 2]}], [{"a": 1.0, "b": (1, 2)}]),
        ({"a": 1, "more": 2}, {"a": 1}),
        ([], []),
        (np.bool_(True), True),
        ([[1.0], [1.0, 2.0]], [[1.0], [1.0, 2.0]]),
    ],
)
def test_equal_values_have_no_difference(got, expected):
    assert difference(got, expected, 1e-5, 0) is None


@pytest.mark.parametrize(
    ("got", "expected", "told"),
    [
        ((3, 3), (144, 288), ("(3, 3)", "(144, 288)")),
        ([3, 3], (144, 288), ("[3, 3]", "(144, 288)")),
        (np.array([3, 3]), [144, 288], ("[3, 3]", "[144, 288]")),
        ((3,), (144, 288), ("(3,) (length 1)", "(144, 288) (length 2)")),
        (3, (144, 288), ("3", "(144, 288) (length 2)")),
        ("3", (144, 288), ("'3'", "(144, 288)")),
    ],
)
def test_a_tuple_is_said_as_a_tuple(got, expected, told):
    found = difference(got, expected, 1e-5, 0)
    assert (found.got, found.expected) == told


NAN = float("nan")


@pytest.mark.parametrize("nan", [NAN, [1.0, NAN], {"a": NAN}, [{"a": [2.0, NAN]}], np.full((4, 5), NAN)])
def test_nan_equals_nan_only_if_that_is_asked_for(nan):
    assert difference(nan, nan, 1e-5, 0, equal_nan=True) is None
    assert "a number, which NaN is not" in difference(nan, nan, 1e-5, 0).expected


def test_a_number_is_no_nan_and_nan_is_no_number():
    for equal_nan in (False, True):
        assert difference(NAN, 1.0, 1e-5, 0, equal_nan=equal_nan).got == "nan"
        assert difference(1.0, NAN, 1e-5, 0, equal_nan=equal_nan).got == "1"
    assert difference(1.0, NAN, 1e-5, 0, equal_nan=True).expected == "nan"


@pytest.mark.parametrize(
    ("got", "expected", "told"),
    [
        ([1.0, 2.0, 3.0], [1.0, 2.0], "length 3"),
        ({"a": 1}, {"a": 1, "b": 2}, "also the key 'b'"),
        ([{"a": 1}, {"a": 2}], [{"a": 1}, {"a": 3}], "2 for 'a' in entry 2 of 2"),
        ("1.0", 1.0, "'1.0'"),
        (None, 1.0, "None"),
        (1, True, "1"),
        (np.ones((2, 3)), np.ones((3, 2)), "(2, 3)"),
        (np.eye(9), np.zeros((9, 9)), "1 in entry (0, 0)"),
        ([["a"], 3], ["a", "b"], "['a']"),
        (object, [1.0], "object"),
        ([[1, 2], [3]], [1.0, 2.0], "[[1, 2], [3]]"),
        (7, {"a": 1}, "7"),
        (7, ["a"], "7"),
    ],
)
def test_the_first_difference_is_told(got, expected, told):
    found = difference(got, expected, 1e-5, 0)
    assert told in f"{found.got} | {found.expected}"
