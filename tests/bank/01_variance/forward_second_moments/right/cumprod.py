"""Multiplies factors with numpy's cumprod and returns the array's list."""

import numpy as np


def forward_second_moments(layer_sizes, variances, activation):
    c = {"linear": 1.0, "relu": 0.5}.get(activation)
    if c is None:
        raise ValueError(f"unknown activation {activation!r}")
    factors = np.array(layer_sizes[:-1]) * np.array(variances)
    factors[1:] *= c
    return np.cumprod(factors).tolist()
