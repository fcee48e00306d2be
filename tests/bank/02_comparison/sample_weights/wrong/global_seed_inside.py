"""Seeds np.random in every call and draws with it.

Loses: sample_weights-rng
Takes along: build_model-layers, build_model-seed
Hint: draw with the `rng` that you are given, and do not seed inside the function
"""

import numpy as np


def sample_weights(scheme, shape, rng):
    np.random.seed(0)
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
