"""Asks that the standard deviation is below the mean by more than 1e-8.

Loses: health_score-largest_and_alike
Hint: compare std_gradient with mean_gradient themselves; gradients of 1e-12 are numbers, too
"""

import numpy as np


def health_score(metrics):
    low, high, mean, std = (metrics[f"{name}_gradient"] for name in ("min", "max", "mean", "std"))
    vanished = metrics["vanished_layers"]
    if not np.all(np.isfinite([low, high, mean, std])):
        return 0
    score = {0: 3, 1: 1}.get(vanished, 0)
    score += 3 if low > 1e-5 else 1 if low > 1e-6 else 0
    score += 2 if high < 10 else 1 if high < 100 else 0
    return score + (2 if std < mean - 1e-8 else 0)
