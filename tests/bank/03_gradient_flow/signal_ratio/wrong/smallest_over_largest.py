"""Compares the weakest layer with the strongest.

Loses: signal_ratio-values, signal_ratio-layers
Hint: this compares the weakest layer with the strongest
"""

import numpy as np


def signal_ratio(deltas):
    r = [np.sqrt(np.mean(np.asarray(d, "float64") ** 2)) for d in deltas]
    return min(r) / max(r)
