"""Clips zero to a tiny number, which may win against infinity's neighbours.

Loses: choose_by_measurement-broken
Hint: leave out what is zero or not finite before you compare; no number can stand in for it
"""

import numpy as np


def choose_by_measurement(ratios):
    good = {m: max(r, 1e-20) for m, r in ratios.items() if np.isfinite(r)}
    return min(good, key=lambda m: abs(np.log(good[m])))
