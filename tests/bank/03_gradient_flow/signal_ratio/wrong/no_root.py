"""Mean squares: the root is left out.

Loses: signal_ratio-values
Hint: this compares mean squares; take the square roots
"""

import numpy as np


def signal_ratio(deltas):
    r = [np.mean(d**2) for d in deltas]
    return r[0] / r[-1]
