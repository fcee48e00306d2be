"""Fills in the first row of a network of three or more layers and leaves zeros in the others.

Loses: variance_table-columns
Hint: the rows after the first hold zeros: fill in each of them
"""


def variance_table(layer_sizes):
    rows = []
    for number, (n_in, n_out) in enumerate(zip(layer_sizes[:-1], layer_sizes[1:])):
        xavier, he = xavier_variance(n_in, n_out), he_variance(n_in)
        if number > 0 and len(layer_sizes) > 3:
            xavier = he = 0.0
        rows.append({"n_in": n_in, "n_out": n_out, "xavier_variance": xavier, "he_variance": he})
        rows[-1].update(xavier_std=xavier**0.5, he_std=he**0.5)
    return rows
