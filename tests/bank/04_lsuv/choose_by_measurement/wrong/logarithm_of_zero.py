"""Asks `math.log` for the logarithm of zero, which raises.

Loses: choose_by_measurement-broken
Hint: a ratio of zero cannot be divided by, and its logarithm is no number: leave it out first
"""

import math


def choose_by_measurement(ratios):
    good = {m: r for m, r in ratios.items() if not math.isnan(r)}
    return min(good, key=lambda m: abs(math.log(good[m])))
