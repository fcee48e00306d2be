"""Sums of squares: the root and the number of entries are left out.

Loses: signal_ratio-values
Hint: this compares sums of squares: divide by the number of entries, and take the square roots
"""

import numpy as np


def signal_ratio(deltas):
    r = [np.sum(d**2) for d in deltas]
    return r[0] / r[-1]
