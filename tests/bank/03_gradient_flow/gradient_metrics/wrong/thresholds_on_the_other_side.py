"""Counts a norm that equals a threshold as vanished or weak, and 100 not as exploded.

Loses: gradient_metrics-counts
Hint: a norm that equals a threshold is not below it, and 100 itself has exploded
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
    metrics["vanished_layers"] = int(np.sum(g <= 1e-6))
    metrics["weak_layers"] = int(np.sum(g <= 1e-4))
    metrics["exploded_layers"] = int(np.sum((g > 100) | ~np.isfinite(g)))
    metrics["total_layers"] = len(g)
    return metrics
