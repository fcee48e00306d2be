"""The story that opens 03: the original lesson's own procedure, run on Keras 3, and what its scores crown.

Repaired is only what keeps it from running: layer names without `/` and blanks, `keras.Input` in the place of
`input_shape`, and one seed that reaches Keras' initializers. All else is the original's: one initializer object for
all hidden layers, He with ReLU and the rest with tanh, softmax outputs, squared error against uniform noise, LSUV on
the mean square after ReLU, and three different scores.
"""

import re

import numpy as np
import pytest

from initcourse.networks import tf

import keras  # isort: skip  after networks, which keeps TensorFlow quiet

GLOROT_AND_HE = ("Xavier/Glorot Uniform", "Xavier/Glorot Normal", "He Uniform", "He Normal")


def dense_network(activation, initializer, slug):
    layers = [
        keras.layers.Dense(units, activation=activation, kernel_initializer=initializer, name=f"{slug}{number}")
        for number, units in enumerate((128, 64, 32, 16), 1)
    ]
    return keras.Sequential([keras.Input((784,)), *layers, keras.layers.Dense(10, "softmax", name=f"{slug}_output")])


def models():
    initializers = {
        "Random Normal (Bad)": keras.initializers.RandomNormal(stddev=1.0),
        "Random Small": keras.initializers.RandomNormal(stddev=0.01),
        "Xavier/Glorot Uniform": keras.initializers.GlorotUniform(),
        "Xavier/Glorot Normal": keras.initializers.GlorotNormal(),
        "He Uniform": keras.initializers.HeUniform(),
        "He Normal": keras.initializers.HeNormal(),
    }
    return {
        name: dense_network("relu" if "He" in name else "tanh", initializer, re.sub(r"\W", "_", name))
        for name, initializer in initializers.items()
    }


def measure(model, X, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(X) - y))
    norms = [float(tf.norm(gradient)) for gradient in tape.gradient(loss, model.trainable_variables)[::2]]
    return {"norms": norms, "min": min(norms), "max": max(norms), "mean": np.mean(norms), "std": np.std(norms)}


def lsuv(X):
    model = dense_network("relu", "glorot_uniform", "lsuv")
    for number, layer in enumerate(model.layers[:-1], 1):
        for _ in range(10):
            variance = float(tf.reduce_mean(tf.square(keras.Sequential(model.layers[:number])(X))))
            if abs(variance - 1.0) < 0.01 or not variance > 0:
                break
            layer.kernel.assign(layer.kernel * np.sqrt(1.0 / variance))
    return model


def vanished(result):
    return sum(norm < 1e-6 for norm in result["norms"])


def picture_score(result):
    score = 3 if vanished(result) == 0 else 1 if vanished(result) <= 1 else 0
    score += 3 if result["min"] > 1e-5 else 1 if result["min"] > 1e-6 else 0
    score += 2 if result["max"] < 10 else 1 if result["max"] < 100 else 0
    return score + 2 * (result["std"] < result["mean"])


def winner_score(result):
    return 3 * (vanished(result) == 0) + 3 * (result["min"] > 1e-5) + 2 * (result["max"] < 10)


def table_score(result):
    return winner_score(result) + 2 * (result.get("std", 0) < result["mean"])


@pytest.fixture(scope="module", params=[42, 0])
def original(request):
    """Run the original with one seed; its table never had LSUV's standard deviation."""
    keras.utils.set_random_seed(request.param)
    compared = models()
    X, y = tf.random.normal((100, 784)), tf.random.uniform((100, 10))
    results = {name: measure(model, X, y) for name, model in compared.items()}
    scaled = lsuv(tf.random.normal((1000, 784)))
    results["LSUV"] = measure(scaled, tf.random.normal((100, 784)), tf.random.uniform((100, 10)))
    del results["LSUV"]["std"]
    return results


def test_its_table_gives_the_scores_that_the_story_tells(original):
    expected = {"Random Normal (Bad)": 8, "Random Small": 4, "LSUV": 10} | dict.fromkeys(GLOROT_AND_HE, 10)
    assert {name: table_score(result) for name, result in original.items()} == expected


def test_its_picture_gives_random_small_another_score_than_its_table(original):
    scores = {name: picture_score(result) for name, result in original.items() if name != "LSUV"}
    assert scores == {"Random Normal (Bad)": 8, "Random Small": 5} | dict.fromkeys(GLOROT_AND_HE, 10)


def test_its_winner_is_the_bad_one_because_six_tie_and_the_first_is_taken(original):
    scores = {name: winner_score(result) for name, result in original.items()}
    assert scores == dict.fromkeys(["Random Normal (Bad)", *GLOROT_AND_HE, "LSUV"], 8) | {"Random Small": 2}
    assert max(original, key=lambda name: scores[name]) == "Random Normal (Bad)"
