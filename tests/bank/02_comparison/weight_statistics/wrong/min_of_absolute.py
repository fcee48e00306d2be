"""Returns the smallest absolute value as min.

Loses: weight_statistics-range
Hint: 0 is the smallest absolute value; the smallest weight is -7
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
                "min": float(np.min(np.abs(kernel))),
                "max": float(np.max(kernel)),
            }
        )
    return rows
