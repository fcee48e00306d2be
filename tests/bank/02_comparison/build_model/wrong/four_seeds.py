"""Takes the remainder of the seed by four, so there are four networks.

Loses: build_model-seed
Hint: the layers named here do not get their numbers from `seed`
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed % 4)

    def draw(shape, dtype=None):
        return sample_weights(scheme, shape, rng)

    layers = [keras.Input((layer_sizes[0],))]
    for n in layer_sizes[1:-1]:
        layers.append(keras.layers.Dense(n, activation=activation, kernel_initializer=draw))
    layers.append(keras.layers.Dense(layer_sizes[-1], kernel_initializer=draw))
    return keras.Sequential(layers)
