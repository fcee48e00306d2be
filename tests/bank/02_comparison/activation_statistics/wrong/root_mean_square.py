"""Returns the root of the second moment.

Loses: activation_statistics-moments
Hint: this is the square root of the second moment: return the mean of the squares
"""

import numpy as np


def activation_statistics(layers):
    rows = []
    for h in layers:
        rows.append(
            {
                "mean": float(h.mean()),
                "std": float(h.std()),
                "second_moment": float(np.sqrt((h**2).mean())),
                "saturated": float((np.abs(h) > 0.97).mean()),
                "dead": float((h == 0).all(axis=0).mean()),
            }
        )
    return rows
