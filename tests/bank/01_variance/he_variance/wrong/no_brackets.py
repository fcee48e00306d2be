"""Leaves out all brackets of the denominator.

Loses: he_variance-values, he_variance-slope
Takes along: variance_table-columns
Hint: the whole denominator needs brackets: division comes before addition
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 2 / 1 + negative_slope**2 * n_in
