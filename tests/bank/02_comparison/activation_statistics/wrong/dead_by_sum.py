"""Calls a unit dead if its activations sum to zero.

Loses: activation_statistics-dead
Hint: values that cancel are not zero
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
                "dead": float((h.sum(axis=0) == 0).mean()),
            }
        )
    return rows
