"""Fills one dict with every kernel in turn and returns it, so that only the last one is left.

Loses: weight_statistics-rows, weight_statistics-centre, weight_statistics-range
Tells: this is one dict
"""


def weight_statistics(model):
    row = {}
    kernels = [layer.get_weights()[0] for layer in model.layers if layer.get_weights()]
    for number, W in enumerate(kernels, 1):
        row.update(layer=number, shape=W.shape, size=W.size)
        row.update(mean=W.mean(), std=W.std(), min=W.min(), max=W.max())
    return row
