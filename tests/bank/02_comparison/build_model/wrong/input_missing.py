"""Makes the right layers and forgets `keras.Input`, so that no weights are drawn.

Loses: build_model-kernels, build_model-structure, build_model-layers, build_model-seed
Hint: a model has no weights before it knows its input: begin it with `keras.Input`
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)

    def draw(shape, dtype=None):
        return sample_weights(scheme, shape, rng)

    last = len(layer_sizes) - 2
    return keras.Sequential(
        [
            keras.layers.Dense(
                n, activation=None if i == last else activation, kernel_initializer=draw
            )
            for i, n in enumerate(layer_sizes[1:])
        ]
    )
