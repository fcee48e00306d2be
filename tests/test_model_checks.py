from itertools import pairwise

import keras
import numpy as np
import pytest

from initcourse import networks
from initcourse.checks import Call, CheckFailed
from initcourse.model_checks import (
    CORRELATION,
    SHARED,
    drawn,
    expect_column,
    expect_drawn,
    expect_drawn_from_rng,
    expect_independent,
    expect_kernels,
    expect_seeded,
    expect_structure,
    expect_unrelated,
    family_of,
    relation,
)

SIZES = (60, 60, 60, 60)


def bell(scheme, shape, rng):
    return rng.normal(0, 0.5, shape)


def network(kernels, activation="tanh"):
    return networks.network_from_kernels(kernels, activation)


def build(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)
    return network([rng.normal(0, 0.1, fans) for fans in pairwise(layer_sizes)], activation)


def dense(units, activation=None, **options):
    return keras.layers.Dense(
        units, activation, kernel_initializer=keras.initializers.RandomNormal(stddev=1, seed=1), **options
    )


def built_of(*layers):
    return lambda *_: keras.Sequential([keras.Input((9,)), *layers])


def message(check, *args, **options):
    with pytest.raises(CheckFailed) as failed:
        check(*args, **options)
    return str(failed.value)


def test_a_kernel_is_drawn_with_a_fresh_generator_of_the_seed():
    first, second = (drawn(bell, "he_normal", (3, 2), seed=4) for _ in range(2))
    assert first.text == "bell('he_normal', (3, 2), rng)"
    np.testing.assert_array_equal(first.value, second.value)
    np.testing.assert_array_equal(first.value, bell("", (3, 2), np.random.default_rng(4)))


@pytest.mark.parametrize(("scheme", "family"), [("he_uniform", "uniform"), ("random_small", "normal")])
def test_the_family_stands_in_the_schemes_name(scheme, family):
    assert family_of(scheme) == family


def test_a_drawn_kernel_has_its_variance():
    expect_drawn(bell, "he_normal", (200, 100), seed=1, variance=0.25)
    assert "0.3 give or take" in message(expect_drawn, bell, "he_normal", (200, 100), seed=1, variance=0.3)


def test_an_independent_sample_passes_in_half_precision_too():
    sample = np.random.default_rng(0).normal(0, 1, (150, 80))
    for dtype in ("float64", "float32", "float16"):
        expect_independent(Call("f()", sample.astype(dtype)))


@pytest.mark.parametrize("mangled", [lambda w: np.tile(w[:75], (2, 1)), lambda w: np.hstack([w[:, :40], -w[:, :40]])])
def test_repeated_and_mirrored_weights_are_not_independent(mangled):
    sample = mangled(np.random.default_rng(0).normal(0, 1, (150, 80)))
    assert "weights of 6,000 different sizes.\nExpected nearly 12,000" in message(
        expect_independent, Call("f()", sample)
    )


def test_weights_piled_up_at_a_border_are_not_independent():
    sample = np.clip(np.random.default_rng(0).normal(0, 1, (150, 80)), -2, 2)
    assert "weights of exactly 2 in size" in message(expect_independent, Call("f()", sample))


def test_whether_weights_vary_at_all_is_for_another_check():
    expect_independent(Call("f()", np.zeros((150, 80))))
    assert "the sizes of the weights" in message(expect_independent, Call("f()", "text"))


def test_a_kernel_that_is_drawn_from_its_generator_passes():
    expect_drawn_from_rng(bell, "he_normal", (30, 20), seed=3)


@pytest.mark.parametrize(
    ("draw", "told"),
    [
        (
            lambda scheme, shape, rng: bell(scheme, shape[::-1], rng),
            "The shape of <lambda>('he_normal', (30, 20), rng) came out as",
        ),
        (lambda scheme, shape, rng: None, "returned None.\nExpected array of shape (30, 20)"),
        (lambda scheme, shape, rng: bell(scheme, shape, np.random.default_rng(0)), "twice in a row"),
        (
            lambda scheme, shape, rng: bell(scheme, shape, np.random.default_rng()),
            "different weights for two generators",
        ),
    ],
)
def test_a_kernel_of_another_shape_or_source_is_refused(draw, told):
    assert told in message(expect_drawn_from_rng, draw, "he_normal", (30, 20), seed=3)


def test_a_kernel_that_only_counts_calls_is_the_same_for_other_seeds():
    calls = []

    def counted(scheme, shape, rng):
        calls.append(rng)
        return bell(scheme, shape, np.random.default_rng(len(calls) == 2))

    assert "two generators with different seeds" in message(expect_drawn_from_rng, counted, "x", (30, 20), seed=3)


def test_each_kernel_has_its_variance_and_family():
    expect_kernels(build, "he_normal", "tanh", (150, 80, 130), seed=5, variances=[0.01, 0.01])
    options = {"seed": 5, "variances": [0.01, 0.02]}
    assert "Kernel 2 of build(" in message(expect_kernels, build, "he_normal", "tanh", (150, 80, 130), **options)
    assert "bell-shaped" in message(
        expect_kernels, build, "he_uniform", "tanh", (150, 80, 130), seed=5, variances=[0.01, 0.01]
    )


def test_a_model_with_too_few_kernels_is_refused():
    one = build("", "tanh", (150, 80), 5)
    told = message(expect_kernels, lambda *_: one, "he_normal", "tanh", (150, 80, 130), seed=5, variances=[0.01, 0.01])
    assert "came out as 1 array.\nExpected 2 or more" in told


@pytest.mark.parametrize("activation", ["tanh", "relu", "elu"])
def test_a_model_of_the_structure_passes_with_activations_as_layers_too(activation):
    expect_structure(build, "he_normal", activation, (9, 7, 5, 4), seed=7)
    layers = [dense(7), keras.layers.Activation(activation), dense(4), keras.layers.Activation("linear")]
    expect_structure(built_of(*layers), "he_normal", activation, (9, 7, 4), seed=7)


@pytest.mark.parametrize(
    ("layers", "told"),
    [
        (lambda: [dense(7, "tanh", use_bias=False), dense(4, use_bias=False)], "The shapes of the weights of"),
        (lambda: [dense(7, "tanh"), dense(4, bias_initializer="ones")], "The largest bias of the weights of"),
        (lambda: [dense(7, "tanh", trainable=False), dense(4)], "The list of frozen layers of"),
        (lambda: [dense(7, "tanh"), dense(4, "tanh")], "are tanh, tanh.\nExpected tanh, linear"),
        (lambda: [dense(7, "relu"), dense(4)], "are relu, linear.\nExpected tanh, linear"),
        (lambda: [dense(7), dense(4)], "are linear, linear.\nExpected tanh, linear"),
        (lambda: [dense(7, "tanh"), keras.layers.Dropout(0.5, seed=1), dense(4)], "are tanh and dropout, linear"),
        (lambda: [dense(7, "tanh"), dense(4), keras.layers.Softmax()], "are tanh, softmax"),
        (lambda: [keras.layers.Dense(7, "tanh", kernel_initializer="zeros"), dense(4)], "holds one number alone"),
    ],
)
def test_a_model_of_another_structure_is_told_by_what_is_wrong(layers, told):
    assert told in message(expect_structure, built_of(*layers()), "he_normal", "tanh", (9, 7, 4), seed=7)


def test_a_function_under_anothers_name_shows_in_the_output():
    def tanh(z):
        return keras.ops.relu(z)

    told = message(
        expect_structure, built_of(dense(7), keras.layers.Activation(tanh), dense(4)), "x", "tanh", (9, 7, 4), seed=7
    )
    assert "The output for a batch of" in told


def test_layers_with_numbers_of_their_own_are_unrelated():
    expect_unrelated(build, "he_normal", "relu", SIZES, seed=9)


@pytest.mark.parametrize(
    "again",
    [lambda w: 2 * w, lambda w: w * np.where(np.arange(60) % 2, 1, -1), lambda w: np.roll(w, 1, axis=1)],
    ids=["rescaled", "other signs", "moved on"],
)
def test_a_kernel_made_of_another_is_related(again):
    first = np.random.default_rng(0).normal(0, 1, (60, 60))
    second = np.random.default_rng(1).normal(0, 1, (60, 60))
    related = network([first, second, again(first)])
    assert "kernels 1 and 3 have" in message(expect_unrelated, lambda *_: related, "x", "relu", SIZES, seed=9)


def test_kernels_of_other_shapes_are_told_before_they_are_compared():
    assert "(60, 50) in entry 1 of 2" in message(
        expect_unrelated, lambda *_: build("", "relu", (60, 50, 60), 1), "x", "relu", (60, 60, 60), seed=9
    )


def test_half_precision_shares_no_sizes():
    one, other = np.random.default_rng(0).normal(0, 1, (2, 3_600)).astype("float16").astype("float32")
    correlation, shared = relation(one, other)
    assert abs(correlation) < CORRELATION
    assert shared == 0
    assert np.intersect1d(abs(one), abs(other)).size > SHARED


def test_a_seed_that_decides_passes():
    expect_seeded(build, "he_normal", "relu", (20, 15, 10), seeds=(3, 30))


def test_a_seed_that_does_not_decide_is_refused():
    seeds = iter(range(9))
    by_chance = message(
        expect_seeded, lambda s, a, n, seed: build(s, a, n, next(seeds)), "x", "relu", (20, 15, 10), seeds=(3, 30)
    )
    assert "called twice, returned different weights" in by_chance

    def first_fixed(scheme, activation, layer_sizes, seed):
        return network([np.eye(20, 15), np.random.default_rng(seed).normal(0, 1, (15, 10))])

    assert "has kernel 1 in common with seed 30" in message(
        expect_seeded, first_fixed, "x", "relu", (20, 15, 10), seeds=(3, 30)
    )


def test_a_column_is_compared_alone():
    rows = Call("f()", [{"std": 1.0, "mean": 7}, {"std": 2.0}])
    expect_column(rows, "std", [1.0, 2.0], source="s")
    assert "The column 'std' of f() came out as [1, 2].\nExpected [1, 4]" in message(
        expect_column, rows, "std", [1.0, 4.0], source="s"
    )


def test_rows_beyond_the_first_do_not_count_where_the_check_says_so():
    rows = Call("f()", [{"std": 1.0}, {"std": 2.0}, "no row"])
    expect_column(rows, "std", [1.0, 2.0], first=2, source="s")
    assert "a list of 3" in message(expect_column, rows, "std", [1.0, 2.0], source="s")
    assert "[1] (length 1)" in message(expect_column, rows, "std", [1.0, 2.0], first=1, source="s")


@pytest.mark.parametrize("value", [None, {"std": [1.0, 2.0]}, [(1.0,), (2.0,)], [{"sd": 1.0}, {"sd": 2.0}]])
def test_what_has_no_such_column_is_shown_whole(value):
    assert message(expect_column, Call("f()", value), "std", [1.0, 2.0], source="s").startswith("f() returned")
