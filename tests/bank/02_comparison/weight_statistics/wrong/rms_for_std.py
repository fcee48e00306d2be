"""Takes the root mean square for the standard deviation: right only when the mean is zero.

Loses: weight_statistics-centre
Hint: this is the root of the mean square: for the standard deviation subtract the mean first
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
                "std": float(np.sqrt(np.mean(kernel**2))),
                "min": float(np.min(kernel)),
                "max": float(np.max(kernel)),
            }
        )
    return rows
