"""Names the layers after the scheme with a slash, which Keras refuses.

Loses: build_model-kernels, build_model-structure, build_model-layers, build_model-seed
Hint: Keras allows no "/" in a layer's name
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)
    model = keras.Sequential([keras.Input((layer_sizes[0],))])
    for number, n_out in enumerate(layer_sizes[1:-1], 1):
        name = f"hidden/{number}"
        model.add(keras.layers.Dense(n_out, activation=activation, name=name))
    model.add(keras.layers.Dense(layer_sizes[-1]))
    for layer, n_in, n_out in zip(model.layers, layer_sizes[:-1], layer_sizes[1:]):
        W = sample_weights(scheme, (n_in, n_out), rng)
        layer.set_weights([W, np.zeros(n_out)])
    return model
