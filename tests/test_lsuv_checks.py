import keras
import numpy as np
import pytest

from initcourse import networks
from initcourse.checks import Call, CheckFailed, findings_shown
from initcourse.lsuv_checks import (
    expect_from_rng,
    expect_in_place,
    expect_not_rescaled,
    expect_orthonormal,
    expect_rest_kept,
    expect_rotation,
    expect_rows,
    gaussian,
    lsuv_run,
    methods_in_order,
    signed_units,
    small_net,
    tanh_net,
)

COLUMNS = {"method", "score", "mean_gradient"}
RESULTS = {
    "he": {"score": 10, "mean_gradient": 0.5, "std": 1.0},
    "small": {"score": 2, "mean_gradient": 1e-9, "std": 2.0},
}
Q = np.linalg.qr(np.random.default_rng(0).standard_normal((5, 3)))[0]


def scaled_in_place(model, X, factor=2.0, rng=None):
    """Multiplies every kernel and returns a trace of two numbers for each, as a function to ask would."""
    traces = []
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense):
            weights, bias = layer.get_weights()
            layer.set_weights([weights * factor, bias])
            traces.append([factor, factor**2])
    return traces


def run(function=scaled_in_place, sizes=(4, 4, 3), **settings):
    return lsuv_run(function, small_net(sizes, biases={1: [1.0, 2.0, 3.0, 4.0]}), signed_units(4), **settings)


def found(ask, *args, **kwargs):
    """Return what a check that refuses has found, and what tells it apart."""
    with pytest.raises(CheckFailed) as failed, findings_shown(collect=False):
        ask(*args, source="the docstring", **kwargs)
    return failed.value.finding.value


def in_words(array):
    return Call("the kernel", array, verb="is")


def test_a_batch_of_signed_units_has_mean_zero_and_no_correlation():
    batch = signed_units(3, 2.0, times=2)
    assert batch.shape == (12, 3)
    assert batch.dtype == np.float32
    assert np.array_equal(batch.mean(axis=0), np.zeros(3))
    assert np.allclose(batch.T @ batch / 12, 4 / 3 * np.eye(3))


def test_a_small_net_holds_identities_or_one_number_and_the_biases_it_was_given():
    weights = small_net((4, 3, 2), "tanh", biases={2: [0.5, -0.5]}).get_weights()
    assert np.array_equal(weights[0], np.eye(4, 3))
    assert weights[1].tolist() == [0, 0, 0]
    assert weights[3].tolist() == [0.5, -0.5]
    assert np.array_equal(small_net((2, 2), fill=0.5).get_weights()[0], np.full((2, 2), 0.5))


def test_a_run_keeps_what_was_there_before_and_what_came_of_it():
    one = run()
    assert np.array_equal(one.before[0], np.eye(4))
    assert np.array_equal(one.kernel(1).value, 2 * np.eye(4))
    assert one.norm(2).value == pytest.approx(2 * 3**0.5)
    assert one.norms.value == pytest.approx([4.0, 2 * 3**0.5])
    assert one.traces.value == [[2.0, 4.0], [2.0, 4.0]]
    assert one.trace(2).value == [2.0, 4.0]
    assert one.variance(1).value == 2.0
    assert one.variance(1, 1).value == 4.0
    assert [len(kernel) for kernel in one.kernels.value] == [4, 4]


def test_a_run_passes_settings_and_a_seed_on():
    got = {}
    lsuv_run(lambda model, X, **settings: got.update(settings), small_net((4, 3)), signed_units(4), tolerance=0.5)
    assert got["tolerance"] == 0.5
    assert got["rng"].random() == np.random.default_rng(0).random()
    got.clear()
    lsuv_run(lambda model, X, **settings: got.update(settings), small_net((4, 3)), signed_units(4), seed=None)
    assert got == {}


def test_what_reaches_a_layer_is_measured_behind_biases_and_activations():
    layers = [(np.eye(4), np.full(4, 1.5)), "tanh", (np.eye(4), np.zeros(4), "relu"), (np.eye(4), np.zeros(4))]
    network = networks.network_from_layers(layers)
    one = lsuv_run(lambda model, X, rng: None, network, signed_units(4))
    h = np.tanh(signed_units(4) + 1.5)
    assert one.reached(2).value == pytest.approx(np.var(h), rel=1e-5)
    assert one.reached(3).value == pytest.approx(np.var(np.maximum(h, 0)), rel=1e-5)


def test_the_tanh_net_has_biases_an_activation_layer_and_a_tanh_layer():
    network = tanh_net()
    assert [layer.activation.__name__ for layer in network.layers] == ["linear", "tanh", "tanh", "linear"]
    assert [weights.shape for weights in network.get_weights()[::2]] == [(8, 16), (16, 256), (256, 256)]
    assert set(network.get_weights()[1]) == {1.5}


def test_a_trace_that_is_not_there_is_said():
    one = run(lambda model, X, rng: [[1.0]])
    with pytest.raises(CheckFailed, match="the trace of layer 2"):
        one.trace(2)
    with pytest.raises(CheckFailed, match="a function without `return`"):
        _ = run(lambda model, X, rng: None).traces


def test_orthonormal_columns_and_rows_pass():
    expect_orthonormal(lambda sizes, rng: Q, (5, 3), seed=0, source="")
    expect_orthonormal(lambda sizes, rng: Q.T, (3, 5), seed=0, source="")
    expect_orthonormal(lambda sizes, rng: Q.tolist(), (5, 3), seed=0, source="")
    expect_rotation(in_words(7 * Q), source="")
    expect_rotation(in_words(1e-12 * Q), source="")


@pytest.mark.parametrize(
    ("kernel", "flaw"),
    [
        (Q / 2, "at right angles, of one wrong length"),
        (Q * [1, 2, 3], "at right angles, of other lengths"),
        (
            np.linalg.norm(Q, axis=0) * np.eye(5, 3) @ [[1, 0.6, 0], [0, 0.8, 0], [0, 0, 1]],
            "of length 1, at other angles",
        ),
        (np.full((5, 3), 0.2**0.5), "all the same"),
        (np.full((5, 3), np.nan), "not finite"),
        (np.arange(15.0).reshape(5, 3), "of other lengths and angles"),
        (Q.T, [3, 5]),
    ],
)
def test_a_kernel_that_is_not_orthonormal_is_told_by_its_flaw(kernel, flaw):
    assert found(expect_orthonormal, lambda sizes, rng: kernel, (5, 3), seed=0) == flaw


def test_a_wide_kernel_with_columns_of_length_1_is_told():
    rng = np.random.default_rng(1)
    wide = rng.standard_normal((3, 5))
    wide /= np.linalg.norm(wide, axis=0)
    assert found(expect_orthonormal, lambda sizes, rng: wide, (3, 5), seed=0) == "of length 1 across"


def test_a_kernel_is_drawn_with_the_seed_that_is_asked_for():
    drawn = []
    expect_orthonormal(lambda sizes, rng: drawn.append(rng.random()) or Q, (5, 3), seed=4, source="")
    assert drawn == [np.random.default_rng(4).random()]


def test_factors_of_the_units_are_no_factor_of_the_kernel():
    assert found(expect_rotation, in_words(Q * [1, 2, 3])) == "at right angles, of other lengths"
    assert found(expect_rotation, in_words(0 * Q)) == "not finite"


def test_numbers_drawn_from_the_rng_pass():
    expect_from_rng(lambda rng: in_words(rng.standard_normal(6)), source="")


@pytest.mark.parametrize(
    ("draw", "flaw"),
    [
        (lambda rng: np.full(6, 0.5), "one number alone"),
        (lambda rng: np.full(6, np.nan), "numbers that are not finite"),
        (lambda rng: np.arange(6.0), "the same numbers twice, but for signs, with one rng"),
        (
            lambda rng: 2 * rng.choice([-1, 1], 6) * np.arange(6.0),
            "the same numbers twice, but for signs, with one rng",
        ),
        (lambda rng: np.random.default_rng().standard_normal(6), "other numbers when an rng of the same seed came in"),
    ],
)
def test_draws_that_the_rng_does_not_decide_are_told(draw, flaw):
    assert found(expect_from_rng, lambda rng: in_words(draw(rng))) == flaw


def test_draws_that_were_printed_are_told():
    with pytest.raises(CheckFailed, match="a function without `return`"):
        expect_from_rng(lambda rng: in_words(None), source="")


def test_a_seed_that_makes_no_difference_is_told():
    calls = iter([[1.0, 2.0], [2.0, 1.0], [1.0, 2.0], [3.0, 6.0]])
    flaw = found(expect_from_rng, lambda rng: in_words(np.array(next(calls))))
    assert flaw == "the same numbers, but for signs, for two seeds"


@pytest.mark.parametrize(
    ("becomes", "flaw"),
    [
        (lambda b: 0 * b, "zero"),
        (lambda b: 3 * b, "multiplied"),
        (lambda b: b + np.arange(4), "other numbers"),
        (lambda b: b + np.nan, "not finite"),
    ],
)
def test_a_changed_bias_is_told_by_what_became_of_it(becomes, flaw):
    def changes(model, X, rng):
        weights, bias = model.layers[0].get_weights()
        model.layers[0].set_weights([weights, becomes(bias)])

    assert found(expect_rest_kept, run(changes)) == flaw
    expect_rest_kept(run(), source="")


def test_kernels_that_stayed_as_they_were_are_told():
    assert found(expect_in_place, run(lambda model, X, rng: None)) == "as they were"
    expect_in_place(run(), source="")


@pytest.mark.parametrize(
    ("factor", "flaw"),
    [(0.0, "zero or nearly so"), (1e6, "too large"), (np.nan, "not a number"), (np.inf, "not a number")],
)
def test_a_kernel_that_was_rescaled_by_nonsense_is_told(factor, flaw):
    assert found(expect_not_rescaled, run(factor=factor), (2,)) == flaw
    expect_not_rescaled(run(), (1, 2), source="")


def test_a_batch_that_was_changed_is_told():
    def changes(model, X, rng):
        X *= 2

    assert found(expect_rest_kept, run(changes)) == "changed"


def test_kernels_of_one_number_are_told():
    assert found(expect_in_place, run(factor=0.0)) == "holds one number alone"


def test_a_gaussian_has_its_seed_and_mean():
    batch = gaussian(1000, 4, seed=1, mean=3.0)
    assert batch.shape == (1000, 4)
    assert batch.dtype == np.float32
    assert batch.mean() == pytest.approx(3.0, abs=0.1)
    assert batch.std() == pytest.approx(1.0, abs=0.1)
    assert not np.array_equal(batch, gaussian(1000, 4, seed=2, mean=3.0))


def rows(**changes):
    return [
        {"method": m, "score": r["score"], "mean_gradient": r["mean_gradient"]} | changes for m, r in RESULTS.items()
    ]


def asked(table):
    return found(expect_rows, lambda results: table, RESULTS, COLUMNS)


def test_rows_with_the_numbers_that_came_in_pass_in_any_order():
    expect_rows(lambda results: rows(), RESULTS, COLUMNS, source="")
    expect_rows(lambda results: rows()[::-1], RESULTS, COLUMNS, source="")


def test_rows_that_are_missing_or_none_or_have_other_columns_are_told():
    assert asked(rows()[:1]) == 1
    assert asked(rows(std=1.0)) == "also has 'std'"
    assert asked([{"score": 10, "mean_gradient": 0.5}] * 2) == "lacks 'method'"
    assert asked([(10, 0.5), (2, 1e-9)]) == [[10, 0.5], [2, 1e-9]]
    assert asked({key: {} for key in RESULTS}) == {"he": {}, "small": {}}


@pytest.mark.parametrize("table", [[("he", 10), ("small", 2)], {"he": {}, "small": {}}])
def test_rows_that_are_no_dicts_read_what_a_row_is(table):
    with pytest.raises(CheckFailed, match="each row is a dict"):
        expect_rows(lambda results: table, RESULTS, COLUMNS, source="")


def test_rows_with_other_numbers_are_told():
    assert asked(rows(score=3)) == {"score": 3, "mean_gradient": 0.5}


def test_results_that_were_changed_are_told():
    assert (
        found(expect_rows, lambda results: results["he"].update(method="he") or rows(), RESULTS, COLUMNS) == "changed"
    )


def test_two_rows_of_one_method_are_none_of_the_other():
    with pytest.raises(CheckFailed, match="the row of 'small'"):
        expect_rows(lambda results: [rows()[0]] * 2, RESULTS, COLUMNS, source="")


def test_the_methods_are_read_from_top_to_bottom():
    names = methods_in_order(lambda results: [{"method": m} for m in reversed(results)], {"a": 1, "b": 2})
    assert names.value == "b, a"
    assert "{'a': 1, 'b': 2}, read from top to bottom," in names.text
    with pytest.raises(CheckFailed, match="a 'method' in every row"):
        methods_in_order(lambda results: [{}], {"a": 1})
