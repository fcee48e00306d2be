"""One row per kernel, but the numbers are those of all weights together.

Loses: weight_statistics-centre, weight_statistics-range
Hint: these are numbers of the whole model
"""

import numpy as np


def weight_statistics(model):
    rows = []
    heap = np.concatenate([k.ravel() for k in model.get_weights()[::2]])
    for kernel in model.get_weights()[::2]:
        rows.append(
            {
                "layer": len(rows) + 1,
                "shape": kernel.shape,
                "size": kernel.size,
                "mean": float(np.mean(heap)),
                "std": float(np.std(heap)),
                "min": float(np.min(heap)),
                "max": float(np.max(heap)),
            }
        )
    return rows
