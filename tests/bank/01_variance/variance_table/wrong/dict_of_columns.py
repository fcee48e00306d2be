"""Returns a dict of columns instead of a list of rows.

Loses: variance_table-rows, variance_table-columns
Hint: these are columns; a row is a dict of its own, with one number per key
"""


def variance_table(layer_sizes):
    pairs = list(zip(layer_sizes[:-1], layer_sizes[1:]))
    return {
        "n_in": [a for a, _ in pairs],
        "n_out": [b for _, b in pairs],
        "xavier_variance": [2 / (a + b) for a, b in pairs],
        "he_variance": [2 / a for a, _ in pairs],
        "xavier_std": [(2 / (a + b)) ** 0.5 for a, b in pairs],
        "he_std": [(2 / a) ** 0.5 for a, _ in pairs],
    }
