"""Makes `draw` the initializer of the biases, too, though they have one axis.

Loses: build_model-kernels, build_model-structure, build_model-layers, build_model-seed
Hint: a bias has one axis and is no kernel: leave it at zero
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)

    def draw(shape, dtype=None):
        return sample_weights(scheme, shape, rng)

    layers = [keras.Input((layer_sizes[0],))]
    for n_out in layer_sizes[1:-1]:
        options = {"kernel_initializer": draw, "bias_initializer": draw}
        layers.append(keras.layers.Dense(n_out, activation=activation, **options))
    layers.append(keras.layers.Dense(layer_sizes[-1], kernel_initializer=draw))
    return keras.Sequential(layers)
