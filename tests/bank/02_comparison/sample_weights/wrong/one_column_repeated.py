"""Draws one weight per input and gives it to every unit.

Loses: sample_weights-plain, sample_weights-glorot, sample_weights-he, sample_weights-family
Takes along: build_model-kernels, build_model-layers
Tells: 150 different sizes
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
        return rng.uniform(-np.sqrt(3) * std, np.sqrt(3) * std, (fan_in, 1)) * np.ones(fan_out)
    return rng.normal(0, std, (fan_in, 1)) * np.ones(fan_out)
