"""Returns the variance as std.

Loses: activation_statistics-moments
Hint: this is the variance; its square root is the standard deviation
"""

import numpy as np


def activation_statistics(layers):
    rows = []
    for h in layers:
        rows.append(
            {
                "mean": float(h.mean()),
                "std": float(h.var()),
                "second_moment": float((h**2).mean()),
                "saturated": float((np.abs(h) > 0.97).mean()),
                "dead": float((h == 0).all(axis=0).mean()),
            }
        )
    return rows
