"""NaN and inf are compared like numbers.

Loses: health_score-unusable
Hint: NaN and infinity cost it some points only; ask first whether all four statistics are finite
"""

import numpy as np


def health_score(m):
    score = 3 if m["vanished_layers"] == 0 else 1 if m["vanished_layers"] == 1 else 0
    score += 3 if m["min_gradient"] > 1e-5 else 1 if m["min_gradient"] > 1e-6 else 0
    score += 2 if m["max_gradient"] < 10 else 1 if m["max_gradient"] < 100 else 0
    score += 2 if m["std_gradient"] < m["mean_gradient"] else 0
    return score
