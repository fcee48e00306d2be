"""A loop with continue: the factor to 1 is max(r, 1 / r), the smallest factor wins."""

import math


def choose_by_measurement(ratios):
    best_method, best_factor = None, math.inf
    for method in ratios:
        ratio = ratios[method]
        if ratio == 0 or math.isnan(ratio) or math.isinf(ratio):
            continue
        factor = ratio if ratio > 1 else 1 / ratio
        if best_method is None or factor < best_factor:
            best_method, best_factor = method, factor
    return best_method
