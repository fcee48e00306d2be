"""The mean of absolute values for the RMS.

Loses: signal_ratio-values
Hint: this compares means of absolute values
"""

import numpy as np


def signal_ratio(deltas):
    r = [np.mean(np.abs(d)) for d in deltas]
    return r[0] / r[-1]
