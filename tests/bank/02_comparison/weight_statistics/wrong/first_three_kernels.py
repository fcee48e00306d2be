"""Describes three kernels.

Loses: weight_statistics-centre
Tells: a list of 3
"""

import keras


def weight_statistics(model):
    kernels = [
        layer.kernel.numpy() for layer in model.layers if isinstance(layer, keras.layers.Dense)
    ]
    return [
        {
            "layer": n,
            "shape": k.shape,
            "size": k.size,
            "mean": k.mean(),
            "std": k.std(),
            "min": k.min(),
            "max": k.max(),
        }
        for n, k in enumerate(kernels[:3], 1)
    ]
