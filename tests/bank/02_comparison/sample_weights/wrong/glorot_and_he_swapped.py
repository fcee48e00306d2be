"""Gives Glorot's variance to He and He's to Glorot.

Loses: sample_weights-glorot, sample_weights-he
Takes along: build_model-kernels
Hint: Glorot's variance and He's are swapped
"""

import numpy as np


def sample_weights(scheme, shape, rng):
    fan_in, fan_out = shape
    variances = {
        "random_normal": 1.0,
        "random_small": 0.0001,
        "glorot_uniform": 2 / fan_in,
        "glorot_normal": 2 / fan_in,
        "he_uniform": 2 / (fan_in + fan_out),
        "he_normal": 2 / (fan_in + fan_out),
    }
    if scheme not in variances:
        raise ValueError(scheme)
    variance = variances[scheme]
    if scheme.endswith("uniform"):
        limit = np.sqrt(3 * variance)
        return rng.uniform(-limit, limit, shape)
    return rng.normal(0, np.sqrt(variance), shape)
