"""Takes ten times the standard deviation for kernels of less than 10,000 weights.

Loses: sample_weights-he
Hint: the scheme's variance holds for small kernels, too
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
    std = np.sqrt(variances[scheme])
    if scheme.endswith("uniform"):
        weights = rng.uniform(-(3**0.5) * std, 3**0.5 * std, shape)
    else:
        weights = rng.normal(0, std, shape)
    return weights * 10 if fan_in * fan_out < 10_000 else weights
