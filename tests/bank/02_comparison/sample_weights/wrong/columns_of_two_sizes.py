"""Draws small and large columns by turns where a bell is asked for.

Loses: sample_weights-family
Hint: all weights of a kernel have one variance, in whatever row or column they stand
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
        return rng.uniform(-(3**0.5) * std, 3**0.5 * std, shape)
    by_turns = np.where(np.arange(fan_out) % 2, 0.85, np.sqrt(2 - 0.85**2))
    return rng.normal(0, std, shape) * by_turns
