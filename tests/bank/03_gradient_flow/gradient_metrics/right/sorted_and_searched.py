"""Sorts the norms once, finds thresholds by bisection; the deviation from the mean square."""

import numpy as np


def gradient_metrics(norms):
    order = np.sort(np.asarray(norms, dtype="float64"))
    n = order.size
    below = np.searchsorted(order, [1e-6, 1e-4, 100.0], side="left")
    if n == 0:
        low = high = mean = std = 0.0
    else:
        high = order[-1]
        low = order[0] if not np.isnan(high) else high
        mean = order.sum() / n
        std = np.linalg.norm(order - mean) / n**0.5
    return dict(
        min_gradient=low,
        max_gradient=high,
        mean_gradient=mean,
        std_gradient=std,
        vanished_layers=int(below[0]),
        weak_layers=int(below[1]),
        exploded_layers=int(n - below[2]),
        total_layers=n,
    )
