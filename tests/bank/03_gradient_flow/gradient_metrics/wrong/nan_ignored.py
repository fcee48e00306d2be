"""Statistics of the finite norms only.

Loses: gradient_metrics-broken
Hint: the NaN has been left out; a network with a broken layer must not look healthy
"""

import numpy as np


KEYS = ["min_gradient", "max_gradient", "mean_gradient", "std_gradient"]
KEYS += ["vanished_layers", "weak_layers", "exploded_layers", "total_layers"]


def gradient_metrics(norms):
    if len(norms) == 0:
        return dict.fromkeys(KEYS, 0)
    g = np.array(norms, dtype=float)
    f = g[np.isfinite(g)] if np.isfinite(g).any() else np.zeros(1)
    return {
        "min_gradient": np.nanmin(f),
        "max_gradient": np.nanmax(f),
        "mean_gradient": f.mean(),
        "std_gradient": f.std(),
        "vanished_layers": (g < 1e-6).sum(),
        "weak_layers": (g < 1e-4).sum(),
        "exploded_layers": ((g >= 100) | ~np.isfinite(g)).sum(),
        "total_layers": len(g),
    }
