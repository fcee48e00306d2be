"""Cuts the normal at two sigma by drawing again and forgets the variance that this removes.

Loses: sample_weights-plain, sample_weights-glorot, sample_weights-he
Takes along: build_model-kernels
Hint: a normal cut at two sigma is narrower than before the cut: make up for it
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

    weights = rng.standard_normal(shape)
    while (outside := np.abs(weights) > 2).any():
        weights[outside] = rng.standard_normal(outside.sum())
    return weights * np.sqrt(variance)
