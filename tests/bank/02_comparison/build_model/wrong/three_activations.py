"""Knows relu, tanh and sigmoid and takes every other name for linear.

Loses: build_model-structure
Hint: Keras knows many activations: hand the name on as it comes
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    phi = activation if activation in ("relu", "tanh", "sigmoid") else "linear"
    rng = np.random.default_rng(seed)

    def draw(shape, dtype=None):
        return sample_weights(scheme, shape, rng)

    layers = [keras.Input((layer_sizes[0],))]
    for n in layer_sizes[1:-1]:
        layers.append(keras.layers.Dense(n, activation=phi, kernel_initializer=draw))
    layers.append(keras.layers.Dense(layer_sizes[-1], kernel_initializer=draw))
    return keras.Sequential(layers)
