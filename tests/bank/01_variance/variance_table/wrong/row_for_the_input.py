"""Adds a row for the input, as if it had weights.

Loses: variance_table-rows, variance_table-columns
Hint: the input is not a layer: it has no weights
"""


def variance_table(layer_sizes):
    rows = []
    for i in range(len(layer_sizes)):
        n_in, n_out = layer_sizes[max(i - 1, 0)], layer_sizes[i]
        rows.append(
            {
                "n_in": n_in,
                "n_out": n_out,
                "xavier_variance": 2 / (n_in + n_out),
                "he_variance": 2 / n_in,
                "xavier_std": (2 / (n_in + n_out)) ** 0.5,
                "he_std": (2 / n_in) ** 0.5,
            }
        )
    return rows
