"""Takes the root mean square for the standard deviation.

Loses: activation_statistics-moments
Hint: this is the root of the mean square: for the standard deviation subtract the mean first
"""

import numpy as np


def activation_statistics(layers):
    rows = []
    for h in layers:
        rows.append(
            {
                "mean": float(h.mean()),
                "std": float(np.sqrt((h**2).mean())),
                "second_moment": float((h**2).mean()),
                "saturated": float((np.abs(h) > 0.97).mean()),
                "dead": float((h == 0).all(axis=0).mean()),
            }
        )
    return rows
