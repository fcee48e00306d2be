"""Returns zeros.

Loses: sample_weights-plain, sample_weights-glorot, sample_weights-he, sample_weights-family
Loses: sample_weights-rng
Takes along: build_model-kernels, build_model-structure, build_model-layers, build_model-seed
Tells: 30000 weights that are all 0
Hint: draw with the `rng` that you are given, and do not seed inside the function
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
    if scheme.endswith("uniform"):
        limit = np.sqrt(3 * variance)
        return np.zeros(shape)
    return np.zeros(shape)
