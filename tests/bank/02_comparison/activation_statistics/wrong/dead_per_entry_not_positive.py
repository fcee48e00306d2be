"""Returns the share of entries that are not positive.

Loses: activation_statistics-dead
Hint: this is the share of entries that are not above 0; count units that are 0 for the whole batch
"""

import numpy as np


def activation_statistics(layers):
    rows = []
    for h in layers:
        row = {"mean": np.mean(h), "std": np.std(h), "second_moment": np.mean(h**2)}
        row["saturated"] = np.mean(np.abs(h) > 0.97)
        row["dead"] = np.mean(h <= 0)
        rows.append(row)
    return rows
