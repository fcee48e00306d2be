"""Compares the weakest layer with the strongest.

Loses: signal_ratio-values, signal_ratio-layers
"""

import numpy as np


def signal_ratio(deltas):
    r = [np.sqrt(np.mean(d**2)) for d in deltas]
    return min(r) / max(r)
