"""Collects OrderedDicts in a deque."""

from collections import OrderedDict, deque


def variance_table(layer_sizes):
    rows = deque()
    for n_in, n_out in zip(layer_sizes[:-1], layer_sizes[1:]):
        row = OrderedDict(n_in=n_in, n_out=n_out)
        row["xavier_variance"] = xavier_variance(n_in, n_out)
        row["he_variance"] = he_variance(n_in)
        row["xavier_std"] = row["xavier_variance"] ** 0.5
        row["he_std"] = row["he_variance"] ** 0.5
        rows.append(row)
    return rows
