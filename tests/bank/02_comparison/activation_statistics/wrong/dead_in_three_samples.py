"""Takes a unit for dead that is 0 for the first two samples and the last one.

Loses: activation_statistics-dead
Hint: some samples were not looked at: take the whole batch
"""

import numpy as np


def activation_statistics(layers):
    rows = []
    for h in layers:
        rows.append(
            {
                "mean": h.mean(),
                "std": h.std(),
                "second_moment": np.mean(h**2),
                "saturated": np.mean(np.abs(h) > 0.97),
                "dead": np.mean(np.all(h[[0, 1, -1]] == 0, axis=0)),
            }
        )
    return rows
