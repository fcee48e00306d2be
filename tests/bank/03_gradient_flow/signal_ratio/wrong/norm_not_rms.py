"""Lengths: the number of entries is not divided out.

Loses: signal_ratio-values
Hint: this compares lengths; the RMS divides by the number of entries
"""

import numpy as np


def signal_ratio(deltas):
    r = [np.linalg.norm(d) for d in deltas]
    return r[0] / r[-1]
