"""Leaves out zero and NaN only, and looks for the largest distance among what is left.

Loses: choose_by_measurement-log, choose_by_measurement-broken
Tells: infinity is farther from 1 than any number
Hint: this is the smallest ratio; 0.001 is a factor 1000 from 1, and nearness has no sign
"""

import numpy as np


def choose_by_measurement(ratios):
    good = {m: r for m, r in ratios.items() if r > 0}
    return max(good, key=lambda m: abs(np.log(good[m])))
