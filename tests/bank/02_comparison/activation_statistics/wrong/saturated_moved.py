"""Moves the threshold to 0.985.

Loses: activation_statistics-saturated
Hint: -0.98 lies beyond 0.97, too
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
                "saturated": float((np.abs(h) > 0.985).mean()),
                "dead": float((h == 0).all(axis=0).mean()),
            }
        )
    return rows
