"""Writes ** 1 / 2, which halves the variance instead of taking its square root.

Loses: variance_table-columns
Hint: ** comes before /: this halves the variance
"""


def variance_table(layer_sizes):
    rows = []
    for n_in, n_out in zip(layer_sizes[:-1], layer_sizes[1:]):
        xavier, he = xavier_variance(n_in, n_out), he_variance(n_in)
        rows.append({"n_in": n_in, "n_out": n_out, "xavier_variance": xavier, "he_variance": he})
        rows[-1].update(xavier_std=xavier**1 / 2, he_std=he**1 / 2)
    return rows
