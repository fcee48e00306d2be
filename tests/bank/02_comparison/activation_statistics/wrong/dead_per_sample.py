"""Looks along the wrong axis: samples whose units are all zero.

Loses: activation_statistics-dead
Hint: this does not look at the units one by one: rows are samples, columns are units
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
                "dead": float((h == 0).all(axis=1).mean()),
            }
        )
    return rows
