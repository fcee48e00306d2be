"""Asks whether all entries of a layer are zero, without an axis.

Loses: activation_statistics-dead
Hint: this does not look at the units one by one: rows are samples, columns are units
"""

import numpy as np


def activation_statistics(layers):
    rows = []
    for h in layers:
        row = {"mean": np.mean(h), "std": np.std(h), "second_moment": np.mean(h**2)}
        row["saturated"] = np.mean(np.abs(h) > 0.97)
        row["dead"] = np.mean(np.all(h == 0))
        rows.append(row)
    return rows
