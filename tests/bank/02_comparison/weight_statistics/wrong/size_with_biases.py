"""Counts the parameters of the layer, biases included, as the size.

Loses: weight_statistics-rows
Hint: the biases are counted too
"""

import numpy as np


def weight_statistics(model):
    rows = []
    for kernel in model.get_weights()[::2]:
        rows.append(
            {
                "layer": len(rows) + 1,
                "shape": kernel.shape,
                "size": kernel.size + kernel.shape[1],
                "mean": float(np.mean(kernel)),
                "std": float(np.std(kernel)),
                "min": float(np.min(kernel)),
                "max": float(np.max(kernel)),
            }
        )
    return rows
