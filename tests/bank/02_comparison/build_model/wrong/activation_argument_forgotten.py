"""Lets the course build the layers and does not tell it the activation.

Loses: build_model-structure
Hint: the hidden layers use relu, whatever `activation` says: hand it on
"""

import numpy as np
from initcourse import networks


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)
    shapes = zip(layer_sizes[:-1], layer_sizes[1:])
    return networks.network_from_kernels([sample_weights(scheme, shape, rng) for shape in shapes])
