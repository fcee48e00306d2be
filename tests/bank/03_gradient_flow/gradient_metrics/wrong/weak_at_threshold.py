"""Counts a norm of exactly 1e-4 as weak.

Loses: gradient_metrics-counts
Hint: a norm that equals the threshold of weak layers is not below it
"""

import numpy as np


KEYS = ["min_gradient", "max_gradient", "mean_gradient", "std_gradient"]
KEYS += ["vanished_layers", "weak_layers", "exploded_layers", "total_layers"]


def gradient_metrics(norms):
    if len(norms) == 0:
        return dict.fromkeys(KEYS, 0)
    g = np.array(norms, dtype=float)
    return {
        "min_gradient": g.min(),
        "max_gradient": g.max(),
        "mean_gradient": g.mean(),
        "std_gradient": g.std(),
        "vanished_layers": (g < 1e-6).sum(),
        "weak_layers": (g <= 1e-4).sum(),
        "exploded_layers": ((g >= 100) | ~np.isfinite(g)).sum(),
        "total_layers": len(g),
    }
