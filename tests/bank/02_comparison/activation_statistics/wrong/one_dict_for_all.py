"""Appends the same dict in every turn, so that all rows are the last one.

Loses: activation_statistics-moments, activation_statistics-saturated, activation_statistics-dead
Hint: every row is the same dict: make a new one in each turn of the loop
"""

import numpy as np


def activation_statistics(layers):
    row = {}
    rows = []
    for h in layers:
        row.update(mean=np.mean(h), std=np.std(h), second_moment=np.mean(h**2))
        row["saturated"] = np.mean(np.abs(h) > 0.97)
        row["dead"] = np.mean(np.all(h == 0, axis=0))
        rows.append(row)
    return rows
