"""Divides by N - 1.

Loses: activation_statistics-moments
Hint: this divides by N - 1; divide by N
"""

import numpy as np


def activation_statistics(layers):
    rows = []
    for h in layers:
        rows.append(
            {
                "mean": float(h.mean()),
                "std": float(h.std(ddof=1)),
                "second_moment": float((h**2).mean()),
                "saturated": float((np.abs(h) > 0.97).mean()),
                "dead": float((h == 0).all(axis=0).mean()),
            }
        )
    return rows
