"""Cuts all kernels out of one pool of numbers, each from another place on, and scales them.

Loses: build_model-layers
Hint: one initializer object, or one seed for every layer, repeats its values
"""

from initcourse import networks
import numpy as np


def build_model(scheme, activation, layer_sizes, seed):
    shapes = list(zip(layer_sizes[:-1], layer_sizes[1:]))
    rng, size = np.random.default_rng(seed), max(n_in * n_out for n_in, n_out in shapes)
    if scheme.endswith("uniform"):
        pool = rng.uniform(-(3**0.5), 3**0.5, size)
    else:
        pool = rng.standard_normal(size)
    kernels = []
    for number, (n_in, n_out) in enumerate(shapes):
        std = {
            "random_normal": 1.0,
            "random_small": 0.01,
            "glorot": (2 / (n_in + n_out)) ** 0.5,
            "he": (2 / n_in) ** 0.5,
        }[scheme if scheme.startswith("random") else scheme.split("_")[0]]
        numbers = np.roll(pool, -7 * number)[: n_in * n_out]
        kernels.append(std * numbers.reshape(n_in, n_out))
    return networks.network_from_kernels(kernels, activation)
