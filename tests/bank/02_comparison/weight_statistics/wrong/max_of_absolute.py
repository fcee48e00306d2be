"""Returns the largest absolute value as max.

Loses: weight_statistics-range
Hint: 7 is the largest absolute value; the largest weight is 4
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
                "min": float(np.min(kernel)),
                "max": float(np.max(np.abs(kernel))),
            }
        )
    return rows
