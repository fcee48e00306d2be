"""Computes He once, for the first layer, and writes it into every row.

Loses: variance_table-columns
Hint: every row holds the He numbers of the first layer
"""


def variance_table(layer_sizes):
    rows, he = [], he_variance(layer_sizes[0])
    for n_in, n_out in zip(layer_sizes[:-1], layer_sizes[1:]):
        xavier = xavier_variance(n_in, n_out)
        rows.append({"n_in": n_in, "n_out": n_out, "xavier_variance": xavier, "he_variance": he})
        rows[-1].update(xavier_std=xavier**0.5, he_std=he**0.5)
    return rows
