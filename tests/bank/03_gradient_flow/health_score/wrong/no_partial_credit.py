"""All or nothing in every question, as in the original's final table.

Loses: health_score-vanished, health_score-smallest, health_score-largest_and_alike
Hint: this row of the table has two lines: what misses the first can still win the second
"""

import numpy as np


def health_score(m):
    if not all(
        np.isfinite(m[k]) for k in ["min_gradient", "max_gradient", "mean_gradient", "std_gradient"]
    ):
        return 0
    score = 3 * (m["vanished_layers"] == 0)
    score += 3 * (m["min_gradient"] > 1e-5)
    score += 2 * (m["max_gradient"] < 10)
    score += 2 if m["std_gradient"] < m["mean_gradient"] else 0
    return score
