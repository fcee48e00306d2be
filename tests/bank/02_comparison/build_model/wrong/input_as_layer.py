"""Makes a Dense layer of the input, too.

Loses: build_model-kernels, build_model-structure, build_model-layers
Hint: `layer_sizes` begins with the input, which is no Dense layer
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)
    model = keras.Sequential([keras.Input((layer_sizes[0],))])
    for units in layer_sizes[:-1]:
        model.add(keras.layers.Dense(units, activation=activation))
    model.add(keras.layers.Dense(layer_sizes[-1]))
    weights = []
    for n_in, n_out in zip((layer_sizes[0], *layer_sizes), layer_sizes):
        weights += [sample_weights(scheme, (n_in, n_out), rng), np.zeros(n_out)]
    model.set_weights(weights)
    return model
