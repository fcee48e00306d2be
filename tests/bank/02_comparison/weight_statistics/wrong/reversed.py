"""Lists the layers from the output to the input.

Loses: weight_statistics-rows, weight_statistics-centre, weight_statistics-range
Hint: the rows run from the input to the output
"""

import numpy as np


def weight_statistics(model):
    rows = []
    for kernel in model.get_weights()[::2][::-1]:
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
