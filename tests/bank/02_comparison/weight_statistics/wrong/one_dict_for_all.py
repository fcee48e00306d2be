"""Appends the same dict in every turn, so that all rows are the last one.

Loses: weight_statistics-rows, weight_statistics-centre, weight_statistics-range
Hint: every row is the same dict: make a new one in each turn of the loop
"""


def weight_statistics(model):
    row = {}
    rows = []
    kernels = [layer.get_weights()[0] for layer in model.layers if layer.get_weights()]
    for number, W in enumerate(kernels, 1):
        row.update(layer=number, shape=W.shape, size=W.size)
        row.update(mean=W.mean(), std=W.std(), min=W.min(), max=W.max())
        rows.append(row)
    return rows
