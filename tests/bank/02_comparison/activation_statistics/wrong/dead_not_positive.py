"""Calls a unit dead if it is never positive.

Loses: activation_statistics-dead
Hint: a unit that is negative is not 0
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
                "dead": float((h <= 0).all(axis=0).mean()),
            }
        )
    return rows
