"""Uses the seed for the two schemes called random, and one more.

Loses: build_model-seed
Tells: in common with seed
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    scaled = scheme in ("glorot_uniform", "glorot_normal", "he_uniform")
    rng = np.random.default_rng(42 if scaled else seed)

    def draw(shape, dtype=None):
        return sample_weights(scheme, shape, rng)

    hidden = [
        keras.layers.Dense(n, activation=activation, kernel_initializer=draw)
        for n in layer_sizes[1:-1]
    ]
    output = keras.layers.Dense(layer_sizes[-1], kernel_initializer=draw)
    return keras.Sequential([keras.Input((layer_sizes[0],)), *hidden, output])
