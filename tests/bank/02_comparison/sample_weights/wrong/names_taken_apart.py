"""Takes the name apart and looks at the first word, and so knows schemes that there are not.

Loses: sample_weights-rng
Tells: Expected a ValueError
"""

import numpy as np


def sample_weights(scheme, shape, rng):
    rule, family = scheme.split("_")  # raises ValueError if there are not two words
    fan_in, fan_out = shape
    variances = {"random": 1.0, "glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in}
    if rule not in variances:
        raise ValueError(scheme)
    std = 0.01 if family == "small" else np.sqrt(variances[rule])
    if family == "uniform":
        return rng.uniform(-(3**0.5) * std, 3**0.5 * std, shape)
    return rng.normal(0, std, shape)
