"""Takes one seed per layer from a SeedSequence."""

import keras
import numpy as np


def build_model(
    scheme: str, activation: str, layer_sizes: tuple[int, ...], seed: int
) -> keras.Sequential:
    fans = list(zip(layer_sizes, layer_sizes[1:]))
    seeds = np.random.SeedSequence(seed).spawn(len(fans))
    layers = [keras.layers.Dense(n_out, activation=activation) for _, n_out in fans]
    layers[-1] = keras.layers.Dense(layer_sizes[-1])
    model = keras.Sequential([keras.Input((layer_sizes[0],)), *layers])
    for layer, shape, one in zip(layers, fans, seeds):
        layer.kernel.assign(sample_weights(scheme, shape, np.random.default_rng(one)))
    return model
