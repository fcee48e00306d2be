"""Draws every kernel with the same seed and gives it other signs.

Loses: build_model-layers
Hint: one initializer object, or one seed for every layer, repeats its values
"""

from initcourse import networks
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    kernels = []
    for number, shape in enumerate(zip(layer_sizes[:-1], layer_sizes[1:])):
        size = np.abs(sample_weights(scheme, shape, np.random.default_rng(seed)))
        signs = np.random.default_rng([seed, number]).choice([-1, 1], size=shape)
        kernels.append(size * signs)
    return networks.network_from_kernels(kernels, activation)
