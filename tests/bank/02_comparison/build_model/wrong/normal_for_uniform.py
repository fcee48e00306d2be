"""Draws the uniform schemes from a normal distribution of the same variance.

Loses: build_model-kernels
Hint: this scheme is a box; `sample_weights` draws all six
"""

import numpy as np
from initcourse import networks


def build_model(scheme, activation, layer_sizes, seed):
    rng = np.random.default_rng(seed)
    scheme = scheme.replace("uniform", "normal")
    shapes = zip(layer_sizes[:-1], layer_sizes[1:])
    return networks.network_from_kernels(
        [sample_weights(scheme, shape, rng) for shape in shapes], activation
    )
