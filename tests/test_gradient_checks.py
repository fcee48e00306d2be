import numpy as np
import pytest

from initcourse import networks
from initcourse.checks import Call, CheckFailed, call
from initcourse.gradient_checks import (
    CHOICES,
    expect_among,
    expect_between,
    expect_cancelled,
    expect_left_alone,
    expect_network,
    expect_order,
    expect_points,
    expect_proportional,
    expect_score_and_ratio,
    expect_whole_number,
    four_counts,
    four_statistics,
    healthy_metrics,
    hopeless_metrics,
    network_chosen,
    network_of_sizes,
    traces_on_digits,
    two_layers,
)

SPEC = {"scheme": "he_normal", "activation": "relu", "depth": 3, "width": 8}


def value(of, text="f()"):
    return Call(text, of)


def test_a_network_of_sizes_has_such_kernels_and_biases_but_where_it_shall_not():
    model = network_of_sizes([1, 100, 0.01, 1], without_bias=[2], units=5)
    dense = [layer for layer in model.layers if hasattr(layer, "kernel")]
    assert [layer.bias is None for layer in dense] == [False, True, False, False]
    for layer, size in zip(dense, [1, 100, 0.01, 1], strict=True):
        assert np.asarray(layer.kernel.value) / size == pytest.approx(np.eye(5), abs=0.1)
    assert len(model.layers) == 6  # a ReLU follows the first and the third


def test_two_layers_are_the_same_every_time_and_equal_logits_are_equal():
    one, other, flat = two_layers(), two_layers(), two_layers(equal_logits=True)
    assert all(np.array_equal(a, b) for a, b in zip(one.get_weights(), other.get_weights(), strict=True))
    X = np.ones((1, 6), "float32")
    assert np.ptp(flat(X).numpy()) == 0 < np.ptp(one(X).numpy())


def test_entries_in_another_order_are_refused():
    expect_order(value([0.5, 0.1, 2.0]), [2, 1, 3], source="s")
    with pytest.raises(CheckFailed, match=r"returned \[0.1, 0.5, 2\].\nExpected layers 2, 1, 3"):
        expect_order(value([0.1, 0.5, 2.0]), [2, 1, 3], source="s")


def test_a_norm_may_stand_anywhere_but_must_be_there():
    expect_among(value([7.0, 0.5, 1.0]), 0.5, source="s")
    with pytest.raises(CheckFailed, match=r"Expected 0.6 among them \(s\)"):
        expect_among(value([7.0, 0.5, 1.0]), 0.6, source="s")


def test_two_results_may_be_wrong_by_one_factor_but_not_by_two():
    expect_proportional([(value([2.0]), [1.0]), (value([6.0]), [3.0])], source="s")
    with pytest.raises(CheckFailed, match="two norms whose quotient is 0.5"):
        expect_proportional([(value([2.0]), [1.0]), (value([2.0]), [2.0])], source="s")


@pytest.mark.parametrize(
    ("entries", "once"), [([0.1, 0.0], [1.0, 2.0]), ([0.0], [0.0]), ([], []), ([float("nan")], [1.0])]
)
def test_what_does_not_cancel_is_refused_and_so_are_zeros_beside_zeros(entries, once):
    expect_cancelled(value([1e-8, 0.0]), value([1.0, 2.0]), source="s")
    with pytest.raises(CheckFailed, match="almost 0 for every layer"):
        expect_cancelled(value(entries), value(once), source="s")


@pytest.mark.parametrize(("changed", "frozen"), [(("model 6-5-10",), False), ((), True)])
def test_a_model_that_is_changed_or_frozen_was_not_left_alone(changed, frozen):
    model = two_layers()
    expect_left_alone(value([1.0]), model, source="s")
    model.layers[0].trainable = not frozen
    with pytest.raises(CheckFailed, match="changed"):
        expect_left_alone(Call("f()", [1.0], changed=changed), model, source="s")


def test_metrics_hold_all_eight_keys_and_what_is_changed_stands_first():
    keys = {**four_statistics(0, 0, 0, 0), **four_counts(0, 0, 0, 0)}.keys()
    for metrics in (hopeless_metrics, healthy_metrics):
        assert metrics().keys() == keys
        assert next(iter(metrics(std_gradient=7.0).items())) == ("std_gradient", 7.0)
        assert len(metrics(std_gradient=7.0)) == 8


def test_points_are_asked_for_each_number():
    def score(metrics):
        return 3 if metrics["min_gradient"] > 1 else 0

    expect_points(score, "min_gradient", {2.0: 3, 0.5: 0})
    with pytest.raises(CheckFailed, match=r"Expected 1 \(min_gradient 0.5, no other points to win\)"):
        expect_points(score, "min_gradient", {2.0: 3, 0.5: 1})


@pytest.mark.parametrize(("wrong", "hint"), [(3.0, None), (True, None), ("3", "this is text"), (None, "`print` shows")])
def test_what_is_no_whole_number_is_refused(wrong, hint):
    expect_whole_number(value(3), source="s")
    expect_whole_number(value(np.int64(3)), source="s")
    with pytest.raises(CheckFailed, match=hint or "a whole number"):
        expect_whole_number(value(wrong), source="s")


@pytest.mark.parametrize("wrong", [1, 61])
def test_a_whole_number_beyond_its_range_is_refused(wrong):
    expect_whole_number(value(2), source="s", least=2, most=60)
    with pytest.raises(CheckFailed, match="a whole number from 2 to 60"):
        expect_whole_number(value(wrong), source="s", least=2, most=60)


def test_a_number_outside_its_bounds_is_refused_and_so_is_nan():
    expect_between(value(0.5), 0, 1, expected="e", source="s")
    for wrong in (0, 1.5, float("nan")):
        with pytest.raises(CheckFailed, match=r"Expected e \(s\)"):
            expect_between(value(wrong), 0, 1, expected="e", source="s")


WRONG = {
    "scheme": ["xavier", None],
    "activation": ["ReLU"],
    "depth": [1, 61, "three"],
    "width": [0, 257],
}


@pytest.mark.parametrize(("key", "wrong"), [(key, wrong) for key, all_wrong in WRONG.items() for wrong in all_wrong])
def test_a_network_with_a_value_that_is_not_allowed_is_refused(key, wrong):
    other = value(SPEC | {key: wrong})
    with pytest.raises(CheckFailed, match=f"The entry '{key}' of f"):
        expect_network(other, again=other)
    with pytest.raises(CheckFailed, match="a network as the docstring describes it"):
        network_chosen(other)


@pytest.mark.parametrize("wrong", [None, ("he_normal", "relu", 3, 8), {"scheme": "he_normal"}])
def test_what_describes_no_network_is_refused(wrong):
    with pytest.raises(CheckFailed, match="Expected a dict with the keys 'scheme', 'activation', 'depth', 'width'"):
        expect_network(value(wrong), again=value(wrong))
    with pytest.raises(CheckFailed, match="a network as the docstring describes it"):
        network_chosen(value(wrong))


def test_another_network_in_every_call_is_refused():
    expect_network(value(SPEC), again=value(SPEC))
    with pytest.raises(CheckFailed, match="the same network every time"):
        expect_network(value(SPEC), again=value(SPEC | {"width": 9}))


@pytest.mark.parametrize("scheme", CHOICES["scheme"])
def test_digits_go_through_a_network_that_a_seed_draws(scheme):
    chosen = network_chosen(value(SPEC | {"scheme": scheme, "depth": "3", "width": 8.0}))
    runs = list(traces_on_digits(chosen, seeds=[3]))
    (again, other) = traces_on_digits(chosen, seeds=[3, 4])
    assert [signal.shape for signal in runs[0].signals] == [(256, 8), (256, 8), (256, 10)]
    assert runs[0].X.shape == (256, 64)
    assert np.array_equal(runs[0].signals[0], again.signals[0])
    assert not np.array_equal(runs[0].signals[0], other.signals[0])


def test_no_two_layers_of_a_network_share_random_numbers_and_their_size_is_the_schemes():
    (run,) = traces_on_digits(("random_small", "linear", 4, 64), seeds=[0])
    kernels = [layer.kernel.numpy() for layer in run.model.layers]
    assert not np.array_equal(kernels[0], kernels[1])
    assert kernels[1].std() == pytest.approx(0.01, rel=0.1)
    signals = [layer.signals for layer in networks.trace(run.model, run.X, run.y)]
    assert np.array_equal(signals[0], run.signals[0])


@pytest.mark.parametrize(
    ("score", "ratio", "told"),
    [
        (7, 1e-5, "score low, ratio extreme"),
        (8, 0.5, "score high, ratio moderate"),
        (8, 0.0, "score high, ratio moderate"),
        (0, float("nan"), "score low, ratio not finite"),
        (9, float("inf"), "score high, ratio not finite"),
    ],
)
def test_a_network_that_does_not_fool_the_score_is_told_by_what_is_missing(score, ratio, told):
    rules = {"seed": 0, "least": 8, "outside": (1e-3, 1e3), "source": "s"}
    expect_score_and_ratio(value(8), value(1e-5), **rules)
    expect_score_and_ratio(value(10), value(1e5), **rules)
    with pytest.raises(CheckFailed, match="With seed 0 your functions gave score") as caught:
        expect_score_and_ratio(value(score), call(lambda: ratio), **rules)
    assert caught.value.finding.value == told


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"scheme": "Xavier uniform"}, "Xavier"),
        ({"scheme": "He Normal"}, "other letters"),
        ({"activation": "swish"}, "swish"),
        ({"width": 512}, "too large"),
        ({"depth": 1}, "too small"),
        ({"depth": 3.0}, "float"),
    ],
)
def test_what_is_wrong_with_a_network_is_told_whatever_the_rest_is(wrong, told):
    other = value(SPEC | wrong)
    with pytest.raises(CheckFailed) as caught:
        expect_network(other, again=other)
    assert caught.value.finding.value == told
