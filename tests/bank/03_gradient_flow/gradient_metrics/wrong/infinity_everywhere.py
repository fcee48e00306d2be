"""An infinite norm makes all four statistics infinite, the smallest norm, too.

Loses: gradient_metrics-broken
Hint: the smallest of a finite and an infinite norm is finite
"""

import numpy as np


def gradient_metrics(norms):
    g = np.array(norms, dtype=float)
    some = g if g.size else np.zeros(1)
    if np.isinf(some).any() and not np.isnan(some).any():
        some = np.array([np.inf])
    return {
        "min_gradient": some.min(),
        "max_gradient": some.max(),
        "mean_gradient": some.mean(),
        "std_gradient": some.std(),
        "vanished_layers": np.sum(g < 1e-6),
        "weak_layers": np.sum(g < 1e-4),
        "exploded_layers": np.sum((g >= 100) | ~np.isfinite(g)),
        "total_layers": len(norms),
    }
