"""Prints the name instead of returning it.

Loses: choose_by_measurement-log, choose_by_measurement-broken
Tells: a function without `return` gives None
"""

import numpy as np


def choose_by_measurement(ratios):
    good = {m: r for m, r in ratios.items() if np.isfinite(r) and r > 0}
    print(min(good, key=lambda m: abs(np.log(good[m]))))
