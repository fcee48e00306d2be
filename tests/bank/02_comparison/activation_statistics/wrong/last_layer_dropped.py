"""Leaves the last array out.

Loses: activation_statistics-moments, activation_statistics-saturated, activation_statistics-dead
Hint: the last array has a row too
"""

import numpy as np


def activation_statistics(layers):
    rows = []
    for h in layers[:-1]:
        rows.append(
            {
                "mean": float(h.mean()),
                "std": float(h.std()),
                "second_moment": float((h**2).mean()),
                "saturated": float((np.abs(h) > 0.97).mean()),
                "dead": float((h == 0).all(axis=0).mean()),
            }
        )
    return rows
