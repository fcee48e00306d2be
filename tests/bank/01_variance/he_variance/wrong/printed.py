"""Prints the variance and returns nothing.

Loses: he_variance-values, he_variance-slope
Takes along: variance_table-rows, variance_table-columns
Tells: a function without `return` gives None
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    print(2 / ((1 + negative_slope**2) * n_in))
