"""Calls the statistics min, max, mean and std, and the counts as the docstring does.

Loses: gradient_metrics-statistics, gradient_metrics-broken
Takes along: fool_the_score-fools
Tells: copy the names from there
"""

import numpy as np


def gradient_metrics(norms):
    g = np.array(norms, dtype=float)
    some = g if len(g) > 0 else np.zeros(1)
    return {
        "min": some.min(),
        "max": some.max(),
        "mean": some.mean(),
        "std": some.std(),
        "vanished_layers": int(np.sum(g < 1e-6)),
        "weak_layers": int(np.sum(g < 1e-4)),
        "exploded_layers": int(np.sum((g >= 100) | ~np.isfinite(g))),
        "total_layers": len(g),
    }
