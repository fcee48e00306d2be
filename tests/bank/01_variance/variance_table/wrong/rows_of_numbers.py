"""Returns lists of numbers without names instead of dicts.

Loses: variance_table-rows, variance_table-columns
Tells: each row is a dict with the keys
"""


def variance_table(layer_sizes):
    rows = []
    for n_in, n_out in zip(layer_sizes[:-1], layer_sizes[1:]):
        xavier, he = xavier_variance(n_in, n_out), he_variance(n_in)
        rows.append([n_in, n_out, xavier, he, xavier**0.5, he**0.5])
    return rows
