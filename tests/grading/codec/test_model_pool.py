import keras
import numpy as np
import pytest

from initcourse import networks
from initcourse.grading.codec.keras_models import describe_model
from initcourse.grading.codec.keras_table import table_from
from initcourse.grading.codec.model_pool import ModelPool
from tests.support.models_examples import batch, network


def given(pool, model):
    """Return the model that a function gets for this one."""
    pool.begin()
    return pool.build(table_from(describe_model(model)))


def ones():
    return networks.network_from_kernels([np.ones((6, 5)), np.ones((5, 3))], "tanh")


USES = {
    "call": lambda model: model(batch()),
    "weights": lambda model: model.set_weights([2 * array for array in model.get_weights()]),
    "layers": lambda model: [layer(np.ones((1, layer.kernel.shape[0]), "float32")) for layer in model.layers],
    "trace": lambda model: networks.trace(model, batch(), np.arange(7) % 3),
    "assign": lambda model: model.layers[0].kernel.assign(np.zeros((6, 5))),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_model_is_made_once_for_many_calls(use):
    pool, first = ModelPool(), None
    for number in range(3):
        model = given(pool, ones())
        assert np.array_equal(model.get_weights()[0], np.ones((6, 5)))
        assert first in (None, id(model)), number
        first = id(model)
        use(model)
        del model


def test_two_models_in_one_message_are_two():
    pool = ModelPool()
    pool.begin()
    table = table_from(describe_model(ones()))
    assert pool.build(table) is not pool.build(table)


def test_a_model_that_the_student_holds_stays_as_it_is():
    pool, held = ModelPool(), []
    held.append(given(pool, ones()))
    other = given(pool, networks.network_from_kernels([np.zeros((6, 5)), np.zeros((5, 3))], "tanh"))
    assert other is not held[0]
    assert held[0].get_weights()[0].max() == 1
    layer = given(pool, ones()).layers[0]
    given(pool, networks.network_from_kernels([np.zeros((6, 5)), np.zeros((5, 3))], "tanh"))
    assert layer.kernel.numpy().max() == 1


def test_another_activation_is_another_model():
    pool = ModelPool()
    for activation in ("tanh", "relu", "tanh"):
        model = given(pool, network(activation))
        assert np.allclose(model.predict(batch(), verbose=0), network(activation)(batch()), atol=1e-5)


@pytest.mark.parametrize("change", ["compile", "attribute", "frozen"])
def test_nothing_of_one_call_is_left_for_the_next(change):
    pool = ModelPool()
    model = given(pool, ones())
    if change == "compile":
        model.compile("adam", keras.losses.MeanSquaredError())
        model.fit(batch(), np.zeros((7, 3)), verbose=0)
    elif change == "attribute":
        model.layers[0].seen = True
    else:
        model.layers[0].trainable = False
    del model
    model = given(pool, ones())
    assert not model.compiled
    assert not hasattr(model.layers[0], "seen")
    assert model.layers[0].trainable
