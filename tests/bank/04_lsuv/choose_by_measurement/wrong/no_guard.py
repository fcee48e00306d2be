"""Guards nothing.

Loses: choose_by_measurement-broken
Tells: every comparison with it is False
"""

import numpy as np


def choose_by_measurement(ratios):
    good = {m: r for m, r in ratios.items()}
    return min(good, key=lambda m: abs(np.log(good[m])))
