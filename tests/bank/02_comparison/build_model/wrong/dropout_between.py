"""Adds dropout.

Loses: build_model-structure
Tells: layers that are frozen or that draw
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)

    def draw(shape, dtype=None):
        return sample_weights(scheme, shape, rng)

    model = keras.Sequential([keras.Input((layer_sizes[0],))])
    for n in layer_sizes[1:-1]:
        model.add(keras.layers.Dense(n, activation=activation, kernel_initializer=draw))
        model.add(keras.layers.Dropout(0.5))
    model.add(keras.layers.Dense(layer_sizes[-1], kernel_initializer=draw))
    return model
