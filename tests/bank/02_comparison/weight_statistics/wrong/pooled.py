"""Pools all kernels and returns one row.

Loses: weight_statistics-rows, weight_statistics-centre, weight_statistics-range
Hint: one row per kernel, not one for the whole model
"""

import numpy as np


def weight_statistics(model):
    kernels = model.get_weights()[::2]
    w = np.concatenate([k.ravel() for k in kernels])
    return [
        {
            "layer": 1,
            "shape": w.shape,
            "size": w.size,
            "mean": w.mean(),
            "std": w.std(),
            "min": w.min(),
            "max": w.max(),
        }
    ]
