"""Fills two rows.

Loses: variance_table-columns
Tells: in entry 3 of 4
"""


def variance_table(layer_sizes):
    rows = []
    for n_in, n_out in zip(layer_sizes[:-1], layer_sizes[1:]):
        xavier, he = (
            (xavier_variance(n_in, n_out), he_variance(n_in)) if len(rows) < 2 else (0.0, 0.0)
        )
        row = {"n_in": n_in, "n_out": n_out, "xavier_variance": xavier, "he_variance": he}
        rows.append(row | {"xavier_std": xavier**0.5, "he_std": he**0.5})
    return rows
