"""Plain Python: a sorted list of (distance, name) with math.log2."""

import math


def choose_by_measurement(ratios):
    pairs = sorted((abs(math.log2(r)), m) for m, r in ratios.items() if r > 0 and math.isfinite(r))
    return pairs[0][1]
