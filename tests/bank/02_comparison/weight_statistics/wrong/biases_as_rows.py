"""Gives the biases rows of their own.

Loses: weight_statistics-rows, weight_statistics-centre, weight_statistics-range
Hint: the biases have no rows
"""

import numpy as np


def weight_statistics(model):
    rows = []
    for kernel in model.get_weights():
        rows.append(
            {
                "layer": len(rows) + 1,
                "shape": kernel.shape,
                "size": kernel.size,
                "mean": float(np.mean(kernel)),
                "std": float(np.std(kernel)),
                "min": float(np.min(kernel)),
                "max": float(np.max(kernel)),
            }
        )
    return rows
