"""Returns an array that holds the variance.

Loses: he_variance-values, he_variance-slope
Takes along: variance_table-columns
Tells: return the number itself
"""

import numpy as np


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return np.array([2 / ((1 + negative_slope**2) * n_in)])
