import copy

import keras
import numpy as np
import pytest

from initcourse import networks
from initcourse.grading.codec import NotSerializable, copy_restore, decode, encode
from initcourse.grading.codec.keras_models import describe_model
from initcourse.grading.codec.keras_table import is_made, made, table_from
from initcourse.grading.codec.lazy_models import MODEL, LazyModel, make_networks_lazily
from tests.support.codec_messages import call_remotely
from tests.support.models_examples import LIES, OwnDense, batch, network, same_weights, table


@pytest.fixture
def lazy(monkeypatch):
    """Return what builds networks once the judge has begun."""
    monkeypatch.setattr(networks, "network_from_kernels", networks.network_from_kernels)
    monkeypatch.setattr(networks, "network_from_layers", networks.network_from_layers)
    make_networks_lazily()
    return network


def described(model):
    """Return the table of a model as it is sent."""
    (plain,) = MODEL.describe(model)
    return plain


def same_table(one, other):
    one, other = table_from(one), table_from(other)
    pairs = zip(one.layers, other.layers, strict=True)
    return one.input == other.input and all(
        (a.kind, a.settings, a.activation, a.trainable, a.dtype, a.output)
        == (b.kind, b.settings, b.activation, b.trainable, b.dtype, b.output)
        and all(map(np.array_equal, a.weights, b.weights))
        for a, b in pairs
    )


@pytest.mark.parametrize("activation", ["tanh", "linear"])
def test_a_lazy_network_is_the_network(lazy, activation):
    model = lazy(activation)
    real = networks.network_from_kernels.__wrapped__(model.get_weights()[::2], activation)
    assert not is_made(model)
    assert isinstance(model, keras.Sequential)
    assert same_table(described(model), describe_model(real))
    assert not is_made(model)
    assert np.array_equal(model(batch()), real(batch()))
    assert is_made(model)
    assert same_table(described(model), describe_model(real))


def test_a_network_that_cannot_be_lazy_is_made_at_once(lazy):
    assert type(networks.network_from_kernels([np.eye(2)] * 2, keras.ops.square)) is keras.Sequential
    with pytest.raises(ValueError, match="does not fit"):
        networks.network_from_kernels([np.eye(2), np.eye(3)])


def test_networks_are_replaced_by_lazy_ones_only_once(lazy):
    before = networks.network_from_kernels
    make_networks_lazily()
    assert networks.network_from_kernels is before


def test_weights_are_read_and_written_without_making_anything(lazy):
    model = lazy()
    model.layers[1].set_weights([np.full((5, 4), 0.1), np.arange(4)])
    kernel, bias = model.layers[1].get_weights()
    assert kernel.dtype == bias.dtype == np.float32
    assert np.array_equal(bias, [0, 1, 2, 3])
    kernel[:] = 0.0
    assert np.array_equal(model.get_weights()[2], np.full((5, 4), 0.1, "float32"))
    doubled = [2 * array for array in model.get_weights()]
    model.set_weights(doubled)
    assert all(map(np.array_equal, model.get_weights(), doubled))
    assert not is_made(model)
    assert all(map(np.array_equal, made(model).get_weights(), doubled))


def test_a_layer_tells_what_it_is_without_being_made(lazy):
    model = lazy()
    first, last = model.layers[0], model.layers[-1]
    assert isinstance(first, keras.layers.Dense)
    assert first.__class__ is keras.layers.Dense
    assert (first.units, first.use_bias, first.trainable, first.name) == (
        5,
        True,
        True,
        described(model)[3][0][1],
    )
    assert first.activation is keras.activations.tanh
    assert last.activation is keras.activations.linear
    assert model.layers[0] is first
    assert not is_made(model)


def test_a_layer_is_the_model_s_own_once_it_is_made(lazy):
    model = lazy()
    layer = model.layers[0]
    layer.kernel.assign(np.ones((6, 5)))
    assert is_made(model)
    assert np.array_equal(model.get_weights()[0], np.ones((6, 5)))
    layer.set_weights([np.zeros((6, 5)), np.ones(5)])
    assert np.array_equal(model.layers[0].bias.numpy(), np.ones(5))
    assert np.array_equal(layer.get_weights()[1], np.ones(5))
    assert np.array_equal(layer(batch()), np.tanh(np.ones((7, 5), "float32")))
    layer.trainable = False
    assert len(model.trainable_variables) == 4


@pytest.mark.parametrize("weights", [[np.ones((6, 5))], [np.ones((5, 6)), np.ones(5)], [np.ones((6, 5)), [1] * 5]])
def test_weights_that_do_not_fit_raise_what_keras_raises(lazy, weights):
    model = lazy()
    with pytest.raises((ValueError, AttributeError), match=r"weight|shape"):
        model.layers[0].set_weights(weights)
    with pytest.raises((ValueError, AttributeError), match=r"weight|shape"):
        lazy().set_weights([*weights, *model.get_weights()[2:]])


def test_a_lazy_model_crosses_and_comes_back_changed_without_being_made(lazy):
    model = lazy()
    kernel = np.eye(5, 4, dtype="float32")

    def change(there):
        assert type(there) is keras.Sequential
        there.layers[1].kernel.assign(kernel)
        there.layers[0].activation = keras.activations.sigmoid
        there.layers[2].trainable = False
        return there

    assert call_remotely(change, model) is model
    assert [layer.trainable for layer in model.layers] == [True, True, False]
    assert not is_made(model)
    assert np.array_equal(model.get_weights()[2], kernel)
    assert model.layers[0].activation is keras.activations.sigmoid
    assert np.array_equal(model.layers[1].kernel.numpy(), kernel)


def test_a_lazy_model_may_come_back_with_other_layers(lazy):
    model = lazy()

    def change(there):
        there.pop()
        there.add(keras.layers.Dense(2, kernel_initializer="ones"))

    call_remotely(change, model)
    assert np.array_equal(model.layers[-1].kernel.numpy(), np.ones((4, 2)))
    assert model(batch()).shape == (7, 2)


def test_a_lazy_result_has_lazy_layers():
    result = call_remotely(lambda: network("relu"))
    assert type(result) is LazyModel
    assert [layer.units for layer in result.layers] == [5, 4, 3]
    assert not is_made(result)
    odd = call_remotely(lambda: keras.Sequential([keras.Input((6,)), OwnDense(3, activation=lambda z: z**3)]))
    assert np.isnan(odd.layers[0].activation(batch())).all()


def test_a_lie_is_refused_when_it_comes_back(lazy):
    model = networks.network_from_kernels([np.ones((3, 2))], "relu")
    arguments = [model]
    lie = table_from(table(activation="deserialize"))
    with pytest.raises(NotSerializable, match="an activation of an unknown name"):
        copy_restore(arguments, [[lie], lie])
    assert not is_made(model)


def test_copies_of_a_lazy_model_are_real_ones(lazy):
    model = lazy()
    for real in (copy.deepcopy(model), keras.models.clone_model(model)):
        assert type(real) is keras.Sequential
        assert [layer.units for layer in real.layers] == [5, 4, 3]
    assert same_weights(copy.deepcopy(model), model)
    assert same_weights(decode(encode(model, strict=True)), model)


def test_layers_are_the_same_objects_before_and_after_the_model_is_made(lazy):
    model = lazy()
    layers = model.layers
    model(batch())
    assert model.layers == layers
    assert model.layers.index(layers[1]) == 1
    h = batch()
    for layer in lazy().layers[:-1]:
        h = layer(h)
    assert h.shape == (7, 4)


def test_a_walk_up_to_the_last_layer_ends_before_it(lazy):
    model, h, steps = lazy(), batch(), 0
    for layer in model.layers:
        h, steps = layer(h), steps + (layer is not model.layers[-1])
    assert steps == 2


def test_a_layer_that_was_taken_out_keeps_its_weights(lazy):
    model = lazy()
    last, weights = model.layers[-1], model.get_weights()[-2:]
    model.pop()
    model.add(keras.layers.Dense(9))
    assert all(map(np.array_equal, last.get_weights(), weights))
    assert [layer.units for layer in model.layers] == [5, 4, 9]


def test_lazy_networks_can_be_put_together(lazy):
    first, second = lazy("relu"), networks.network_from_kernels([np.ones((3, 2))])
    for parts in ([first, second], [*first.layers, *second.layers]):
        assert keras.Sequential([keras.Input((6,)), *parts])(batch()).shape == (7, 2)
    own = [keras.layers.Dense(3), keras.layers.Dense(2)]
    assert keras.Sequential([keras.Input((6,)), *first.layers, *own])(batch()).shape == (7, 2)


def test_a_model_of_lazy_layers_crosses(lazy):
    body = keras.Sequential([keras.Input((6,)), *lazy().layers[:2]])
    assert call_remotely(lambda there: len(there.layers), body) == 2
    assert same_weights(decode(encode(body, strict=True)), body)


def test_what_keras_refuses_is_refused(lazy):
    model = lazy()
    for taker in (model, model.layers[0]):
        with pytest.raises(TypeError):
            taker.set_weights(array for array in model.get_weights())
    with pytest.raises(ValueError, match="units"):
        networks.network_from_kernels([np.ones((6, 0))])


def test_an_attribute_can_be_set_and_deleted(lazy):
    layer = lazy().layers[0]
    layer.note = 1
    assert layer.note == 1
    del layer.note
    assert not hasattr(layer, "note")


def test_another_precision_is_not_lazy(lazy):
    before = keras.config.dtype_policy().name
    keras.config.set_dtype_policy("float64")
    try:
        assert networks.network_from_kernels([np.eye(2)]).get_weights()[0].dtype == "float64"
    finally:
        keras.config.set_dtype_policy(before)


@pytest.mark.parametrize("wrap", [lambda m: iter([m]), lambda m: {1: m}.values(), lambda m: map(lambda x: x, [m])])
def test_a_model_in_an_iterator_is_a_model(wrap):
    (found,) = call_remotely(lambda: wrap(network()))
    assert same_weights(found, network())
    ((key, found),) = call_remotely(lambda: {"a": network()}.items())
    assert key == "a"
    assert same_weights(found, network())


def test_what_is_in_a_table_is_its_own():
    kernel, settings = np.ones((3, 2), "u1"), {"units": 2, "use_bias": False}
    lie = table_from(table(weights=[kernel], settings=settings))
    kernel[:] = 7
    settings["units"] = 9
    assert lie.layers[0].weights[0].dtype == "float32"
    assert lie.layers[0].weights[0].max() == 1
    assert lie.layers[0].settings["units"] == 2


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lie_is_refused_when_it_arrives(lie):
    with pytest.raises(NotSerializable):
        copy_restore([], [[]], table_from(table(**lie))).layers[0](batch(3))


def test_keras_takes_lazy_layers_for_its_own(lazy):
    model, labels = lazy("relu"), np.arange(7) % 3
    body = keras.Sequential([keras.Input((6,)), *model.layers[:2]])
    assert body(batch()).shape == (7, 4)
    made = networks.trace(model, batch(), labels)
    for mine, theirs in zip(made, networks.trace(decode(encode(model, strict=True)), batch(), labels), strict=True):
        assert np.array_equal(mine.signals, theirs.signals)


KERNELS = [np.arange(6.0).reshape(2, 3) / 10, np.ones((3, 4)), np.full((4, 2), -0.5)]

LAYERS = {
    "without biases": [(kernel, None) for kernel in KERNELS],
    "with biases": [(kernel, np.arange(kernel.shape[1]) / 4) for kernel in KERNELS],
    "some with": [(KERNELS[0], np.ones(3)), (KERNELS[1], None, "tanh"), "relu", (KERNELS[2], np.zeros(2), "gelu")],
    "activations alone": [(KERNELS[0], None, "linear"), "tanh", "softmax"],
}


@pytest.mark.parametrize("layers", LAYERS.values(), ids=LAYERS)
def test_a_lazy_network_of_layers_is_that_network(monkeypatch, layers):
    made_at_once = networks.network_from_layers(layers)
    monkeypatch.setattr(networks, "network_from_kernels", networks.network_from_kernels)
    monkeypatch.setattr(networks, "network_from_layers", networks.network_from_layers)
    make_networks_lazily()
    lazily = networks.network_from_layers(layers)
    assert isinstance(lazily, LazyModel)
    assert not is_made(lazily)
    assert same_table(described(lazily), described(made_at_once))
    X = np.random.default_rng(0).normal(size=(5, 2)).astype("float32")
    np.testing.assert_array_equal(made(lazily)(X), made_at_once(X))


@pytest.mark.parametrize(
    "layers",
    [
        ["relu", (KERNELS[0], None)],
        [(KERNELS[0], None, "no such activation")],
        [(KERNELS[0], np.ones(5))],
        [(KERNELS[0], None), (KERNELS[2], None)],
        [],
    ],
    ids=str,
)
def test_layers_that_no_table_holds_are_left_to_keras(monkeypatch, layers):
    def outcome():
        try:
            return type(networks.network_from_layers(layers)).__name__
        except (ValueError, TypeError) as error:
            return type(error)

    eager = outcome()
    monkeypatch.setattr(networks, "network_from_kernels", networks.network_from_kernels)
    monkeypatch.setattr(networks, "network_from_layers", networks.network_from_layers)
    make_networks_lazily()
    assert outcome() == eager
