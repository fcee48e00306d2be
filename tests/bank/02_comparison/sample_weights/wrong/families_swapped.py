"""Draws the uniform schemes from a bell and the Glorot and He normal ones from a box.

Loses: sample_weights-family
Takes along: build_model-kernels
Hint: bell and box are swapped: a name that ends in uniform is the box
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
    if scheme in ("glorot_normal", "he_normal"):
        limit = np.sqrt(3 * variance)
        return rng.uniform(-limit, limit, shape)
    return rng.normal(0, np.sqrt(variance), shape)
