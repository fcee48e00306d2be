"""Takes log(1 + r), whose zero is at r = 0.

Loses: choose_by_measurement-log
Hint: this is the smallest ratio; 0.001 is a factor 1000 from 1, and nearness has no sign
"""

import numpy as np


def choose_by_measurement(ratios):
    good = {m: r for m, r in ratios.items() if np.isfinite(r) and r > 0}
    return min(good, key=lambda m: abs(np.log1p(good[m])))
