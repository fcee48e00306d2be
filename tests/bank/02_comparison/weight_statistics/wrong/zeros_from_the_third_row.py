"""Measures the first two kernels and leaves zeros for the others.

Loses: weight_statistics-centre, weight_statistics-range
Hint: the third row and those after it hold the numbers of their kernels, too
"""


def weight_statistics(model):
    rows = []
    for k in model.get_weights()[::2]:
        row = {"layer": len(rows) + 1, "shape": k.shape, "size": k.size}
        row.update(mean=0.0, std=0.0, min=0.0, max=0.0)
        if len(rows) < 2:
            row.update(mean=k.mean(), std=k.std(), min=k.min(), max=k.max())
        rows.append(row)
    return rows
