"""`if` for `elif`: partial points come on top of full ones.

Loses: health_score-vanished, health_score-smallest, health_score-largest_and_alike
Hint: the point for the second line of a row came on top of those for the first: `elif`, not `if`
"""

import numpy as np


def health_score(m):
    if not all(
        np.isfinite(m[k]) for k in ["min_gradient", "max_gradient", "mean_gradient", "std_gradient"]
    ):
        return 0
    score = 3 * (m["vanished_layers"] == 0) + (m["vanished_layers"] <= 1)
    score += 3 * (m["min_gradient"] > 1e-5) + (m["min_gradient"] > 1e-6)
    score += 2 * (m["max_gradient"] < 10) + (m["max_gradient"] < 100)
    score += 2 if m["std_gradient"] < m["mean_gradient"] else 0
    return score
