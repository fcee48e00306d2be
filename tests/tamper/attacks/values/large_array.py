"""An array of ten gigabytes that takes no memory.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import numpy as np


def double(x):
    return np.broadcast_to(np.float64(2 * x + 1), (40_000, 32_000))
