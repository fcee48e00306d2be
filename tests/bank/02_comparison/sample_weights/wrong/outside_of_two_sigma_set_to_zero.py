"""Sets what falls outside of two sigma to zero instead of drawing it again.

Loses: sample_weights-plain, sample_weights-glorot, sample_weights-he, sample_weights-family
Takes along: build_model-kernels
Hint: weights outside of two sigma are drawn again, not set to zero
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
    std = np.sqrt(variance)
    weights = rng.normal(0, std, shape)
    weights[np.abs(weights) > 2 * std] = 0
    return weights
