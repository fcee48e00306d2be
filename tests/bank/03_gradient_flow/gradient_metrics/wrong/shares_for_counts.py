"""Returns the shares of vanished, weak and exploded layers.

Loses: gradient_metrics-counts, gradient_metrics-broken
Hint: this is a share of the layers; return their number
"""

import numpy as np


def gradient_metrics(norms):
    g = np.array(norms, dtype=float)
    metrics = {"min_gradient": 0, "max_gradient": 0, "mean_gradient": 0, "std_gradient": 0}
    if len(g) > 0:
        metrics["min_gradient"] = g.min()
        metrics["max_gradient"] = g.max()
        metrics["mean_gradient"] = g.mean()
        metrics["std_gradient"] = g.std()
    metrics["vanished_layers"] = float(np.mean(g < 1e-6)) if len(g) else 0
    metrics["weak_layers"] = float(np.mean(g < 1e-4)) if len(g) else 0
    exploded = (g >= 100) | ~np.isfinite(g)
    metrics["exploded_layers"] = float(np.mean(exploded)) if len(g) else 0
    metrics["total_layers"] = len(g)
    return metrics
