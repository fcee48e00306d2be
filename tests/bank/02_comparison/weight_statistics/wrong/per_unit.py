"""Takes mean and std over the inputs of every unit and averages them.

Loses: weight_statistics-centre
Hint: this averages the standard deviations of the units; take all weights at once
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
                "std": float(np.mean(np.std(kernel, axis=0))),
                "min": float(np.min(kernel)),
                "max": float(np.max(kernel)),
            }
        )
    return rows
