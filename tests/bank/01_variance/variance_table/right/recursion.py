"""Takes off the first layer and calls itself for the others."""

import math


def variance_table(layer_sizes):
    if len(layer_sizes) < 2:
        return []
    n_in, n_out = layer_sizes[0], layer_sizes[1]
    row = dict(n_in=n_in, n_out=n_out)
    row["xavier_std"] = math.sqrt(2 / (n_in + n_out))
    row["he_std"] = math.sqrt(2 / n_in)
    for name in ("xavier", "he"):
        row[f"{name}_variance"] = row[f"{name}_std"] ** 2
    return [row, *variance_table(layer_sizes[1:])]
