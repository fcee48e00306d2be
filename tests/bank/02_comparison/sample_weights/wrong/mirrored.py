"""Draws the left half of the columns and puts its negative on the right.

Loses: sample_weights-family
Hint: draw every weight of the kernel, not a part that is repeated or mirrored
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
        weights = rng.uniform(-(3**0.5) * std, 3**0.5 * std, shape)
    else:
        weights = rng.normal(0, std, shape)
    left = weights[:, : (fan_out + 1) // 2]
    return np.hstack([left, -left])[:, :fan_out]
