from itertools import pairwise

import numpy as np
import pytest

from initcourse import data, networks
from initcourse.networks import mean_cross_entropy, network_from_kernels, trace, train

import keras  # isort: skip  after networks, which keeps TensorFlow quiet
import tensorflow as tf  # isort: skip


def kernels(sizes, std=0.3, seed=0):
    rng = np.random.default_rng(seed)
    return [rng.normal(0, std, shape) for shape in pairwise(sizes)]


def with_biases(model):
    rng = np.random.default_rng(7)
    for layer in model.layers:
        layer.set_weights([w if w.ndim == 2 else rng.normal(size=w.shape) for w in layer.get_weights()])
    return model


def batch(features=6, rows=9):
    rng = np.random.default_rng(5)
    return rng.normal(size=(rows, features)).astype("float32"), rng.integers(4, size=rows)


def test_a_network_holds_its_kernels_zero_biases_and_linear_logits():
    drawn = kernels((6, 5, 4))
    model = network_from_kernels(drawn, "tanh")
    X, _ = batch()
    assert np.allclose(model(X), np.tanh(X @ drawn[0]) @ drawn[1], atol=1e-5)
    assert all(not layer.bias.numpy().any() for layer in model.layers)


def test_building_a_network_draws_no_random_numbers():
    keras.utils.set_random_seed(1)
    undisturbed = keras.initializers.HeNormal()((3, 3))
    keras.utils.set_random_seed(1)
    network_from_kernels(kernels((6, 5, 4)))
    assert np.array_equal(keras.initializers.HeNormal()((3, 3)), undisturbed)


@pytest.mark.parametrize("wrong", [[], [np.zeros(3)], [np.zeros((2, 3)), np.zeros((4, 2))]])
def test_kernels_that_make_no_network_are_refused(wrong):
    with pytest.raises(ValueError, match="kernel"):
        network_from_kernels(wrong)


@pytest.mark.parametrize("activation", ["tanh", "relu", "linear"])
def test_a_trace_is_the_forward_pass_in_numpy(activation):
    phi = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0), "linear": lambda z: z}[activation]
    model = with_biases(network_from_kernels(kernels((6, 5, 5, 4)), activation))
    X, y = batch()
    h = X
    traces = trace(model, X, y)
    for number, layer in enumerate(traces):
        kernel, bias = model.layers[number].get_weights()
        z = h @ kernel + bias
        h = z if number == 2 else phi(z)
        assert np.allclose(layer.kernel, kernel)
        assert np.allclose(layer.pre_activations, z, atol=1e-5)
        assert np.allclose(layer.activations, h, atol=1e-5)


def test_signals_are_finite_differences_of_the_loss():
    model = with_biases(network_from_kernels(kernels((6, 5, 4)), "tanh"))
    X, y = batch()
    first = trace(model, X, y)[0]
    tail = network_from_kernels([np.eye(5), model.layers[1].get_weights()[0]], "tanh")
    tail.layers[1].set_weights(model.layers[1].get_weights())

    def loss(z):
        return float(mean_cross_entropy(y, tail.layers[1](np.tanh(z).astype("float32"))))

    for row, unit in [(0, 0), (3, 2), (8, 4)]:
        step = np.zeros_like(first.pre_activations)
        step[row, unit] = 1e-2
        slope = (loss(first.pre_activations + step) - loss(first.pre_activations - step)) / 2e-2
        assert first.signals[row, unit] == pytest.approx(slope, abs=2e-4)


def test_an_activation_layer_belongs_to_the_dense_layer_before_it():
    drawn = kernels((6, 5, 4))
    apart = keras.Sequential(
        [keras.Input((6,)), keras.layers.Dense(5), keras.layers.Activation("relu"), keras.layers.Dense(4)]
    )
    apart.set_weights([drawn[0], np.zeros(5), drawn[1], np.zeros(4)])
    together = network_from_kernels(drawn, "relu")
    X, y = batch()
    for mine, theirs in zip(trace(apart, X, y), trace(together, X, y), strict=True):
        assert np.allclose(mine.activations, theirs.activations)
        assert np.allclose(mine.signals, theirs.signals)


def test_a_trace_leaves_the_model_as_it_was():
    model = network_from_kernels(kernels((6, 5, 4)))
    before = model.get_weights()
    trace(model, *batch())
    assert all(np.array_equal(b, a) for b, a in zip(before, model.get_weights(), strict=True))


def test_layers_that_a_trace_cannot_read_are_named():
    model = keras.Sequential([keras.Input((6,)), keras.layers.Dropout(0.5, name="dropout"), keras.layers.Dense(4)])
    with pytest.raises(ValueError, match="'dropout' is a Dropout"):
        trace(model, *batch())


def test_cross_entropy_is_that_of_keras():
    X, y = batch(4)
    ours = float(mean_cross_entropy(y, tf.constant(X)))
    theirs = float(keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, X))
    assert ours == pytest.approx(theirs, rel=1e-6)


def test_one_training_step_is_gradient_descent_and_training_learns_the_digits():
    X, y = data.digits()
    sizes = (64, 32, 10)
    drawn = [kernel / np.sqrt(len(kernel)) for kernel in kernels(sizes, std=1.4)]
    model, copy = network_from_kernels(drawn), network_from_kernels(drawn)
    curve = train(model, X, y, steps=1, learning_rate=0.1, batch_size=50, seed=3)
    rows = np.random.default_rng(3).integers(len(X), size=(1, 50))[0]
    with tf.GradientTape() as tape:
        loss = mean_cross_entropy(y[rows], copy(X[rows]))
    gradient = tape.gradient(loss, copy.layers[0].kernel.value)
    assert curve.losses == pytest.approx([float(loss)], rel=1e-5)
    assert np.allclose(model.layers[0].kernel, copy.layers[0].kernel - 0.1 * gradient, atol=1e-6)
    assert train(model, X, y, steps=150, learning_rate=0.1).accuracy > 0.9


def test_training_a_redrawn_model_again_gives_the_same_curve():
    X, y = data.digits()
    drawn = kernels((64, 16, 10))
    model = network_from_kernels(drawn)
    start = model.get_weights()
    first = train(model, X, y, steps=5)
    model.set_weights(start)
    again = train(model, X, y, steps=5)
    fresh = train(network_from_kernels(drawn), X, y, steps=5)
    assert first.losses == pytest.approx(again.losses, rel=1e-6)
    assert first.losses == pytest.approx(fresh.losses, rel=1e-6)
    assert train(model, X, y, steps=5, learning_rate=0.1).losses[-1] != again.losses[-1]


def test_a_network_of_layers_is_what_it_says():
    kernels = [np.arange(6.0).reshape(2, 3), np.ones((3, 1))]
    model = networks.network_from_layers([(kernels[0], np.array([1.0, 2.0, 3.0]), "tanh"), "relu", (kernels[1], None)])
    X = np.array([[0.1, -0.2]], "float32")
    expected = np.maximum(np.tanh(X @ kernels[0] + [1, 2, 3]), 0) @ kernels[1]
    np.testing.assert_allclose(model(X), expected, rtol=1e-6)
    assert [type(layer).__name__ for layer in model.layers] == ["Dense", "Activation", "Dense"]
    assert [len(layer.get_weights()) for layer in model.layers] == [2, 0, 1]
    with pytest.raises(ValueError, match="does not fit"):
        networks.network_from_layers([(np.ones((2, 3)), None), (np.ones((2, 3)), None)])
    with pytest.raises(ValueError, match=r"a bias of shape \(2,\) does not fit a kernel of shape \(2, 3\)"):
        networks.network_from_layers([(np.ones((2, 3)), np.ones(2))])
