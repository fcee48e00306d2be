"""Nearest 1 on a linear scale.

Loses: choose_by_measurement-log
Hint: this is the nearest on a linear scale; half and double are equally far from 1
"""

import numpy as np


def choose_by_measurement(ratios):
    good = {m: r for m, r in ratios.items() if np.isfinite(r) and r > 0}
    return min(good, key=lambda m: abs(good[m] - 1))
