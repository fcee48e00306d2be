"""Returns the length of the kernel as its size.

Loses: weight_statistics-rows
Hint: this is fan_in; count all weights of the kernel
"""

import numpy as np


def weight_statistics(model):
    rows = []
    for kernel in model.get_weights()[::2]:
        rows.append(
            {
                "layer": len(rows) + 1,
                "shape": kernel.shape,
                "size": len(kernel),
                "mean": float(np.mean(kernel)),
                "std": float(np.std(kernel)),
                "min": float(np.min(kernel)),
                "max": float(np.max(kernel)),
            }
        )
    return rows
