"""Squares the mean instead of averaging the squares.

Loses: activation_statistics-moments
Hint: this is the square of the mean, not the mean of the squares
"""

import numpy as np


def activation_statistics(layers):
    rows = []
    for h in layers:
        rows.append(
            {
                "mean": float(h.mean()),
                "std": float(h.std()),
                "second_moment": float(h.mean() ** 2),
                "saturated": float((np.abs(h) > 0.97).mean()),
                "dead": float((h == 0).all(axis=0).mean()),
            }
        )
    return rows
