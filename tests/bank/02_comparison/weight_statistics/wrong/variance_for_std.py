"""Returns the variance as std.

Loses: weight_statistics-centre
Hint: this is the variance; its square root is the standard deviation
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
                "std": float(np.var(kernel)),
                "min": float(np.min(kernel)),
                "max": float(np.max(kernel)),
            }
        )
    return rows
