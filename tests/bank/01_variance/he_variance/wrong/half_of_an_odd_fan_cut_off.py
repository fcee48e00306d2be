"""Halves fan_in with //, which drops the half of an odd number and makes 0 of 1.

Loses: he_variance-values, he_variance-errors
Takes along: variance_table-columns
Hint: `//` drops the half of an odd number: divide with `/`
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 1 / ((1 + negative_slope**2) * (n_in // 2))
