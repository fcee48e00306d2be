"""Hands one initializer object to all hidden layers and another to the output.

Loses: build_model-layers
Hint: one initializer object, or one seed for every layer, repeats its values
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
    shared = initializer(scheme, seed)
    model = keras.Sequential([keras.Input((layer_sizes[0],))])
    for i, units in enumerate(layer_sizes[1:-1]):
        model.add(keras.layers.Dense(units, activation=activation, kernel_initializer=shared))
    model.add(
        keras.layers.Dense(
            layer_sizes[-1], kernel_initializer=initializer(scheme, seed + len(layer_sizes))
        )
    )
    return model
