"""The ratio upside down.

Loses: signal_ratio-values, signal_ratio-layers
Hint: the ratio is upside down
"""

import numpy as np


def signal_ratio(deltas):
    r = [np.sqrt(np.mean(np.asarray(d, "float64") ** 2)) for d in deltas]
    return r[-1] / r[0]
