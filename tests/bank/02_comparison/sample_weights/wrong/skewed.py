"""Draws from a gamma distribution, shifted to mean 0 and of the right variance.

Loses: sample_weights-family
Takes along: build_model-kernels
Hint: the two sides of this histogram differ; `rng.normal` draws a bell
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
        return rng.uniform(-1, 1, shape) * np.sqrt(3) * std
    return (rng.gamma(14, size=shape) / 14 - 1) * np.sqrt(14) * std
