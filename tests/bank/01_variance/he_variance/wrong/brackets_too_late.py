"""Puts fan_in into the bracket with the slope: 1 + a squared times n_in.

Loses: he_variance-values, he_variance-slope
Takes along: variance_table-columns
Hint: n_in multiplies the whole bracket, not the slope's part of it alone
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 2 / (1 + negative_slope**2 * n_in)
