"""Draws plus or minus one standard deviation where a box is asked for, with a little noise.

Loses: sample_weights-family
Takes along: build_model-kernels
Hint: these are two heaps and no box; `rng.uniform(-a, a)` draws all numbers in between
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
        return (rng.choice([-1, 1], shape) + 0.02 * rng.standard_normal(shape)) * std
    return rng.standard_normal(shape) * std
