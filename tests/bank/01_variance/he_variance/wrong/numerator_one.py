"""Forgets that ReLU halves the second moment: 1 / n_in for slope 0.

Loses: he_variance-values
Takes along: variance_table-columns
Hint: the 2 is missing: ReLU halves the second moment, and the weights make up for it
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 1 / ((1 + negative_slope**2) * n_in)
