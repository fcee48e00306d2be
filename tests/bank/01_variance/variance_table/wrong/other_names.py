"""Uses other names for four columns.

Loses: variance_table-columns
Hint: the names of the columns are part of the answer: take them from the docstring, letter by
    letter
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
