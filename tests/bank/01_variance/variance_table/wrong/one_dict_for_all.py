"""Fills the same dict for every layer, so that all rows are the last one.

Loses: variance_table-rows, variance_table-columns
Hint: every row is the last one: each layer needs a dict of its own
"""


def variance_table(layer_sizes):
    rows, row = [], {}
    for n_in, n_out in zip(layer_sizes[:-1], layer_sizes[1:]):
        row["n_in"], row["n_out"] = n_in, n_out
        row["xavier_variance"], row["he_variance"] = 2 / (n_in + n_out), 2 / n_in
        row["xavier_std"], row["he_std"] = row["xavier_variance"] ** 0.5, row["he_variance"] ** 0.5
        rows.append(row)
    return rows
