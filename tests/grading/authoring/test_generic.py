"""Generic wrong answers: each does what it says, never raises, and is found where a test cell accepts it."""

import ast
from dataclasses import replace

import numpy as np
import pytest

from initcourse.grading.authoring import generic_inside
from initcourse.grading.authoring.bank import official_answers
from initcourse.grading.authoring.generic import ANSWERS, generic_answers, read_reasons
from initcourse.grading.authoring.proof import exercise_claim, exercise_trials, prove_exercise
from initcourse.grading.course.assignment import read_assignment
from initcourse.grading.course.folder import assignment_names
from initcourse.grading.errors import CourseError
from tests.support.small_course import ROOT, small_notebook, write_source


class Model:
    """Something with layers and weights, as Keras has them."""

    layers = ("dense",)

    def __init__(self, *weights):
        self.weights = [np.array(one, dtype=float) for one in weights]

    def get_weights(self):
        return [one.copy() for one in self.weights]

    def set_weights(self, weights):
        self.weights = [one.copy() for one in weights]


def measure(x, factor=1):
    """Return numbers in containers of every kind."""
    return {"list": [factor * x, 2], "array": np.full((2, 1), x), "tuple": (x, "name"), "whole": 3}


def scale(model, X):
    """Double the first weights in place, and return the mean of X."""
    first, *others = model.get_weights()
    model.set_weights([2 * first + X.mean(), *others])
    return [float(X.mean())]


def test_nothing_and_nan_are_returned_for_everything():
    assert generic_inside.none(measure)(1.5) is None
    assert np.isnan(generic_inside.nan(measure)(1.5))


def test_the_right_result_holds_nan_for_every_number():
    found = generic_inside.nan_like(measure)(1.5)
    assert np.isnan([*found["list"], *found["array"].ravel(), *found["tuple"], found["whole"]]).all()
    assert (len(found["list"]), found["array"].shape, len(found["tuple"])) == (2, (2, 1), 2)


def test_the_right_result_holds_zeros_of_the_right_type():
    found = generic_inside.zeros_like(measure)(1.5)
    assert (found["list"], found["tuple"], found["whole"]) == ([0.0, 0], (0.0, ""), 0)
    assert [type(one) for one in (*found["list"], found["whole"])] == [float, int, int]
    assert np.array_equal(found["array"], np.zeros((2, 1)))


def test_the_first_argument_comes_back_however_it_was_given():
    assert generic_inside.argument(measure)(1.5, factor=3) == 1.5
    assert generic_inside.argument(measure)(x=2.5) == 2.5


def test_the_first_result_comes_back_for_every_call():
    wrong = generic_inside.first_result(lambda x: x + 1)
    assert [wrong(1), wrong(5), wrong([])] == [2, 2, 2]


def repeated(x, kind, n=2):
    return [np.sum(x)] * n if kind == "list" else np.full(n, x[0])


def test_a_constant_belongs_to_the_shapes_and_names_among_the_arguments():
    wrong = generic_inside.constant_by_shape(repeated)
    assert wrong([1, 2], "list") == wrong([30, 4], "list") == [3, 3]
    assert wrong([1, 2, 4], "list") == wrong([5, 5, 5], "list") == [7, 7]
    assert list(wrong([1, 2], "array")) == [1, 1]


def test_a_constant_has_the_shape_of_the_right_result():
    wrong = generic_inside.constant_by_shape(repeated)
    found = [wrong([x], "array", n=n) for x, n in ((1, 2), (5, 2), (5, 3), (6, 3))]
    assert [list(one) for one in found] == [[1, 1], [1, 1], [5, 5, 5], [5, 5, 5]]


@pytest.mark.parametrize(
    ("right", "empty"), [([1], []), ((1,), ()), ({"a": 1}, {}), ("he", ""), (1.5, []), (None, []), (np.int64(3), [])]
)
def test_an_empty_answer_is_of_the_right_type_if_that_can_be_empty(right, empty):
    found = generic_inside.empty(lambda: right)()
    assert (found, type(found)) == (empty, type(empty))


def test_an_empty_array_has_as_many_axes_as_the_right_one():
    assert generic_inside.empty(lambda: np.ones((4, 3)))().shape == (0, 0)


@pytest.mark.parametrize(("wrap", "number"), [(generic_inside.nan_like, np.nan), (generic_inside.zeros_like, 0)])
def test_weights_that_the_solution_changes_are_filled_and_others_stay(wrap, number):
    model = Model([1, 2], [7])
    found = wrap(scale)(model, np.ones(3))
    assert np.array_equal(found, [number], equal_nan=True)
    assert np.array_equal(model.weights[0], [number, number], equal_nan=True)
    assert model.weights[1] == [7]


@pytest.mark.parametrize("wrap", [generic_inside.empty, generic_inside.first_result, generic_inside.none])
def test_a_model_stays_as_it_came_where_only_the_result_is_wrong(wrap):
    model = Model([1, 2], [7])
    wrap(scale)(model, np.ones(3))
    assert [list(one) for one in model.weights] == [[1, 2], [7]]


def test_a_constant_writes_the_first_models_weights_into_the_next_one():
    first, second = Model([1, 2], [7]), Model([5, 5], [8])
    wrong = generic_inside.constant_by_shape(scale)
    assert wrong(first, np.ones(3)) == wrong(second, np.zeros(3)) == [1.0]
    assert [list(one) for one in second.weights] == [[3, 5], [8]]


@pytest.mark.parametrize("wrap", ANSWERS, ids=lambda wrap: wrap.__name__)
def test_no_generic_answer_raises_or_loses_its_name(wrap, monkeypatch):
    keras = type("keras", (), {"Sequential": list})
    monkeypatch.setitem(generic_inside.sys.modules, "keras", keras)

    def refusing(x):
        raise ValueError(x)

    wrong = wrap(refusing)
    assert wrong.__name__ == "refusing"
    assert [repr(wrong(3)) for _ in range(2)] == [repr(wrong(3))] * 2


@pytest.mark.slow
def test_an_unbuilt_model_has_layers_and_no_weights():
    import keras

    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3), keras.layers.Dense(1)])
    unbuilt = generic_inside.unbuilt_model(lambda: model)()
    assert (len(unbuilt.layers), unbuilt.get_weights()) == (2, [])
    assert generic_inside.empty(lambda: model)().layers == []
    assert np.isnan(np.concatenate([w.ravel() for w in generic_inside.nan_like(lambda: model)().get_weights()])).all()


def names(exercise, code):
    return {answer.name for answer in generic_answers(exercise, code)}


def test_a_function_has_those_answers_that_fit_it():
    everything = {wrap.__name__ for wrap in ANSWERS}
    assert names("f", "def f(x):\n    return x") == everything - {"unbuilt_model"}
    assert names("f", "def f():\n    return 3") == everything - {"unbuilt_model", "argument"}
    assert names("f", "def f(n):\n    return keras.Sequential([n])") == everything
    assert names("f", "f = 'C'") == set()
    assert names("f", "def g(x):\n    return x\nf = g(3)") == set()


def test_every_answer_says_what_it_does_and_its_code_can_be_read():
    for answer in generic_answers("f", "def f(x):\n    return x"):
        assert answer.does.startswith("Return")
        assert answer.does.endswith(".")
        assert f"f = generic_inside.{answer.name}(f)" in ast.unparse(ast.parse(answer.code))


def test_every_function_of_the_course_has_generic_answers():
    for name in assignment_names(ROOT):
        for exercise, official in official_answers(read_assignment(ROOT, name)).items():
            assert len(generic_answers(exercise, official.code)) >= 7 or "def " not in official.code, exercise


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[none", "is not TOML"),
        ("[nothing]\n'f-values' = 'why'", "no generic answer to this exercise is called nothing"),
        ("[none]\n'f-other' = 'why'", "no test cell f-other uses this exercise"),
        ("[none]\n'f-values' = ' '", "none at f-values has no reason"),
        ("none = 'why'", "no test cell why uses this exercise"),
    ],
)
def test_a_file_of_reasons_that_says_nothing_is_refused(tmp_path, text, told):
    path = tmp_path / "generic.toml"
    path.write_text(text.replace("'", '"'))
    answers = generic_answers("f", "def f(x):\n    return x")
    with pytest.raises(CourseError, match=told):
        read_reasons(path, answers, {"f-values"})


def test_reasons_are_read_by_answer_and_test(tmp_path):
    path = tmp_path / "generic.toml"
    assert read_reasons(path, [], set()) == {}
    path.write_text('[none]\n"f-values" = "None is right."\n')
    answers = generic_answers("f", "def f(x):\n    return x")
    assert read_reasons(path, answers, {"f-values"}) == {"none": {"f-values": "None is right."}}


def proof_of_halve(root, executor):
    assignment = read_assignment(root, "small")
    (trials,) = [t for t in exercise_trials(assignment, root / "bank", root / "bank") if t.exercise == "halve"]
    return prove_exercise(assignment, replace(trials, answers=(), mutants=()), executor)


@pytest.mark.slow
def test_a_generic_answer_that_scores_is_a_problem_unless_there_is_a_reason(small_course, small_executor):
    proof = proof_of_halve(small_course, small_executor)
    assert (proof.generic, proof.excused) == (8, 0)
    lines = [problem.text for problem in exercise_claim("small", proof).problems if "generic" in problem.text]
    assert lines == [
        "a generic wrong answer scores, constant_by_shape passes halve-values: "
        "Return, for all arguments and results of one shape, what the first of them gave.",
        "a generic wrong answer scores, first_result passes halve-values: "
        "Return the result of the first call, which is a visible example, for every call.",
    ]
    path = small_course / "bank/small/halve/generic.toml"
    path.parent.mkdir(parents=True)
    tables = ("constant_by_shape", "first_result", "nan")
    path.write_text("".join(f'[{name}]\n"halve-values" = "One call is all that there is."\n' for name in tables))
    proof = proof_of_halve(small_course, small_executor)
    assert proof.excused == 2
    assert proof.scoring == ("is refused, nan by halve-values: take the line out of generic.toml",)
    assert "8 generic wrong answers score nothing but at 2 tests, with a reason" in exercise_claim("small", proof).text


@pytest.mark.slow
def test_a_test_that_takes_what_was_never_computed_is_found(small_course, small_executor):
    notebook = small_notebook()
    (cell,) = [c for c in notebook.cells if c.id == "halve-values"]
    cell.source = (
        "from initcourse.checks import call, expect_that\n"
        "expect_that(not call(halve, 3).value > 2, happened='', expected='', source='')\n"
    )
    write_source(small_course, notebook)
    assert any("nan passes halve-values" in line for line in proof_of_halve(small_course, small_executor).scoring)
