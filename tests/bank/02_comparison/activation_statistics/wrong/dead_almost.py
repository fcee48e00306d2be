"""Calls a unit dead if it is close to zero.

Loses: activation_statistics-dead
Hint: 1e-9 is small, but not 0
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
                "saturated": float((np.abs(h) > 0.97).mean()),
                "dead": float((np.isclose(h, 0)).all(axis=0).mean()),
            }
        )
    return rows
