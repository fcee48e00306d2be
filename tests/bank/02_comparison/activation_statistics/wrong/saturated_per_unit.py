"""Counts the units that are saturated for the whole batch.

Loses: activation_statistics-saturated
Hint: count entries, not units that are saturated for the whole batch
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
                "saturated": float((np.abs(h) > 0.97).all(axis=0).mean()),
                "dead": float((h == 0).all(axis=0).mean()),
            }
        )
    return rows
