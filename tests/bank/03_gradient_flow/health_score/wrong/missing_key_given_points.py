"""A missing standard deviation counts as 0 and gets the points.

Loses: health_score-unusable
Hint: a missing statistic is no 0: read it as `metrics["std_gradient"]`, which raises KeyError
"""

import numpy as np


def health_score(m):
    if not all(
        np.isfinite(m.get(k, 0))
        for k in ["min_gradient", "max_gradient", "mean_gradient", "std_gradient"]
    ):
        return 0
    score = 3 if m["vanished_layers"] == 0 else 1 if m["vanished_layers"] == 1 else 0
    score += 3 if m["min_gradient"] > 1e-5 else 1 if m["min_gradient"] > 1e-6 else 0
    score += 2 if m["max_gradient"] < 10 else 1 if m["max_gradient"] < 100 else 0
    score += 2 if m.get("std_gradient", 0) < m["mean_gradient"] else 0
    return score
