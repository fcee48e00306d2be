"""Calls a unit dead if it is zero for some input.

Loses: activation_statistics-dead
Hint: a unit that is zero for some inputs is not dead
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
                "dead": float((h == 0).any(axis=0).mean()),
            }
        )
    return rows
