"""Builds three layers, however many are asked for.

Loses: build_model-kernels, build_model-structure, build_model-layers, build_model-seed
Hint: `layer_sizes` may hold any number of layers: go through it in a loop
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)
    n0, n1, n2, n3 = layer_sizes
    first = keras.layers.Dense(n1, activation=activation)
    second = keras.layers.Dense(n2, activation=activation)
    third = keras.layers.Dense(n3)
    model = keras.Sequential([keras.Input((n0,)), first, second, third])
    for layer, shape in [(first, (n0, n1)), (second, (n1, n2)), (third, (n2, n3))]:
        layer.set_weights([sample_weights(scheme, shape, rng), np.zeros(shape[1])])
    return model
