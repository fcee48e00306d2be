"""Multiplies by fan_in because a bracket is missing.

Loses: he_variance-values
Takes along: variance_table-columns
Hint: n_in belongs under the fraction bar, in brackets with the rest
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 2 / (1 + negative_slope**2) * n_in
