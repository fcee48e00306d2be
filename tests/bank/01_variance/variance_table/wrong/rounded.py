"""Rounds to six digits, as the original lesson prints them.

Loses: variance_table-columns
Hint: this is rounded; return all digits
"""


def variance_table(layer_sizes):
    rows = []
    for i in range(len(layer_sizes) - 1):
        n_in, n_out = layer_sizes[i], layer_sizes[i + 1]
        rows.append(
            {
                "n_in": n_in,
                "n_out": n_out,
                "xavier_variance": round(2 / (n_in + n_out), 6),
                "he_variance": round(2 / n_in, 6),
                "xavier_std": round((2 / (n_in + n_out)) ** 0.5, 6),
                "he_std": round((2 / n_in) ** 0.5, 6),
            }
        )
    return rows
