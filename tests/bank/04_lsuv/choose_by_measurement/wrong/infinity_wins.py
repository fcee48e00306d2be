"""Leaves out zero and NaN only, and looks for the largest distance among what is left.

Loses: choose_by_measurement-log, choose_by_measurement-broken
Hint: this is the farthest from 1, and infinity is farther than any number
"""

import numpy as np


def choose_by_measurement(ratios):
    good = {m: r for m, r in ratios.items() if r > 0}
    return max(good, key=lambda m: abs(np.log(good[m])))
