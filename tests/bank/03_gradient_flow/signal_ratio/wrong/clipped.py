"""Clips the ratio at 10,000, as larger ones explode anyway.

Loses: signal_ratio-values
Tells: RMS at layer 1 over RMS at layer L
"""

import numpy as np


def signal_ratio(deltas):
    first, last = (np.sqrt(np.mean(np.asarray(d, float) ** 2)) for d in (deltas[0], deltas[-1]))
    return min(float(first / last), 1e4)
