"""Returns an array that holds the variance.

Loses: xavier_variance-values, xavier_variance-gain
Takes along: variance_table-columns
Tells: return the number itself
"""

import numpy as np


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return np.array([2 * gain**2 / (n_in + n_out)])
