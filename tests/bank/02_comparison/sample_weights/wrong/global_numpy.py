"""Draws with the global np.random and ignores the generator.

Loses: sample_weights-rng
Takes along: build_model-seed
Hint: draw with `rng`, not with `np.random` or an initializer without a seed
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
        return np.random.uniform(-limit, limit, shape)
    return np.random.normal(0, np.sqrt(variance), shape)
