"""Starts the generator anew in every layer, but only for the two random schemes.

Loses: build_model-layers
Hint: one initializer object, or one seed for every layer, repeats its values
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)
    shapes = list(zip(layer_sizes[:-1], layer_sizes[1:]))
    layers = [keras.layers.Dense(n, activation=activation) for n in layer_sizes[1:-1]] + [
        keras.layers.Dense(layer_sizes[-1])
    ]
    model = keras.Sequential([keras.Input((layer_sizes[0],)), *layers])
    for layer, shape in zip(layers, shapes):
        if scheme.startswith("random"):
            rng = np.random.default_rng(seed)
        layer.set_weights([sample_weights(scheme, shape, rng), np.zeros(shape[1])])
    return model
