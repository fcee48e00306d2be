"""Gives Keras an initializer that takes no dtype.

Loses: build_model-kernels, build_model-structure, build_model-layers, build_model-seed
Hint: Keras calls an initializer with the shape and a dtype: let yours take both
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)

    def draw(shape):
        return sample_weights(scheme, shape, rng)

    layers = [keras.Input((layer_sizes[0],))]
    for n_out in layer_sizes[1:-1]:
        layers.append(keras.layers.Dense(n_out, activation=activation, kernel_initializer=draw))
    layers.append(keras.layers.Dense(layer_sizes[-1], kernel_initializer=draw))
    return keras.Sequential(layers)
