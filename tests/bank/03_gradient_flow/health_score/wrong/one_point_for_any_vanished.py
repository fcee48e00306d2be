"""Gives one point for any number of vanished layers above 0.

Loses: health_score-vanished, health_score-smallest, health_score-largest_and_alike
Hint: one vanished layer gives a point, two or more give none
"""

import numpy as np


def health_score(metrics):
    statistics = [metrics[f"{name}_gradient"] for name in ("min", "max", "mean", "std")]
    vanished = metrics["vanished_layers"]
    if not np.isfinite(statistics).all():
        return 0
    smallest, largest, mean, std = statistics
    score = 0
    if vanished == 0:
        score += 3
    else:
        score += 1
    if smallest > 1e-5:
        score += 3
    elif smallest > 1e-6:
        score += 1
    if largest < 10:
        score += 2
    elif largest < 100:
        score += 1
    if std < mean:
        score += 2
    return score
