"""Decides between He and Glorot by the activation and not by the scheme.

Loses: build_model-kernels
Hint: the scheme decides which variance a kernel has, not the activation
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    if activation == "tanh":
        scheme = scheme.replace("he", "glorot")
    if activation == "relu":
        scheme = scheme.replace("glorot", "he")
    rng = np.random.default_rng(seed)
    model = keras.Sequential([keras.Input((layer_sizes[0],))])
    last = len(layer_sizes) - 2
    for i, (n_in, n_out) in enumerate(zip(layer_sizes[:-1], layer_sizes[1:])):
        layer = keras.layers.Dense(n_out, activation=None if i == last else activation)
        model.add(layer)
        layer.set_weights([sample_weights(scheme, (n_in, n_out), rng), np.zeros(n_out)])
    return model
