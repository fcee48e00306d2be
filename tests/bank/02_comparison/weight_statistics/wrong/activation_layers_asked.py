"""Asks every layer for its weights; an Activation layer has none.

Loses: weight_statistics-rows
Hint: an Activation layer has no weights: ask the Dense layers alone
"""


def weight_statistics(model):
    rows = []
    kernels = [layer.get_weights()[0] for layer in model.layers]
    for number, W in enumerate(kernels, 1):
        row = {"layer": number, "shape": W.shape, "size": W.size}
        row |= {"mean": W.mean(), "std": W.std(), "min": W.min(), "max": W.max()}
        rows.append(row)
    return rows
