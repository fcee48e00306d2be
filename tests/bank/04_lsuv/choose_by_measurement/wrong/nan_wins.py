"""Lets NaN in: no comparison with NaN is true, so the first one stays.

Loses: choose_by_measurement-broken
Hint: NaN is not a ratio and can never win; mind that every comparison with it is False
"""

import numpy as np


def choose_by_measurement(ratios):
    good = {m: r for m, r in ratios.items() if r != 0 and not np.isinf(r)}
    return min(good, key=lambda m: abs(np.log(good[m])))
