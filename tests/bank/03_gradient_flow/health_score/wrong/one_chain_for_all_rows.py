"""Uses one chain of `elif` for all four rows, so that only the first that wins counts.

Loses: health_score-vanished, health_score-smallest, health_score-largest_and_alike
Takes along: fool_the_score-fools
Hint: every row of the table is asked: begin each with an `if` of its own
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
    elif smallest > 1e-5:
        score += 3
    elif smallest > 1e-6:
        score += 1
    elif largest < 10:
        score += 2
    elif largest < 100:
        score += 1
    elif std < mean:
        score += 2
    return score
