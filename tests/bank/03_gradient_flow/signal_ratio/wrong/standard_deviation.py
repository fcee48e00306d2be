"""Standard deviations: the mean is subtracted.

Loses: signal_ratio-values
Hint: this compares standard deviations; the RMS does not subtract the mean
"""

import numpy as np


def signal_ratio(deltas):
    r = [np.std(d) for d in deltas]
    return r[0] / r[-1]
