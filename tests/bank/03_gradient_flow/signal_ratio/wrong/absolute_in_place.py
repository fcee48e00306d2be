"""Takes absolute values where the numbers are.

Loses: signal_ratio-layers
Tells: work on a copy
"""

import numpy as np


def signal_ratio(deltas):
    for delta in deltas:
        np.abs(delta, out=delta)
    first, last = (np.mean(np.square(delta, dtype="float64")) for delta in (deltas[0], deltas[-1]))
    return float(np.sqrt(first / last))
