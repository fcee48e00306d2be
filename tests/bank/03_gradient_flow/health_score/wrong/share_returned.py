"""The score comes as a share of ten.

Loses: health_score-vanished, health_score-smallest, health_score-largest_and_alike
Loses: health_score-unusable
Takes along: fool_the_score-fools
Hint: this is a share of ten; return the points themselves
"""

import numpy as np


def health_score(m):
    if not all(
        np.isfinite(m[k]) for k in ["min_gradient", "max_gradient", "mean_gradient", "std_gradient"]
    ):
        return 0
    score = 3 if m["vanished_layers"] == 0 else 1 if m["vanished_layers"] == 1 else 0
    score += 3 if m["min_gradient"] > 1e-5 else 1 if m["min_gradient"] > 1e-6 else 0
    score += 2 if m["max_gradient"] < 10 else 1 if m["max_gradient"] < 100 else 0
    score += 2 if m["std_gradient"] < m["mean_gradient"] else 0
    return score / 10
