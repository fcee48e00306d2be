"""Builds the list of layers by recursion; every layer draws the seed of the next."""

import keras
import numpy as np


def dense_layers(scheme, activation, sizes, seed):
    n_in, n_out, *rest = sizes
    kernel = sample_weights(scheme, (n_in, n_out), np.random.default_rng([seed, len(sizes)]))
    layer = keras.layers.Dense(
        n_out,
        activation=activation if rest else None,
        kernel_initializer=keras.initializers.Constant(kernel),
    )
    return [layer] + (dense_layers(scheme, activation, [n_out, *rest], seed) if rest else [])


def build_model(scheme, activation, layer_sizes, seed):
    first = keras.Input(shape=(layer_sizes[0],))
    return keras.Sequential([first] + dense_layers(scheme, activation, list(layer_sizes), seed))
