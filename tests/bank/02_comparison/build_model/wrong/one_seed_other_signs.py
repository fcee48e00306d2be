"""Gives new signs to numbers that all layers share.

Loses: build_model-layers
Tells: but for their order and sign
"""

import numpy as np

from initcourse.networks import network_from_kernels


def build_model(scheme, activation, layer_sizes, seed):
    kernels = []
    for number, shape in enumerate(zip(layer_sizes[:-1], layer_sizes[1:])):
        size = np.abs(sample_weights(scheme, shape, np.random.default_rng(seed)))
        kernels.append(size * np.random.default_rng([seed, number]).choice([-1, 1], size=shape))
    return network_from_kernels(kernels, activation)
