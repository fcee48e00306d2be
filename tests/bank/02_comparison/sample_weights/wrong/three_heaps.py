"""Draws three numbers, a little noisy, whose variance and kurtosis are those of a bell.

Loses: sample_weights-family
Takes along: build_model-kernels
Hint: these are a few heaps and no bell; `rng.normal` draws one
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
    heaps = rng.choice([-1, 0, 0, 0, 0, 1], shape) * np.sqrt(3)
    return (heaps + 0.02 * rng.standard_normal(shape)) * std
