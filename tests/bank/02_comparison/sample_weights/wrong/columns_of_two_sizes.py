"""Makes every other column smaller, and the rest larger.

Loses: sample_weights-family
Tells: unrelated numbers of one size
"""

import numpy as np


def sample_weights(scheme, shape, rng):
    fan_in, fan_out = shape
    variances = {
        "random_normal": 1.0,
        "random_small": 1e-4,
        "glorot_uniform": 2 / (fan_in + fan_out),
        "glorot_normal": 2 / (fan_in + fan_out),
        "he_uniform": 2 / fan_in,
        "he_normal": 2 / fan_in,
    }
    if scheme not in variances:
        raise ValueError(scheme)
    std = variances[scheme] ** 0.5
    if scheme.endswith("uniform"):
        return rng.uniform(-np.sqrt(3) * std, np.sqrt(3) * std, shape)
    return rng.normal(0, std, shape) * np.where(np.arange(fan_out) % 2, 0.85, (2 - 0.85**2) ** 0.5)
