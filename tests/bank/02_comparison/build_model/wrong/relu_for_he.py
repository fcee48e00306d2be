"""Gives ReLU to the He schemes, and to the others what was asked for.

Loses: build_model-structure
Hint: the hidden layers use relu, whatever `activation` says: hand it on
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    activation = "relu" if scheme.startswith("he") else activation
    rng = np.random.default_rng(seed)
    shapes = list(zip(layer_sizes[:-1], layer_sizes[1:]))
    layers = [keras.layers.Dense(n, activation=activation) for n in layer_sizes[1:-1]] + [
        keras.layers.Dense(layer_sizes[-1])
    ]
    model = keras.Sequential([keras.Input((layer_sizes[0],)), *layers])
    for layer, shape in zip(layers, shapes):
        layer.set_weights([sample_weights(scheme, shape, rng), np.zeros(shape[1])])
    return model
