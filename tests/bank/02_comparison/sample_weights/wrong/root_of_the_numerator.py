"""Takes the root of the 2 alone: standard deviation sqrt(2) / n.

Loses: sample_weights-glorot, sample_weights-he
Takes along: build_model-kernels
Hint: the square root covers the numerator alone; take it of the whole fraction
"""

import numpy as np


def sample_weights(scheme, shape, rng):
    fan_in, fan_out = shape
    variances = {
        "random_normal": 1.0,
        "random_small": 0.0001,
        "glorot_uniform": 2 / (fan_in + fan_out) ** 2,
        "glorot_normal": 2 / (fan_in + fan_out) ** 2,
        "he_uniform": 2 / fan_in**2,
        "he_normal": 2 / fan_in**2,
    }
    if scheme not in variances:
        raise ValueError(scheme)
    variance = variances[scheme]
    if scheme.endswith("uniform"):
        limit = np.sqrt(3 * variance)
        return rng.uniform(-limit, limit, shape)
    return rng.normal(0, np.sqrt(variance), shape)
