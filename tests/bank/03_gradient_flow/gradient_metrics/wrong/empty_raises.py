"""An empty list raises an error.

Loses: gradient_metrics-broken
Hint: numpy has no minimum of nothing: ask first whether the list is empty
"""

import numpy as np


def gradient_metrics(norms):
    g = np.array(norms, dtype=float)
    return {
        "min_gradient": g.min(),
        "max_gradient": g.max(),
        "mean_gradient": g.mean(),
        "std_gradient": g.std(),
        "vanished_layers": (g < 1e-6).sum(),
        "weak_layers": (g < 1e-4).sum(),
        "exploded_layers": ((g >= 100) | ~np.isfinite(g)).sum(),
        "total_layers": len(g),
    }
