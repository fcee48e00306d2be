"""Draws every scheme from a box: the variances are right, the normal family is not.

Loses: sample_weights-family
Takes along: build_model-kernels
Hint: this scheme is a bell: draw it with `rng.normal`
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
    limit = np.sqrt(3 * variance)
    return rng.uniform(-limit, limit, shape)
