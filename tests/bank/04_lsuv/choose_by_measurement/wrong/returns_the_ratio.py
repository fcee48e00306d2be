"""Returns the ratio instead of the method.

Loses: choose_by_measurement-log, choose_by_measurement-broken
Hint: this is the ratio; return the name of its method
"""

import numpy as np


def choose_by_measurement(ratios):
    good = {m: r for m, r in ratios.items() if np.isfinite(r) and r > 0}
    return good[min(good, key=lambda m: abs(np.log(good[m])))]
