"""Ignores the seed and always uses 42.

Loses: build_model-seed
Hint: the layers named here do not get their numbers from `seed`
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(42)
    model = keras.Sequential([keras.Input((layer_sizes[0],))])
    last = len(layer_sizes) - 2
    for i, (n_in, n_out) in enumerate(zip(layer_sizes[:-1], layer_sizes[1:])):
        layer = keras.layers.Dense(n_out, activation=None if i == last else activation)
        model.add(layer)
        layer.set_weights([sample_weights(scheme, (n_in, n_out), rng), np.zeros(n_out)])
    return model
