"""Swaps the He and the Xavier columns.

Loses: variance_table-columns
Hint: the columns of He and Xavier are swapped
"""


def variance_table(layer_sizes):
    rows = []
    for i in range(len(layer_sizes) - 1):
        n_in, n_out = layer_sizes[i], layer_sizes[i + 1]
        rows.append(
            {
                "n_in": n_in,
                "n_out": n_out,
                "xavier_variance": 2 / n_in,
                "he_variance": 2 / (n_in + n_out),
                "xavier_std": (2 / n_in) ** 0.5,
                "he_std": (2 / (n_in + n_out)) ** 0.5,
            }
        )
    return rows
