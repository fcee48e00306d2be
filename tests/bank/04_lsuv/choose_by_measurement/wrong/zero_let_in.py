"""Leaves out what is not finite, but lets zero in as a ratio of 1.

Loses: choose_by_measurement-broken
Hint: a ratio of zero means that no signal arrives
"""

import numpy as np


def choose_by_measurement(ratios):
    good = {m: r for m, r in ratios.items() if np.isfinite(r)}
    return min(good, key=lambda m: abs(np.log(good[m] or 1.0)))
