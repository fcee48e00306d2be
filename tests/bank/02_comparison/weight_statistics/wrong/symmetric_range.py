"""Returns minus and plus the largest absolute value.

Loses: weight_statistics-range
Hint: the smallest weight is not minus the largest
"""

import numpy as np


def weight_statistics(model):
    rows = []
    for kernel in model.get_weights()[::2]:
        rows.append(
            {
                "layer": len(rows) + 1,
                "shape": kernel.shape,
                "size": kernel.size,
                "mean": float(np.mean(kernel)),
                "std": float(np.std(kernel)),
                "min": float(-np.abs(kernel).max()),
                "max": float(np.abs(kernel).max()),
            }
        )
    return rows
