"""Puts the names of the layers into the column layer.

Loses: weight_statistics-rows
Tells: came out as ['dense_0'
"""

import numpy as np


def weight_statistics(model):
    rows = []
    for kernel in model.get_weights()[::2]:
        rows.append(
            {
                "layer": f"dense_{len(rows)}",
                "shape": kernel.shape,
                "size": kernel.size,
                "mean": float(np.mean(kernel)),
                "std": float(np.std(kernel)),
                "min": float(np.min(kernel)),
                "max": float(np.max(kernel)),
            }
        )
    return rows
