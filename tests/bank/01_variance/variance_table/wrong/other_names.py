"""Uses other names for four columns.

Loses: variance_table-columns
Hint: a key that the docstring names is missing: copy the names from there
"""


def variance_table(layer_sizes):
    rows = []
    for i in range(len(layer_sizes) - 1):
        n_in, n_out = layer_sizes[i], layer_sizes[i + 1]
        rows.append(
            {
                "n_in": n_in,
                "n_out": n_out,
                "xavier_var": 2 / (n_in + n_out),
                "he_var": 2 / n_in,
                "xavier_standard_deviation": (2 / (n_in + n_out)) ** 0.5,
                "he_standard_deviation": (2 / n_in) ** 0.5,
            }
        )
    return rows
