"""Returns an array that holds the limit.

Loses: uniform_limit-values
Tells: return the number itself
"""

import numpy as np


def uniform_limit(variance):
    return np.sqrt(3 * np.array([variance]))
