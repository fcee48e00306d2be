"""The largest entry for the RMS.

Loses: signal_ratio-values
Hint: this compares the largest entries
"""

import numpy as np


def signal_ratio(deltas):
    r = [np.max(np.abs(d)) for d in deltas]
    return r[0] / r[-1]
