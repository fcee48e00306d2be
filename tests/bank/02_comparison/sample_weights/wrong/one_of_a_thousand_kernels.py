"""Takes one of a thousand seeds from the generator, so kernels come back.

Loses: sample_weights-rng
Hint: kernels come back: draw with `rng` itself, and leave its state alone
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
    drawn = np.random.RandomState(rng.integers(1000))
    std = np.sqrt(variances[scheme])
    if scheme.endswith("uniform"):
        weights = drawn.uniform(-(3**0.5) * std, 3**0.5 * std, shape)
    else:
        weights = drawn.normal(0, std, shape)
    return weights
