"""Replaces what is not finite by numpy's defaults, NaN by 1.

Loses: choose_by_measurement-broken
Hint: NaN is not a ratio and can never win; mind that every comparison with it is False
"""

import numpy as np


def choose_by_measurement(ratios):
    good = {m: np.nan_to_num(r, nan=1.0) for m, r in ratios.items() if r != 0}
    return min(good, key=lambda m: abs(np.log(good[m])))
