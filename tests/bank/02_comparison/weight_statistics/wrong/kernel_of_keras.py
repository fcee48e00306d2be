"""Calls the methods of an array on the kernel that Keras holds.

Loses: weight_statistics-rows, weight_statistics-centre, weight_statistics-range
Hint: a kernel of Keras is no array: `get_weights()` gives arrays
"""

import keras


def weight_statistics(model):
    rows = []
    kernels = [layer.kernel for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    for number, W in enumerate(kernels, 1):
        row = {"layer": number, "shape": W.shape, "size": W.size}
        row |= {"mean": W.mean(), "std": W.std(), "min": W.min(), "max": W.max()}
        rows.append(row)
    return rows
