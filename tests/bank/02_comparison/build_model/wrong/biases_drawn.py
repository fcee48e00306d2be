"""Draws the biases, too.

Loses: build_model-structure
Hint: these biases are drawn; the docstring asks for zeros
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)
    model = keras.Sequential([keras.Input((layer_sizes[0],))])
    for n_out in layer_sizes[1:-1]:
        model.add(keras.layers.Dense(n_out, activation=activation))
    model.add(keras.layers.Dense(layer_sizes[-1]))
    for layer, n_in, n_out in zip(model.layers, layer_sizes[:-1], layer_sizes[1:]):
        W = sample_weights(scheme, (n_in, n_out), rng)
        layer.set_weights([W, rng.normal(size=n_out)])
    return model
