"""Rounds to four digits after the point.

Loses: he_variance-values, he_variance-slope
Takes along: variance_table-columns
Hint: this is rounded; return all digits
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return round(2 / ((1 + negative_slope**2) * n_in), 4)
