"""Leaves zeros behind.

Loses: weight_statistics-rows
Tells: changed model
"""

import keras
import numpy as np


def weight_statistics(model):
    rows = []
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense):
            k = layer.kernel.numpy()
            row = {
                "layer": len(rows) + 1,
                "shape": k.shape,
                "size": k.size,
                "mean": k.mean(),
                "std": k.std(),
            }
            rows.append(row | {"min": k.min(), "max": k.max()})
            layer.kernel.assign(np.zeros_like(k))
    return rows
