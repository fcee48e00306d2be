"""Looks at the first seven layers only.

Loses: gradient_metrics-statistics, gradient_metrics-counts
Hint: a network may have any number of layers: look at all norms of the list
"""

import numpy as np


def gradient_metrics(norms):
    g = np.array(norms[:7], dtype=float)
    some = g if g.size else np.zeros(1)
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
