"""The largest ratio.

Loses: choose_by_measurement-log
Hint: this is the largest ratio
"""

import numpy as np


def choose_by_measurement(ratios):
    good = {m: r for m, r in ratios.items() if np.isfinite(r) and r > 0}
    return max(good, key=good.get)
