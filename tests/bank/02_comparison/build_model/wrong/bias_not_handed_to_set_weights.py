"""Hands `set_weights` the kernel alone.

Loses: build_model-kernels, build_model-structure, build_model-layers, build_model-seed
Hint: `set_weights` takes two arrays: a kernel of shape (fan_in, fan_out), and a bias
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
        layer.set_weights([W])
    return model
