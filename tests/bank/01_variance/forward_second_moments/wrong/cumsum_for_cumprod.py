"""Adds the factors with cumsum instead of multiplying them.

Loses: forward_second_moments-linear, forward_second_moments-relu
Hint: the factors are added here; each layer multiplies
"""

import numpy as np


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        raise ValueError(activation)
    c = 0.5 if activation == "relu" else 1.0
    factors = np.array(layer_sizes[:-1]) * np.array(variances)
    factors[1:] *= c
    return np.cumsum(factors).tolist()
