"""Describes the first three kernels and no more.

Loses: weight_statistics-rows
Hint: this describes three kernels; a model may have any number of them
"""


def weight_statistics(model):
    kernels = [w for w in model.get_weights() if w.ndim == 2][:3]
    return [
        {
            "layer": number,
            "shape": k.shape,
            "size": k.size,
            "mean": k.mean(),
            "std": k.std(),
            "min": k.min(),
            "max": k.max(),
        }
        for number, k in enumerate(kernels, 1)
    ]
