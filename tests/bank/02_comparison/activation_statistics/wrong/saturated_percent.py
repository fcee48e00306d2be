"""Returns percent.

Loses: activation_statistics-saturated
Hint: this is in percent; a share is between 0 and 1
"""

import numpy as np


def activation_statistics(layers):
    rows = []
    for h in layers:
        rows.append(
            {
                "mean": float(h.mean()),
                "std": float(h.std()),
                "second_moment": float((h**2).mean()),
                "saturated": float(100 * (np.abs(h) > 0.97).mean()),
                "dead": float((h == 0).all(axis=0).mean()),
            }
        )
    return rows
