"""Returns the kernel as (fan_out, fan_in).

Loses: sample_weights-rng
Takes along: build_model-kernels, build_model-structure, build_model-layers, build_model-seed
Hint: a kernel is (fan_in, fan_out), in this order
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
        return rng.uniform(-limit, limit, (fan_out, fan_in))
    return rng.normal(0, np.sqrt(variance), (fan_out, fan_in))
