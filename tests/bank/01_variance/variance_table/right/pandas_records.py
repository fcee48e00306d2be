"""Builds a pandas table column by column and returns its records."""

import numpy as np
import pandas as pd


def variance_table(layer_sizes):
    table = pd.DataFrame({"n_in": layer_sizes[:-1], "n_out": layer_sizes[1:]})
    table["xavier_variance"] = 2.0 / (table.n_in + table.n_out)
    table["he_variance"] = 2.0 / table.n_in
    for scheme in ("xavier", "he"):
        table[f"{scheme}_std"] = np.sqrt(table[f"{scheme}_variance"])
    return table.to_dict("records")
