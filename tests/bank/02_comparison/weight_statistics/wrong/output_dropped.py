"""Leaves the output layer out, as the original LSUV did.

Loses: weight_statistics-rows
Hint: the output layer has a kernel too
"""

import numpy as np


def weight_statistics(model):
    rows = []
    for kernel in model.get_weights()[:-2:2]:
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
