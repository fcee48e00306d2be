"""Returns a pandas table instead of a list of dicts.

Loses: variance_table-rows, variance_table-columns
Tells: returned one DataFrame
"""

import pandas as pd


def variance_table(layer_sizes):
    table = pd.DataFrame({"n_in": layer_sizes[:-1], "n_out": layer_sizes[1:]})
    table["xavier_variance"] = 2 / (table.n_in + table.n_out)
    table["he_variance"] = 2 / table.n_in
    table["xavier_std"] = table.xavier_variance**0.5
    table["he_std"] = table.he_variance**0.5
    return table
