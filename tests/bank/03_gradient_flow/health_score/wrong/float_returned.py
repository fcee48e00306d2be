"""The score comes as a float.

Loses: health_score-unusable
Hint: this is a float; write a whole number, as `int` or `//` gives
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
    return float(score)
