"""Draws one row of weights and repeats it for every input.

Loses: sample_weights-plain, sample_weights-glorot, sample_weights-he, sample_weights-family
Takes along: build_model-kernels, build_model-layers
Tells: 80 different sizes
"""

import numpy as np


def sample_weights(scheme, shape, rng):
    fan_in, fan_out = shape
    variances = {
        "random_normal": 1.0,
        "random_small": 0.0001,
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
        return np.tile(rng.uniform(-limit, limit, shape[1]), (shape[0], 1))
    return np.tile(rng.normal(0, np.sqrt(variance), shape[1]), (shape[0], 1))
