"""Asks the weaker question of a row first, so that the stronger one is never reached.

Loses: health_score-vanished, health_score-smallest, health_score-largest_and_alike
Takes along: fool_the_score-fools
Hint: the weaker bound of a row comes first here: what meets the stronger one stops there, too
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
    elif vanished == 1:
        score += 1
    if smallest > 1e-6:
        score += 1
    elif smallest > 1e-5:
        score += 3
    if largest < 100:
        score += 1
    elif largest < 10:
        score += 2
    if std < mean:
        score += 2
    return score
