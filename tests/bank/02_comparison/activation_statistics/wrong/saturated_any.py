"""Counts the units that are saturated for some input.

Loses: activation_statistics-saturated
Hint: count entries, not units that are saturated for some input
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
                "saturated": float((np.abs(h) > 0.97).any(axis=0).mean()),
                "dead": float((h == 0).all(axis=0).mean()),
            }
        )
    return rows
