"""Divides by the square of fan_in.

Loses: he_variance-values
Takes along: variance_table-columns
Hint: n_in is squared here
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 2 / ((1 + negative_slope**2) * n_in**2)
