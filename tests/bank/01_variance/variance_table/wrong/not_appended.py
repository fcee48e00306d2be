"""Makes every row and forgets to append it.

Loses: variance_table-rows, variance_table-columns
Hint: the list is empty; every row has to be appended to it
"""


def variance_table(layer_sizes):
    rows = []
    for n_in, n_out in zip(layer_sizes[:-1], layer_sizes[1:]):
        xavier, he = xavier_variance(n_in, n_out), he_variance(n_in)
        row = {"n_in": n_in, "n_out": n_out, "xavier_variance": xavier, "he_variance": he}
        row.update(xavier_std=xavier**0.5, he_std=he**0.5)
    return rows
