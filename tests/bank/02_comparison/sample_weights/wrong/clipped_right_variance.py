"""Clips at two sigma and corrects the variance for it, so only the piles at the border tell.

Loses: sample_weights-family
Hint: clipping piles weights up at the border; draw again those that fall outside
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
        return rng.uniform(-limit, limit, shape)
    return np.clip(rng.standard_normal(shape), -2, 2) * np.sqrt(variance) / 0.9594
