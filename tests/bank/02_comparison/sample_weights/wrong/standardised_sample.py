"""Subtracts the sample's mean and divides by its ddof=1 std before scaling.

Loses: sample_weights-family
Hint: the formula gives the std of the distribution, not of each sample; do not rescale the sample
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
        return rng.uniform(-limit, limit, shape)
    weights = rng.normal(size=shape)
    return (weights - weights.mean()) * np.sqrt(variance) / weights.std(ddof=1)
