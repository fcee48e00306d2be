"""Reads the two halves of a name by themselves.

Loses: sample_weights-rng
Tells: a ValueError
"""

import numpy as np


def sample_weights(scheme, shape, rng):
    fan_in, fan_out = shape
    size, family = scheme.split("_")
    variances = {"random": 1.0, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}
    if size not in variances:
        raise ValueError(scheme)
    std = 0.01 if family == "small" else variances[size] ** 0.5
    if family == "uniform":
        return rng.uniform(-np.sqrt(3) * std, np.sqrt(3) * std, shape)
    return rng.normal(0, std, shape)
