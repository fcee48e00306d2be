"""Puts a Dropout layer behind every hidden layer.

Loses: build_model-structure
Hint: a Dropout layer changes what the network computes; build it of Dense layers alone
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)

    def draw(shape, dtype=None):
        return sample_weights(scheme, shape, rng)

    layers = [keras.Input((layer_sizes[0],))]
    for n in layer_sizes[1:-1]:
        layers.append(keras.layers.Dense(n, activation=activation, kernel_initializer=draw))
        layers.append(keras.layers.Dropout(0.5))
    layers.append(keras.layers.Dense(layer_sizes[-1], kernel_initializer=draw))
    return keras.Sequential(layers)
