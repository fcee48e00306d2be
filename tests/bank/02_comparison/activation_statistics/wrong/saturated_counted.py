"""Returns the number of saturated entries.

Loses: activation_statistics-saturated
Hint: this is a number of entries; return the share
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
                "saturated": float((np.abs(h) > 0.97).sum()),
                "dead": float((h == 0).all(axis=0).mean()),
            }
        )
    return rows
