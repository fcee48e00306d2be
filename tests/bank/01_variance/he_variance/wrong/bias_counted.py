"""Counts the bias as an input.

Loses: he_variance-values
Takes along: variance_table-columns
Hint: a bias is not an input: its weight does not count in the fan
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 2 / ((1 + negative_slope**2) * (n_in + 1))
