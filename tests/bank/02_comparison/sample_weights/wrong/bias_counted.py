"""Counts the bias in He's fan: 2 / (fan_in + 1).

Loses: sample_weights-he
Hint: fan_in does not count the bias
"""

import numpy as np


def sample_weights(scheme, shape, rng):
    fan_in, fan_out = shape
    variances = {
        "random_normal": 1.0,
        "random_small": 0.0001,
        "glorot_uniform": 2 / (fan_in + fan_out),
        "glorot_normal": 2 / (fan_in + fan_out),
        "he_uniform": 2 / (fan_in + 1),
        "he_normal": 2 / (fan_in + 1),
    }
    if scheme not in variances:
        raise ValueError(scheme)
    std = np.sqrt(variances[scheme])
    if scheme.endswith("uniform"):
        return rng.uniform(-np.sqrt(3) * std, np.sqrt(3) * std, shape)
    return rng.normal(0, std, shape)
