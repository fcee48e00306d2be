"""Returns the share of zero entries.

Loses: activation_statistics-dead
Hint: this is the share of zero entries; count units that are zero for the whole batch
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
                "dead": float((h == 0).mean()),
            }
        )
    return rows
