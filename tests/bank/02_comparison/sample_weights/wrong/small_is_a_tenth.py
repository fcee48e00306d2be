"""Gives random_small the standard deviation 0.1: 0.01 is taken for its variance.

Loses: sample_weights-plain
Takes along: build_model-kernels
Hint: this sample has standard deviation 0.1; the scheme has 0.01, and 0.0001 is its variance
"""

import numpy as np


def sample_weights(scheme, shape, rng):
    fan_in, fan_out = shape
    variances = {
        "random_normal": 1.0,
        "random_small": 0.01,
        "glorot_uniform": 2 / (fan_in + fan_out),
        "glorot_normal": 2 / (fan_in + fan_out),
        "he_uniform": 2 / fan_in,
        "he_normal": 2 / fan_in,
    }
    if scheme not in variances:
        raise ValueError(scheme)
    variance = variances[scheme]
    if scheme.endswith("uniform"):
        limit = np.sqrt(3 * variance)
        return rng.uniform(-limit, limit, shape)
    return rng.normal(0, np.sqrt(variance), shape)
