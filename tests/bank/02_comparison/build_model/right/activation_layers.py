"""Uses Activation layers of their own and a linear one at the end."""

import keras
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)
    model = keras.models.Sequential()
    model.add(keras.layers.Input(shape=(layer_sizes[0],)))
    for n_out in layer_sizes[1:]:
        model.add(keras.layers.Dense(n_out, bias_initializer="zeros"))
        model.add(keras.layers.Activation(activation))
    model.pop()
    model.add(keras.layers.Activation("linear"))
    weights = []
    for n_in, n_out in zip(layer_sizes[:-1], layer_sizes[1:]):
        weights += [sample_weights(scheme, (n_in, n_out), rng), np.zeros(n_out)]
    model.set_weights(weights)
    return model
