"""Counts the biases among the weights of their layer.

Loses: weight_statistics-rows, weight_statistics-centre, weight_statistics-range
Hint: the biases are counted too
"""

import numpy as np


def weight_statistics(model):
    weights, rows = model.get_weights(), []
    for number, (kernel, bias) in enumerate(zip(weights[::2], weights[1::2]), 1):
        w = np.concatenate([kernel.ravel(), bias])
        rows.append(
            {
                "layer": number,
                "shape": kernel.shape,
                "size": w.size,
                "mean": w.mean(),
                "std": w.std(),
                "min": w.min(),
                "max": w.max(),
            }
        )
    return rows
