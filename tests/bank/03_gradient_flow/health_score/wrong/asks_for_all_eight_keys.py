"""Raises KeyError also if a key is missing that the score does not use.

Loses: health_score-vanished
Hint: the score needs five of the keys; read no other
"""

import numpy as np


def health_score(metrics):
    low, high, mean, std = (metrics[f"{name}_gradient"] for name in ("min", "max", "mean", "std"))
    keys = ["vanished_layers", "weak_layers", "exploded_layers", "total_layers"]
    vanished = [metrics[key] for key in keys][0]
    if not np.all(np.isfinite([low, high, mean, std])):
        return 0
    score = {0: 3, 1: 1}.get(vanished, 0)
    score += 3 if low > 1e-5 else 1 if low > 1e-6 else 0
    score += 2 if high < 10 else 1 if high < 100 else 0
    return score + (2 if std < mean else 0)
