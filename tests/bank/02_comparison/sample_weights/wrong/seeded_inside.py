"""Makes its own generator with a fixed seed in every call.

Loses: sample_weights-rng
Takes along: build_model-layers, build_model-seed
Hint: draw with the `rng` that you are given, and do not seed inside the function
"""

import numpy as np


def sample_weights(scheme, shape, rng):
    rng = np.random.default_rng(42)
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
    return rng.normal(0, np.sqrt(variance), shape)
