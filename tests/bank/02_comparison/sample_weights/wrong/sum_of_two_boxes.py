"""Adds two uniform numbers where a bell is asked for: a triangle.

Loses: sample_weights-family
Hint: a sum of a few uniform numbers ends too early for a bell; `rng.normal` draws one
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
    return (rng.uniform(-1, 1, shape) + rng.uniform(-1, 1, shape)) * std * np.sqrt(1.5)
