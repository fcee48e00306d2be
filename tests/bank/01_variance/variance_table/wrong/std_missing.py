"""Leaves out the standard deviations.

Loses: variance_table-columns
Hint: a key that the docstring names is missing: copy the names from there
"""


def variance_table(layer_sizes):
    rows = []
    for i in range(len(layer_sizes) - 1):
        n_in, n_out = layer_sizes[i], layer_sizes[i + 1]
        rows.append(
            {
                "n_in": n_in,
                "n_out": n_out,
                "xavier_variance": 2 / (n_in + n_out),
                "he_variance": 2 / n_in,
            }
        )
    return rows
