"""Leaves the output layer on Keras' default initializer, as the original did, though seeded.

Loses: build_model-kernels
Hint: this is the variance of Glorot, which is also what a Keras layer uses unless told otherwise
"""

import keras


def initializer(scheme, seed):
    if scheme.startswith("random"):
        return keras.initializers.RandomNormal(
            stddev=1.0 if scheme == "random_normal" else 0.01, seed=seed
        )
    classes = {
        "glorot_uniform": keras.initializers.GlorotUniform,
        "glorot_normal": keras.initializers.GlorotNormal,
        "he_uniform": keras.initializers.HeUniform,
        "he_normal": keras.initializers.HeNormal,
    }
    return classes[scheme](seed=seed)


def build_model(scheme, activation, layer_sizes, seed):
    model = keras.Sequential([keras.Input((layer_sizes[0],))])
    for i, units in enumerate(layer_sizes[1:-1]):
        model.add(
            keras.layers.Dense(
                units, activation=activation, kernel_initializer=initializer(scheme, seed + i)
            )
        )
    model.add(
        keras.layers.Dense(
            layer_sizes[-1], kernel_initializer=initializer("glorot_uniform", seed + 99)
        )
    )
    return model
