"""Uses ReLU whatever activation is asked for.

Loses: build_model-structure
Hint: the hidden layers use relu, whatever `activation` says: hand it on
"""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)
    model = keras.Sequential([keras.Input((layer_sizes[0],))])
    last = len(layer_sizes) - 2
    for i, (n_in, n_out) in enumerate(zip(layer_sizes[:-1], layer_sizes[1:])):
        layer = keras.layers.Dense(n_out, activation=None if i == last else "relu")
        model.add(layer)
        layer.set_weights([sample_weights(scheme, (n_in, n_out), rng), np.zeros(n_out)])
    return model
