"""Freezes the layers.

Loses: build_model-structure
Hint: a frozen layer is never trained: leave `trainable` as it is
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)

    def draw(shape, dtype=None):
        return sample_weights(scheme, shape, rng)

    hidden = [
        keras.layers.Dense(n, activation=activation, kernel_initializer=draw)
        for n in layer_sizes[1:-1]
    ]
    output = keras.layers.Dense(layer_sizes[-1], kernel_initializer=draw)
    model = keras.Sequential([keras.Input((layer_sizes[0],)), *hidden, output])
    model.trainable = False
    return model
