from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

from initcourse import networks
from initcourse.describe import as_text
from initcourse.grading.codec import NotSerializable, OpaqueValue, decode, encode
from initcourse.grading.codec.keras_models import describe_model, rebuild_model, restore_model
from initcourse.grading.codec.keras_table import ModelTable, table_from
from initcourse.grading.course.assignment import read_assignment
from tests.support.codec_messages import call_remotely
from tests.support.models_examples import LIES, OwnDense, batch, crossed, network, same_weights, table

ROOT = Path(__file__).parents[3]
ANSWERS = sorted(ROOT.glob("tests/bank/02_comparison/build_model/right/*.py"))


def test_the_lesson_network_crosses_whole():
    model, X = network(), batch()
    copy = decode(encode(model, strict=True))
    assert isinstance(copy, keras.Sequential)
    assert same_weights(copy, model)
    assert np.array_equal(copy(X), model(X))
    assert [layer.name for layer in copy.layers] == [layer.name for layer in model.layers]
    assert as_text(copy) == "model 6-5-4-3"
    assert keras.Model(copy.inputs[0], copy.layers[1].output)(X).shape == (7, 4)


def test_a_copy_is_traced_as_the_model_is():
    model, labels = network("relu"), np.arange(7) % 3
    for mine, theirs in zip(
        networks.trace(model, batch(), labels), networks.trace(crossed(model), batch(), labels), strict=True
    ):
        assert mine.name == theirs.name
        assert np.array_equal(mine.signals, theirs.signals)


@pytest.fixture(scope="module")
def solutions():
    """Return the names that the official solutions of the notebook define: `build_model` may use them."""
    names = {"np": np, "keras": keras, "networks": networks}
    for cell in read_assignment(ROOT, "02_comparison").of_kind("solution"):
        exec(cell.code, names)
    return names


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem)
def test_every_right_answer_of_the_bank_crosses_as_a_model_that_does_the_same(path, solutions):
    names = dict(solutions)
    exec(path.read_text(encoding="utf-8"), names)
    for activation in ("tanh", "sigmoid"):
        model = names["build_model"]("he_normal", activation, (6, 8, 5, 3), 4)
        copy = crossed(model)
        assert same_weights(copy, model)
        assert [type(layer) for layer in copy.layers] == [type(layer) for layer in model.layers]
        assert np.array_equal(copy(batch()), model(batch()))


class Doubled(keras.layers.Layer):
    """A layer with a weight, and a result, of its own."""

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], 3))

    def call(self, h):
        return 2 * h @ self.kernel


class OwnModel(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden, self.out = keras.layers.Dense(4, activation="relu"), keras.layers.Dense(3)

    def call(self, h):
        return self.out(self.hidden(h))


RELUS = {
    "keras.activations": keras.activations.relu,
    "tf.nn": tf.nn.relu,
    "a lambda": lambda z: tf.maximum(z, 0.0),
    "a layer": keras.layers.ReLU(),
    "keras.ops": keras.ops.relu,
}


@pytest.mark.parametrize("phi", RELUS.values(), ids=RELUS)
def test_an_activation_is_known_by_what_it_does(phi):
    model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(9, activation=phi), keras.layers.Dense(2)])
    copy = crossed(model)
    assert copy.layers[0].activation is keras.activations.relu
    assert np.allclose(copy(batch()), model(batch()), rtol=1e-6)


def test_layers_that_hold_no_weights_cross_with_their_settings():
    layers = [
        keras.layers.ReLU(max_value=2.0, negative_slope=0.25),
        keras.layers.LeakyReLU(negative_slope=0.125),
        keras.layers.ELU(alpha=0.5),
        keras.layers.Dropout(0.5),
        keras.layers.Activation("gelu"),
        keras.layers.Lambda(tf.tanh),
        keras.layers.Softmax(),
    ]
    model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(5, use_bias=False), *layers])
    copy = crossed(model)
    assert len(copy.layers) == 8
    assert np.allclose(copy(batch()), model(batch()), rtol=1e-5)


def test_a_subclass_of_a_layer_and_a_model_inside_a_model_cross_as_keras_own():
    inner = keras.Sequential([keras.layers.Dense(5), keras.layers.Activation("tanh")])
    model = keras.Sequential([keras.Input((6,)), inner, OwnDense(3)])
    copy = crossed(model)
    assert [type(layer).__name__ for layer in copy.layers] == ["Dense", "Activation", "Dense"]
    assert np.array_equal(copy(batch()), model(batch()))


def test_a_model_of_a_class_of_its_own_crosses_as_its_layers():
    model = OwnModel()
    model(batch())
    copy = crossed(model)
    assert same_weights(copy, model)
    assert np.allclose(copy(batch()), model(batch()))


def test_a_layer_that_cannot_cross_keeps_its_weights_and_gives_nan():
    odd = keras.Sequential([keras.Input((6,)), Doubled(), keras.layers.Dense(2, activation=lambda z: z**3)])
    copy = crossed(odd)
    assert same_weights(copy, odd)
    assert as_text(copy) == as_text(odd)
    assert np.isnan(copy(batch())).all()
    assert same_weights(crossed(copy), odd)
    with pytest.raises(ValueError, match="trace reads Dense"):
        networks.trace(copy, batch(), np.zeros(7))


def test_a_model_without_weights_has_none_afterwards():
    for model in (keras.Sequential([keras.layers.Dense(3)]), keras.Sequential([])):
        copy = crossed(model)
        assert copy.get_weights() == []
        assert len(copy.layers) == len(model.layers)


def test_flags_and_types_cross():
    model = network()
    model.layers[1].trainable = False
    assert [layer.trainable for layer in crossed(model).layers] == [True, False, True]
    model.trainable = False
    assert len(crossed(model).trainable_variables) == 0
    double = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, dtype="float64")])
    assert [array.dtype for array in crossed(double).get_weights()] == ["float64", "float64"]


class Unlisted(keras.Model):
    """A model that does not say which layers it has."""

    @property
    def layers(self):
        raise RuntimeError("no layers for you")


def test_a_layer_alone_and_a_model_without_a_list_of_layers_arrive_as_opaque_values():
    for value, name in ((keras.layers.Dense(3), "Dense"), (Unlisted(), "Unlisted")):
        arrived = crossed(value)
        assert type(arrived) is OpaqueValue
        assert arrived.type_name == name


def test_a_model_with_two_inputs_arrives_as_a_chain_of_its_layers():
    first, second = keras.Input((3,)), keras.Input((3,))
    one_path = keras.Model([first, second], keras.layers.Dense(2)(first))
    both_paths = keras.Model([first, second], keras.layers.Dense(2)(keras.layers.Add()([first, second])))
    for model in (one_path, both_paths):
        arrived = crossed(model)
        assert type(arrived) is keras.Sequential
        assert same_weights(arrived, model)
    assert np.isfinite(crossed(one_path)(batch(3))).all()
    assert np.isnan(crossed(both_paths)(batch(3))).all()


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lie_about_a_model_is_refused(lie):
    assert isinstance(rebuild_model(table_from(table())), keras.Model)
    with pytest.raises(NotSerializable):
        rebuild_model(table_from(table(**lie)))


def test_layers_whose_arrays_did_not_come_are_not_made():
    rows = [[*table(weights=[], settings={"units": 10**4, "use_bias": True})[3][0]] for _ in range(2)]
    rows[1][1] = "second"
    model = rebuild_model(table_from(["m", True, [10**5], rows]))
    assert model.get_weights() == []


def test_layers_whose_arrays_did_not_come_begin_as_keras_begins_them():
    (layer,) = crossed(keras.Sequential([keras.layers.Dense(3)])).layers
    assert np.std(np.asarray(layer(batch()))) > 0


def test_a_model_that_was_changed_by_the_function_is_changed_here():
    model = network()
    kernel, biases = np.eye(5, 4, dtype="float32"), [layer.bias.numpy() for layer in model.layers]

    def change(there):
        there.layers[1].kernel.assign(kernel)
        there.layers[0].activation = keras.activations.sigmoid
        there.layers[2].trainable = False
        return there

    layers = list(model.layers)
    assert call_remotely(change, model) is model
    assert model.layers == layers
    assert np.array_equal(model.layers[1].kernel, kernel)
    assert np.array_equal([layer.bias.numpy() for layer in model.layers][1], biases[1])
    assert model.layers[0].activation is keras.activations.sigmoid
    assert [layer.trainable for layer in model.layers] == [True, True, False]


def test_a_model_that_was_left_alone_is_left_alone():
    model = network()
    before, values = model.get_weights(), [id(variable.value) for variable in model.variables]
    assert np.array_equal(call_remotely(lambda there: there(batch()).numpy(), model), model(batch()))
    assert all(map(np.array_equal, before, model.get_weights()))
    assert values == [id(variable.value) for variable in model.variables]


def test_layers_that_were_added_or_taken_away_by_the_function_are_here_too():
    model = network()

    def change(there):
        there.pop()
        there.add(keras.layers.Dense(2, kernel_initializer="ones"))

    call_remotely(change, model)
    assert as_text(model) == "model 6-5-4-2"
    assert np.array_equal(model.layers[-1].kernel, np.ones((4, 2)))
    assert model(batch()).shape == (7, 2)


def test_a_new_model_in_a_result_is_built_once():
    result = call_remotely(lambda there: [keras.models.clone_model(there)] * 2, network())
    assert isinstance(result[0], keras.Model)
    assert result[0] is result[1]


def test_a_model_that_is_only_restored_is_never_built():
    model = network()
    assert isinstance(decode(encode(model, strict=True), build=None), ModelTable)
    restore_model(model, table_from(describe_model(model)))


def test_the_loss_has_the_same_gradient_on_both_sides():
    model = network()
    copy = crossed(model)
    gradients = []
    for one in (model, copy):
        with tf.GradientTape() as tape:
            loss = networks.mean_cross_entropy(np.arange(7) % 3, one(batch()))
        gradients.append([g.numpy() for g in tape.gradient(loss, [v.value for v in one.trainable_variables])])
    assert all(map(np.array_equal, *gradients))


def functional(after):
    """Return a model of two Dense layers with `after` applied to what the first gives."""
    begin = keras.Input((6,))
    return keras.Model(begin, keras.layers.Dense(2)(after(keras.layers.Dense(4)(begin))))


class Deaf(keras.layers.Dense):
    def __call__(self, h, *args, **kwargs):
        return super().__call__(0 * h, *args, **kwargs)


class Deafened(keras.layers.Dense):
    kernel = property(lambda self: 0 * super().kernel)


class Sixfold(keras.Sequential):
    def call(self, h, training=None, mask=None):
        return 6 * super().call(h, training, mask)


class Described(keras.layers.Dense):
    """A Dense layer that can tell of itself."""

    def __init__(self, units, **settings):
        super().__init__(units, **settings)

    def told(self):
        return f"{self.units} units"


def instead(layer):
    layer.call = lambda h: layer.activation(0 * h @ layer.kernel)
    return layer


def cut_off_at_7(z):
    return tf.clip_by_value(z, 0, 7)


def branching(after):
    def build():
        begin = keras.Input((6,))
        hidden = keras.layers.Dense(6)(begin)
        return keras.Model(begin, after(begin, hidden))

    return build


OTHERS = {
    "times 5": lambda: functional(lambda h: 5.0 * h),
    "sine": lambda: functional(keras.ops.sin),
    "minimum of relu and 6": lambda: functional(lambda h: keras.ops.minimum(keras.ops.relu(h), 6.0)),
    "residual": branching(lambda h, hidden: h + hidden),
    "two outputs": branching(lambda h, hidden: [hidden, keras.layers.Dense(2)(hidden)]),
    "one layer twice": branching(lambda h, hidden: [(dense := keras.layers.Dense(6))(h), dense(hidden)]),
    "a layer that hears nothing": lambda: keras.Sequential([keras.Input((6,)), Deaf(4), keras.layers.Dense(2)]),
    "a kernel of zeros": lambda: keras.Sequential([keras.Input((6,)), Deafened(4), keras.layers.Dense(2)]),
    "a call of the layer's own": lambda: keras.Sequential([keras.Input((6,)), instead(keras.layers.Dense(4))]),
    "a call of the model's own": lambda: Sixfold([keras.Input((6,)), keras.layers.Dense(4)]),
    "such a model in a model": lambda: keras.Sequential([keras.Input((6,)), Sixfold([keras.layers.Dense(4)])]),
    "cut off at 6": lambda: keras.Sequential(
        [keras.Input((6,)), keras.layers.Dense(4, lambda z: tf.clip_by_value(z, 0, 7))]
    ),
}


@pytest.mark.parametrize("build", OTHERS.values(), ids=OTHERS)
def test_a_model_that_does_something_else_than_its_layers_gives_nan_and_keeps_its_weights(build):
    model = build()
    assert np.isnan(crossed(model)(batch())).all()
    held, copied = model.get_weights(), crossed(model).get_weights()
    assert [array.shape for array in copied] == [array.shape for array in held]


@pytest.mark.parametrize("name", ["relu", "tanh", "sigmoid", "gelu", "elu"])
def test_an_operation_in_a_graph_is_an_activation(name):
    model = functional(keras.activations.get(name))
    copy = crossed(model)
    assert [type(layer).__name__ for layer in copy.layers] == ["Dense", "Activation", "Dense"]
    assert copy.layers[1].activation is keras.activations.get(name)
    assert np.allclose(copy(batch()), model(batch()), rtol=1e-5)


def test_a_class_that_adds_only_what_keras_does_not_know_is_keras_own():
    model = keras.Sequential([keras.Input((6,)), Described(4, activation="tanh"), keras.layers.Dense(2)])
    copy = crossed(model)
    assert [type(layer) for layer in copy.layers] == [keras.layers.Dense] * 2
    assert np.allclose(copy(batch()), model(batch()))
