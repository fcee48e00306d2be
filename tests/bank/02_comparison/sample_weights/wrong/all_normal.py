"""Draws every scheme from a bell: the variances are right, the uniform family is not.

Loses: sample_weights-family
Takes along: build_model-kernels
Hint: this scheme is a box: draw it with `rng.uniform(-a, a)`
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
    if False:
        limit = np.sqrt(3 * variance)
        return rng.uniform(-limit, limit, shape)
    return rng.normal(0, np.sqrt(variance), shape)
