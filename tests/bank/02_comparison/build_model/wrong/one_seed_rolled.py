"""Rolls the columns of numbers that all layers share.

Loses: build_model-layers
Tells: but for their order and sign
"""

import numpy as np

from initcourse.networks import network_from_kernels


def build_model(scheme, activation, layer_sizes, seed):
    kernels = []
    for number, shape in enumerate(zip(layer_sizes[:-1], layer_sizes[1:])):
        kernel = sample_weights(scheme, shape, np.random.default_rng(seed))
        kernels.append(np.roll(kernel, number, axis=1))
    return network_from_kernels(kernels, activation)
